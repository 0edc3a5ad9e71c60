#include "tests/node/rpc/methods/served.hpp"

namespace descent::rpc {
namespace {

using ChainMethods = Served;

TEST_F(ChainMethods, a_block_hash_is_found_by_number_hex_list_or_nothing) {
  const std::string genesis = text_of(chain->genesis_hash()), first = text_of(add());
  EXPECT_EQ(result("chain_getBlockHash"), first);
  EXPECT_EQ(result("chain_getHead", {nullptr}), first);
  EXPECT_EQ(result("chain_getBlockHash", {0}), genesis);
  EXPECT_EQ(result("chain_getBlockHash", {"0x1"}), first);
  const json::array asked{1, 0, "0x1", 7};
  EXPECT_EQ(result("chain_getBlockHash", json::array({json::value(asked)})),
            (json::array{first, genesis, first, nullptr}));
}

TEST_F(ChainMethods, a_block_that_is_not_there_is_null) {
  EXPECT_TRUE(result("chain_getBlockHash", {1}).is_null());
  EXPECT_TRUE(result("chain_getBlockHash", {std::uint64_t{1} << 32}).is_null());
  const std::string unknown = text_of(Hash{{1}});
  EXPECT_TRUE(result("chain_getHeader", {unknown}).is_null());
  EXPECT_TRUE(result("chain_getBlock", {unknown}).is_null());
  EXPECT_EQ(refusal("chain_getBlockHash", {"first"}).code, kInvalidParams);
}

TEST_F(ChainMethods, a_header_is_that_of_the_head_unless_named) {
  add();
  EXPECT_EQ(result("chain_getHeader"), to_json(chain->head()));
  EXPECT_EQ(result("chain_getHeader", {text_of(chain->genesis_hash())}).at("number"), "0x0");
}

TEST_F(ChainMethods, a_block_has_its_extrinsics_with_their_length) {
  add({transfer(0)});
  const auto block = result("chain_getBlock");
  EXPECT_TRUE(block.at("justifications").is_null());
  EXPECT_EQ(block.at("block").at("header"), to_json(chain->head()));
  const auto& extrinsics = block.at("block").at("extrinsics").as_array();
  ASSERT_EQ(extrinsics.size(), 2u);
  EXPECT_EQ(extrinsics.at(1), wire(transfer(0)));
}

TEST_F(ChainMethods, the_finalized_head_is_the_head) {
  EXPECT_EQ(result("chain_getFinalizedHead"), text_of(add()));
  EXPECT_EQ(result("chain_getFinalisedHead"), text_of(chain->head_hash()));
}

TEST_F(ChainMethods, a_subscriber_is_told_of_the_newest_block_and_of_each_after_it) {
  for (const auto& [method, notification] :
       std::map<std::string, std::string>{{"chain_subscribeNewHeads", "chain_newHead"},
                                          {"subscribe_newHead", "chain_newHead"},
                                          {"chain_subscribeFinalizedHeads", "chain_finalizedHead"},
                                          {"chain_subscribeAllHeads", "chain_allHead"}}) {
    const auto id = result(method);
    const auto before = json::serialize(to_json(chain->head()));
    add();
    EXPECT_THAT(told(id, notification),
                testing::ElementsAre(before, json::serialize(to_json(chain->head()))));
  }
}

TEST_F(ChainMethods, who_unsubscribed_is_told_no_more) {
  const auto id = result("chain_subscribeNewHeads");
  const auto* entry = methods.find("unsubscribe_newHead");
  ASSERT_TRUE(entry->unsubscribes);
  EXPECT_TRUE(session.close(entry->method.get(), id.as_string()));
  add();
  EXPECT_EQ(told(id, "chain_newHead").size(), 1u);
}

}  // namespace
}  // namespace descent::rpc

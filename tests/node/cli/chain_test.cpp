#include "node/cli/chain.hpp"

#include <gtest/gtest.h>

#include "tests/node/cli/fake_node.hpp"

namespace descent::cli {
namespace {

TEST(Chain, finds_a_block_by_every_name_it_has) {
  FakeNode node;
  node.blocks.push_back({{}});
  const Chain chain = node.chain();
  const Hash hash = node.hash(1);
  for (const std::string& name :
       {std::string{"head"}, std::string{"finalized"}, std::string{"1"}, to_0x(hash.bytes)}) {
    const auto found = chain.find(name);
    ASSERT_TRUE(found) << name;
    EXPECT_EQ(found->number, 1U);
    EXPECT_EQ(found->hash, hash);
  }
  EXPECT_EQ(chain.find("yesterday").error().exit, Exit::Usage);
  EXPECT_EQ(chain.find("2").error().exit, Exit::Refused);
  EXPECT_NE(chain.find("2").error().message.find("no block 2"), std::string::npos);
}

TEST(Chain, reads_a_block_with_its_extrinsics) {
  FakeNode node;
  node.blocks = {{{1, 2, 3}, {4}}};
  const auto block = node.chain().block(node.hash(1));
  ASSERT_TRUE(block);
  EXPECT_EQ(block->header.number, 1U);
  EXPECT_EQ(block->header.parent_hash, node.hash(0));
  EXPECT_EQ(block->extrinsics, node.blocks[0]);
}

TEST(Chain, reads_storage_and_what_is_not_there) {
  FakeNode node;
  const Hash at = node.hash(0);
  const auto& [key, value] = *node.state.begin();
  EXPECT_EQ(**node.chain().storage(key, at), value);
  EXPECT_EQ(*node.chain().storage(Bytes{1, 2, 3}, at), std::nullopt);
}

TEST(Chain, pages_through_keys_up_to_the_limit) {
  FakeNode node;
  node.state.clear();
  for (std::uint32_t i = 0; i < 1'203; ++i) {
    Bytes key{9};
    scale::encode(key, i);
    node.state[key] = {};
  }
  const Hash at = node.hash(0);
  EXPECT_EQ(node.chain().keys(Bytes{9}, 5'000, at)->size(), 1'203U);
  EXPECT_EQ(node.chain().keys(Bytes{9}, 501, at)->size(), 501U);
  EXPECT_TRUE(node.chain().keys(Bytes{8}, 5, at)->empty());
}

TEST(Chain, asks_a_runtime_api_by_name) {
  FakeNode node;
  node.handlers["state_call"] = [](const FakeNode::Params& params) {
    EXPECT_EQ(params[0].as_string(), "AccountNonceApi_account_nonce");
    EXPECT_EQ(params[1].as_string(), "0x" + std::string(64, '0'));
    return boost::json::value("0x05000000");
  };
  using Api = modules::System::Api;
  EXPECT_EQ(*node.chain().ask<Api>(Api::account_nonce{}), 5U);
  node.handlers["state_call"] = [](const FakeNode::Params&) { return boost::json::value("0x05"); };
  EXPECT_NE(node.chain().ask<Api>(Api::account_nonce{}).error().message.find("own version"),
            std::string::npos);
}

TEST(Chain, refuses_a_header_that_is_none) {
  const boost::json::object good{{"parentHash", "0x" + std::string(64, '0')},
                                 {"number", "0x2a"},
                                 {"stateRoot", "0x" + std::string(64, '1')},
                                 {"extrinsicsRoot", "0x" + std::string(64, '2')},
                                 {"digest", {{"logs", {"0x08"}}}}};
  const auto header = header_from(good);
  ASSERT_TRUE(header);
  EXPECT_EQ(header->number, 42U);
  EXPECT_EQ(header->digest.logs.size(), 1U);
  for (const auto& entry : good) {
    auto bad = good;
    bad[entry.key()] = "0x1";
    if (entry.key() != "number") {
      EXPECT_FALSE(header_from(bad)) << entry.key();
    }
    bad.erase(entry.key());
    EXPECT_FALSE(header_from(bad)) << entry.key();
  }
}

}  // namespace
}  // namespace descent::cli

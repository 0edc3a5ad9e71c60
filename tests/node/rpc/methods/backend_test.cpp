#include "node/rpc/methods/backend.hpp"

#include "tests/node/rpc/methods/served.hpp"

namespace descent::rpc {
namespace {

TEST_F(Served, every_name_that_clients_call_is_there) {
  const auto names = result("rpc_methods").at("methods").as_array();
  for (const auto* name : {"rpc_methods",
                           "system_chain",
                           "system_name",
                           "system_version",
                           "system_chainType",
                           "system_properties",
                           "system_health",
                           "system_localPeerId",
                           "system_localListenAddresses",
                           "system_peers",
                           "system_nodeRoles",
                           "system_syncState",
                           "system_accountNextIndex",
                           "account_nextIndex",
                           "system_dryRun",
                           "system_dryRunAt",
                           "chain_getBlockHash",
                           "chain_getHead",
                           "chain_getHeader",
                           "chain_getBlock",
                           "chain_getFinalizedHead",
                           "chain_getFinalisedHead",
                           "chain_subscribeNewHeads",
                           "chain_subscribeNewHead",
                           "subscribe_newHead",
                           "chain_unsubscribeNewHeads",
                           "chain_unsubscribeNewHead",
                           "unsubscribe_newHead",
                           "chain_subscribeFinalizedHeads",
                           "chain_unsubscribeFinalizedHeads",
                           "chain_subscribeAllHeads",
                           "chain_unsubscribeAllHeads",
                           "state_getRuntimeVersion",
                           "chain_getRuntimeVersion",
                           "state_getMetadata",
                           "state_call",
                           "state_callAt",
                           "state_getStorage",
                           "state_getStorageAt",
                           "state_getStorageHash",
                           "state_getStorageSize",
                           "state_queryStorageAt",
                           "state_getKeysPaged",
                           "state_getKeysPagedAt",
                           "state_subscribeStorage",
                           "state_unsubscribeStorage",
                           "state_subscribeRuntimeVersion",
                           "state_unsubscribeRuntimeVersion",
                           "state_getReadProof",
                           "author_submitExtrinsic",
                           "author_submitAndWatchExtrinsic",
                           "author_unwatchExtrinsic",
                           "author_pendingExtrinsics",
                           "payment_queryInfo",
                           "payment_queryFeeDetails"}) {
    EXPECT_NE(methods.find(name), nullptr) << name;
    EXPECT_NE(std::find(names.begin(), names.end(), json::value(name)), names.end()) << name;
  }
}

TEST_F(Served, only_what_changes_the_node_or_works_hard_is_unsafe) {
  const std::set<std::string> guarded{
      "system_dryRun", "engine_createBlock",    "author_insertKey",          "author_rotateKeys",
      "author_hasKey", "author_hasSessionKeys", "author_rotateKeysWithOwner"};
  const auto names = result("rpc_methods").at("methods").as_array();
  for (const auto& name : names) {
    const auto& method = *methods.find(name.as_string())->method;
    EXPECT_EQ(method.access == Access::Unsafe, guarded.contains(method.name)) << method.name;
  }
}

TEST(Backend, a_number_in_hex_has_no_leading_zero) {
  EXPECT_EQ(hex_number(0), "0x0");
  EXPECT_EQ(hex_number(42), "0x2a");
  EXPECT_EQ(hex_number(UINT64_MAX), "0xffffffffffffffff");
}

TEST(Backend, a_header_has_the_shape_clients_read) {
  Header header;
  header.number = 300;
  header.parent_hash = Hash{{1}};
  header.digest.logs.push_back(digest_item::RuntimeEnvironmentUpdated{});
  const json::value out = to_json(header);
  EXPECT_EQ(out.as_object().size(), 5u);
  EXPECT_EQ(out.at("parentHash"), text_of(header.parent_hash));
  EXPECT_EQ(out.at("number"), "0x12c");
  EXPECT_EQ(out.at("stateRoot"), text_of({}));
  EXPECT_EQ(out.at("extrinsicsRoot"), text_of({}));
  EXPECT_EQ(out.at("digest").at("logs"), json::array{"0x08"});
}

TEST(Backend, a_version_has_both_names_of_the_state_version) {
  const json::value out = to_json(chain_spec::dev_version());
  EXPECT_EQ(out.at("specName"), "descent-dev");
  EXPECT_EQ(out.at("specVersion"), 1);
  EXPECT_EQ(out.at("systemVersion"), out.at("stateVersion"));
  EXPECT_EQ(out.as_object().size(), 9u);
  const auto& api = out.at("apis").at(0).as_array();
  EXPECT_EQ(api.at(0).as_string().size(), 18u) << "0x and eight bytes";
  EXPECT_TRUE(api.at(1).is_number());
}

TEST(Backend, bytes_that_are_absent_are_null) {
  EXPECT_TRUE(hex_or_null(std::nullopt).is_null());
  EXPECT_EQ(hex_or_null(Bytes{}), "0x");
}

TEST(Backend, a_database_that_fails_is_told_apart_from_a_wrong_question) {
  EXPECT_EQ(internal({store::ErrorKind::UnknownBlock, "no"}).code, 4003);
  EXPECT_EQ(internal({store::ErrorKind::StatePruned, "gone"}).message, "Client error: gone");
  EXPECT_EQ(internal({store::ErrorKind::Io, "disk"}).code, kInternalError);
}

TEST_F(Served, a_state_of_an_unknown_block_is_an_error) {
  EXPECT_EQ(refusal("state_getStorage", {"0x00", text_of(Hash{{9}})}).code, 4003);
  EXPECT_EQ(refusal("state_getStorage", {"0x00", "0x01"}).code, kInvalidParams);
}

TEST_F(Served, an_audience_forgets_who_left) {
  Audience audience;
  const int kind = 0;
  const Subscriber stays = session.open(&kind), leaves = session.open(&kind);
  audience.add(stays);
  audience.add(leaves);
  session.close(&kind, leaves.id());
  audience.notify("m", 1);
  EXPECT_THAT(told(json::value(stays.id()), "m"), testing::ElementsAre("1"));
  EXPECT_THAT(told(json::value(leaves.id()), "m"), testing::IsEmpty());
}

}  // namespace
}  // namespace descent::rpc

#include "runtime/crypto/ss58.hpp"
#include "tests/node/rpc/methods/served.hpp"

namespace descent::rpc {
namespace {

struct System : Served {
  std::string address = crypto::ss58_encode(alice.account(), 42);
};

TEST_F(System, the_constants_are_those_wallets_read) {
  EXPECT_EQ(text("system_chain"), "\"Development\"");
  EXPECT_EQ(text("system_chainType"), "\"Development\"");
  EXPECT_EQ(text("system_version"), "\"9.9\"");
  EXPECT_EQ(text("system_properties"),
            R"({"ss58Format":42,"tokenDecimals":12,"tokenSymbol":"GRAD"})");
  EXPECT_EQ(text("system_health"), R"({"peers":0,"isSyncing":false,"shouldHavePeers":false})");
  EXPECT_EQ(text("system_nodeRoles"), R"(["Authority"])");
  EXPECT_EQ(text("system_peers"), "[]");
  EXPECT_EQ(text("system_localPeerId"), "\"tester\"");
  EXPECT_EQ(text("system_localListenAddresses"), "[]");
}

TEST_F(System, the_state_of_sync_is_the_height) {
  add();
  EXPECT_EQ(text("system_syncState"), R"({"startingBlock":0,"currentBlock":1,"highestBlock":1})");
}

TEST_F(System, the_next_index_counts_what_is_ready_in_the_pool) {
  EXPECT_EQ(result("system_accountNextIndex", {address}), 0);
  ASSERT_TRUE(pool.submit(transfer(0)));
  ASSERT_TRUE(pool.submit(transfer(2)));
  EXPECT_EQ(result("account_nextIndex", {address}), 1);
  add({transfer(0)});
  EXPECT_EQ(result("system_accountNextIndex", {address}), 1);
  EXPECT_EQ(refusal("system_accountNextIndex", {"5Nobody"}).code, kInvalidParams);
}

TEST_F(System, a_dry_run_says_what_would_come_of_it_and_changes_nothing) {
  EXPECT_EQ(text("system_dryRun", {wire(transfer(0))}), "\"0x0000\"");
  EXPECT_EQ(account(alice.account()).nonce, 0u);
  EXPECT_EQ(text("system_dryRunAt", {wire(transfer(1)), text_of(chain->genesis_hash())}),
            "\"0x010002\"")
      << "future";
  Bytes forged = transfer(0);
  forged.at(40) ^= 1;
  EXPECT_EQ(text("system_dryRun", {wire(forged)}), "\"0x010004\"") << "a bad signature";
  EXPECT_EQ(refusal("system_dryRun", {"0x10"}).code, 1001);
}

}  // namespace
}  // namespace descent::rpc

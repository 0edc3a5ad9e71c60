#include "tests/node/cli/commands/tx_node.hpp"

namespace descent::cli {
namespace {

using TxBroadcast = TxNode;

TEST_F(TxBroadcast, sends_exactly_what_was_signed_without_a_node) {
  const std::string hex = sign_now();
  ASSERT_EQ(tx({"broadcast", hex}), 0) << console.err.str();
  EXPECT_TRUE(console.printed("System.ExtrinsicSuccess"));
  ASSERT_EQ(node.blocks.size(), 1U);
  EXPECT_EQ(to_0x(scale::encoded(node.blocks[0].at(0))), hex);
}

TEST_F(TxBroadcast, sends_the_lines_of_a_file_in_order) {
  const std::string first = sign_now();
  const std::string second = sign({"--nonce", "8", "--json"});
  keystore::put(signed_file, first + "\n\n" + second + "\n");
  ASSERT_EQ(tx({"broadcast", signed_file, "--wait", "included"}), 0) << console.err.str();
  ASSERT_EQ(node.blocks.size(), 2U);
  EXPECT_EQ(to_0x(scale::encoded(node.blocks[0].at(0))), first);
}

TEST_F(TxBroadcast, refuses_what_was_signed_for_another_chain) {
  const std::string hex = sign_now();
  node.genesis.state_root.bytes[0] ^= 1;
  EXPECT_EQ(tx({"broadcast", hex}), 1);
  EXPECT_TRUE(console.complained("signed for another chain or other rules"));
  EXPECT_EQ(sent(), 0U);
}

TEST_F(TxBroadcast, refuses_what_was_altered_since) {
  std::string hex = sign_now({"--immortal"});
  const auto id_of = [](const char* suri) { return to_hex(keystore::key_of(suri).account().id); };
  hex.replace(hex.find(id_of("//Bob")), 64, id_of("//Charlie"));
  EXPECT_EQ(tx({"broadcast", hex}), 1);
  EXPECT_TRUE(console.complained("or altered since"));
  EXPECT_EQ(sent(), 0U);
}

TEST_F(TxBroadcast, refuses_an_era_that_is_over_from_the_last_block_on) {
  const std::string hex = sign_now({"--period", "4"});
  node.blocks.resize(3);
  EXPECT_EQ(tx({"broadcast", hex}), 1);
  EXPECT_TRUE(console.complained("blocks before 4, and the chain is at 3"));
  node.blocks.resize(40);
  EXPECT_EQ(tx({"broadcast", hex}), 1);
  EXPECT_TRUE(console.complained("blocks before 4, and the chain is at 40"));
  EXPECT_EQ(sent(), 0U);
  node.blocks.resize(2);
  EXPECT_EQ(tx({"broadcast", hex, "--wait", "none"}), 0) << console.err.str();
}

TEST_F(TxBroadcast, for_ever_is_as_long_as_the_nonce_is_free) {
  const std::string hex = sign_now({"--immortal"});
  node.blocks.resize(40);
  EXPECT_EQ(tx({"broadcast", hex}), 0) << console.err.str();
  AccountInfo info;
  info.nonce = 8;
  node.state[words.model().runtime.system.account.key(alice)] = scale::encoded(info);
  EXPECT_EQ(tx({"broadcast", hex}), 1);
  EXPECT_TRUE(console.complained("its nonce 7 is used"));
  EXPECT_EQ(sent(), 1U);
}

TEST_F(TxBroadcast, refuses_a_nonce_whose_turn_has_not_come) {
  make_context();
  EXPECT_EQ(tx({"broadcast", sign({"--nonce", "9"})}), 1);
  EXPECT_TRUE(console.complained("its nonce 9 is too early"));
  EXPECT_EQ(sent(), 0U);
}

TEST_F(TxBroadcast, says_which_line_of_a_file_is_wrong) {
  keystore::put(signed_file, sign_now() + "\n0x00\n");
  EXPECT_EQ(tx({"broadcast", signed_file}), 2);
  EXPECT_TRUE(console.complained("line 2: "));
  keystore::put(signed_file, "\n");
  EXPECT_EQ(tx({"broadcast", signed_file}), 2);
  EXPECT_EQ(tx({"broadcast", "nothing"}), 2);
  EXPECT_TRUE(console.complained("neither hex that begins with 0x, nor a file"));
  EXPECT_EQ(sent(), 0U);
}

TEST_F(TxBroadcast, shows_what_it_is_and_asks_a_person) {
  const std::string hex = sign_now();
  console.terminal = true;
  console.in.str("n\n");
  EXPECT_EQ(tx({"broadcast", hex}), 1);
  EXPECT_TRUE(console.complained("Balances.transfer_keep_alive"));
  EXPECT_TRUE(console.complained("1.5 GRAD"));
  EXPECT_EQ(sent(), 0U);
}

TEST_F(TxBroadcast, needs_a_node) {
  const std::string hex = sign_now();
  EXPECT_EQ(console.run({"tx", "broadcast", hex, "--url", "http://127.0.0.1:1"}), 3);
}

}  // namespace
}  // namespace descent::cli

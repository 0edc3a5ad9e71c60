#include "tests/node/cli/commands/tx_node.hpp"

namespace descent::cli {
namespace {

using TxInspect = TxNode;

TEST_F(TxInspect, says_what_it_does_and_what_a_node_knows_of_it) {
  const std::string hex = sign_now({"--period", "64"});
  ASSERT_EQ(tx({"inspect", hex}), 0) << console.err.str();
  for (const auto* text :
       {"Balances.transfer_keep_alive", "1.5 GRAD", "right", "block 63", "0.0025 GRAD"})
    EXPECT_TRUE(console.printed(text)) << text;
  ASSERT_EQ(tx({"inspect", signed_file, "--json"}), 0);
  EXPECT_EQ(json().at("signature").as_string(), "right");
  EXPECT_EQ(json().at("validUntil"), 63);
  EXPECT_EQ(json().at("fee").as_string(), "2500000000");
  EXPECT_EQ(json().at("nonce"), 7);
  EXPECT_EQ(sent(), 0U);
}

TEST_F(TxInspect, without_a_node_leaves_the_signature_unchecked) {
  const std::string hex = sign_now();
  ASSERT_EQ(console.run({"tx", "inspect", hex, "--url", "http://127.0.0.1:1"}), 0);
  EXPECT_TRUE(console.printed("Balances.transfer_keep_alive"));
  EXPECT_TRUE(console.printed("unchecked: no node answers"));
}

TEST_F(TxInspect, checks_by_the_context_it_was_signed_with) {
  const std::string hex = sign_now({"--period", "64"});
  const std::vector<std::string> line{"tx",    "inspect",           hex, "--offline", context,
                                      "--url", "http://127.0.0.1:1"};
  EXPECT_EQ(console.run(line), 0) << console.err.str();
  EXPECT_TRUE(console.printed("block 63"));
  make_context({"--period", "32"});
  EXPECT_EQ(console.run(line), 1);
  EXPECT_TRUE(console.printed("wrong"));
}

TEST_F(TxInspect, of_a_wrong_signature_or_an_old_era_is_exit_code_1) {
  const std::string hex = sign_now({"--period", "4"});
  node.blocks.resize(6);
  EXPECT_EQ(tx({"inspect", hex}), 1);
  EXPECT_TRUE(console.printed("expired"));
  node.genesis.number = 0;
  node.genesis.state_root.bytes[0] ^= 1;
  EXPECT_EQ(tx({"inspect", hex}), 1);
  EXPECT_TRUE(console.printed("wrong: of another chain"));
}

TEST_F(TxInspect, of_what_is_no_extrinsic_is_exit_code_2) {
  EXPECT_EQ(tx({"inspect", "0x0g"}), 2);
  EXPECT_TRUE(console.complained("not hex"));
}

}  // namespace
}  // namespace descent::cli

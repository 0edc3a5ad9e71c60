#include "node/cli/commands/tx_text.hpp"

#include "tests/node/cli/commands/tx_node.hpp"

namespace descent::cli {
namespace {

struct TxText : TxNode {
  Outcome<Checked> checked(const std::string& hex, BlockNumber newest) {
    const auto extrinsic = extrinsic_from(words, hex);
    return check_signature(node.chain(), words, *extrinsic, {newest, node.hash(newest)});
  }
};

TEST_F(TxText, a_signature_is_right_until_the_block_before_its_era_ends) {
  node.blocks.resize(12);
  const std::string hex = sign_now({"--period", "8"});
  node.blocks.resize(30);
  for (BlockNumber newest = 12; newest < 19; ++newest) {
    const auto found = checked(hex, newest);
    ASSERT_TRUE(found);
    EXPECT_EQ(found->verdict, Verdict::Right) << newest;
    EXPECT_EQ(found->death, 20U);
  }
  for (BlockNumber newest = 19; newest < 30; ++newest) {
    EXPECT_EQ(checked(hex, newest)->verdict, Verdict::Expired) << newest;
    EXPECT_EQ(checked(hex, newest)->death, 20U);
  }
}

TEST_F(TxText, a_signature_of_a_block_that_is_not_there_yet_is_wrong) {
  node.blocks.resize(12);
  const std::string hex = sign_now({"--period", "8"});
  EXPECT_EQ(checked(hex, 2)->verdict, Verdict::Wrong);
}

TEST_F(TxText, other_rules_are_not_judged) {
  const std::string hex = sign_now();
  node.handlers["state_getRuntimeVersion"] = [](const FakeNode::Params&) {
    return boost::json::value{
        {"specName", "descent"}, {"specVersion", 99}, {"transactionVersion", 1}};
  };
  EXPECT_NE(checked(hex, 0).error().message.find("spec_version 99"), std::string::npos);
}

}  // namespace
}  // namespace descent::cli

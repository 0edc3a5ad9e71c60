#include "tests/node/cli/commands/stake_node.hpp"

namespace descent::cli {
namespace {

struct StakeUnbond : StakeNode {};

TEST_F(StakeUnbond, unbonds_a_part_or_all_that_is_active) {
  bond(bob, 100 * kGrad, {{7 * kGrad, 28}});
  EXPECT_EQ(stake({"unbond", "30"}), 0) << console.err.str();
  EXPECT_TRUE(sent_has("\"call\":\"unbond\""));
  EXPECT_TRUE(sent_has("\"value\":\"30000000000000\""));
  EXPECT_EQ(stake({"unbond", "all"}), 0);
  EXPECT_TRUE(sent_has("\"value\":\"100000000000000\"", 1));
}

TEST_F(StakeUnbond, more_than_is_active_is_refused) {
  bond(bob, 100 * kGrad);
  EXPECT_EQ(stake({"unbond", "100.1"}), 1);
  EXPECT_TRUE(console.complained("only 100 GRAD is active"));
  EXPECT_EQ(stake({"unbond", "0"}), 2);
}

TEST_F(StakeUnbond, a_person_is_told_from_which_era_on_it_is_free) {
  bond(bob, 100 * kGrad);
  active_era(4);
  console.terminal = true;
  console.in.str("n\n");
  EXPECT_EQ(stake({"unbond", "1"}), 1);
  EXPECT_TRUE(console.complained("free from era 32 on"));
}

TEST_F(StakeUnbond, rebonds_what_is_unlocking) {
  bond(bob, 100 * kGrad, {{7 * kGrad, 28}, {2 * kGrad, 29}});
  EXPECT_EQ(stake({"rebond", "all"}), 0);
  EXPECT_TRUE(sent_has("\"call\":\"rebond\""));
  EXPECT_TRUE(sent_has("\"value\":\"9000000000000\""));
  EXPECT_EQ(stake({"rebond", "10"}), 1);
  EXPECT_TRUE(console.complained("only 9 GRAD is unlocking"));
  bond(bob, 100 * kGrad);
  EXPECT_EQ(stake({"rebond", "1"}), 1);
  EXPECT_TRUE(console.complained("nothing is unlocking"));
}

TEST_F(StakeUnbond, withdraws_from_the_era_on_and_says_before_when_that_is) {
  bond(bob, 100 * kGrad, {{7 * kGrad, 28}});
  active_era(27);
  EXPECT_EQ(stake({"withdraw"}), 1);
  EXPECT_TRUE(console.complained("the first 7 GRAD are from era 28, in about"));
  active_era(28);
  EXPECT_EQ(stake({"withdraw"}), 0);
  EXPECT_TRUE(sent_has("\"call\":\"withdraw_unbonded\""));
  bond(bob, 100 * kGrad);
  EXPECT_EQ(stake({"withdraw"}), 1);
  EXPECT_TRUE(console.complained("unbond first"));
}

TEST_F(StakeUnbond, each_needs_a_bond) {
  for (const auto& line :
       std::vector<std::vector<std::string>>{{"unbond", "1"}, {"rebond", "1"}, {"withdraw"}}) {
    EXPECT_EQ(stake(line), 1);
    EXPECT_TRUE(console.complained("has nothing bonded")) << line[0];
  }
}

TEST_F(StakeUnbond, is_signed_where_no_chain_can_be_asked_for_an_amount_that_is_said) {
  for (const std::string name : {"unbond", "rebond"}) {
    EXPECT_EQ(offline({name, "7"}), 0) << console.err.str();
    EXPECT_TRUE(console.printed("\"value\":\"7000000000000\"")) << name;
    EXPECT_EQ(offline({name, "all"}), 2);
    EXPECT_TRUE(console.complained("nobody knows what all is")) << name;
  }
  EXPECT_EQ(offline({"withdraw"}), 0) << console.err.str();
  EXPECT_TRUE(console.printed("\"call\":\"withdraw_unbonded\""));
}

}  // namespace
}  // namespace descent::cli

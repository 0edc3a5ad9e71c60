#include "tests/node/cli/commands/stake_node.hpp"

namespace descent::cli {
namespace {

struct StakeBond : StakeNode {};

TEST_F(StakeBond, bonds_the_exact_amount_and_restakes_rewards) {
  EXPECT_EQ(stake({"bond", "1000.5"}), 0) << console.err.str();
  EXPECT_TRUE(sent_has("\"call\":\"bond\""));
  EXPECT_TRUE(sent_has("\"value\":\"1000500000000000\""));
  EXPECT_TRUE(sent_has("Staked"));
}

TEST_F(StakeBond, rewards_go_where_the_payee_says) {
  EXPECT_EQ(stake({"bond", "1000", "--payee", "//Alice"}), 0);
  EXPECT_TRUE(sent_has(address_of(account("//Alice"))));
  EXPECT_EQ(stake({"bond", "1000", "--payee", "stash"}), 0);
  EXPECT_TRUE(sent_has("Stash", 1));
  EXPECT_EQ(stake({"bond", "1000", "--payee", "none"}), 0);
  EXPECT_TRUE(sent_has("None", 2));
  EXPECT_EQ(stake({"bond", "1000", "--payee", "moon"}), 2);
  EXPECT_TRUE(console.complained("--payee takes staked, stash, none or an account"));
}

TEST_F(StakeBond, who_has_bonded_adds_to_it) {
  bond(bob, 100 * kGrad);
  EXPECT_EQ(stake({"bond", "1000"}), 1);
  EXPECT_TRUE(console.complained("descent stake bond-extra"));
  EXPECT_EQ(stake({"bond-extra", "2"}), 0);
  EXPECT_TRUE(sent_has("\"call\":\"bond_extra\""));
  EXPECT_TRUE(sent_has("\"max_additional\":\"2000000000000\""));
}

TEST_F(StakeBond, who_has_not_bonded_cannot_add) {
  EXPECT_EQ(stake({"bond-extra", "2"}), 1);
  EXPECT_TRUE(console.complained("nothing bonded; bond with `descent stake bond AMOUNT"));
}

TEST_F(StakeBond, what_is_not_there_is_not_bonded_in_part) {
  EXPECT_EQ(stake({"bond", "1000000"}), 1);
  EXPECT_TRUE(console.complained("has 1000000 GRAD free, of which 0.001 GRAD stays"));
  EXPECT_EQ(stake({"bond", "999999.999"}), 0);
  EXPECT_EQ(stake({"bond", "0"}), 2);
  EXPECT_EQ(stake({"bond", "1,5"}), 2);
  EXPECT_EQ(blocks.size(), 1u);
}

TEST_F(StakeBond, a_person_is_asked_before_anything_is_sent) {
  console.terminal = true;
  console.in.str("n\n");
  EXPECT_EQ(stake({"bond", "1000"}), 1);
  EXPECT_TRUE(console.complained("Bond 1000 GRAD of"));
  EXPECT_TRUE(blocks.empty());
}

TEST_F(StakeBond, is_signed_where_no_chain_can_be_asked) {
  EXPECT_EQ(offline({"bond", "1000"}), 0) << console.err.str();
  EXPECT_TRUE(console.printed("\"call\":\"bond\""));
  EXPECT_EQ(offline({"bond-extra", "2"}), 0) << console.err.str();
  EXPECT_TRUE(console.printed("\"max_additional\":\"2000000000000\""));
  EXPECT_EQ(offline({"bond", "0"}), 2);
}

}  // namespace
}  // namespace descent::cli

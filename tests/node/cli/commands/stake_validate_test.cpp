#include "tests/node/cli/commands/stake_node.hpp"

namespace descent::cli {
namespace {

struct StakeValidate : StakeNode {};

TEST_F(StakeValidate, validates_with_a_commission) {
  EXPECT_EQ(stake({"validate", "--commission", "5%"}, "//Alice//stash"), 0) << console.err.str();
  EXPECT_TRUE(sent_has("\"call\":\"validate\""));
  EXPECT_TRUE(sent_has("50000000"));
  EXPECT_TRUE(sent_has("\"blocked\":false"));
  EXPECT_FALSE(console.complained("note:")) << "it has session keys";
  EXPECT_EQ(stake({"validate", "--commission", "0%", "--block-nominations"}, "//Alice//stash"), 0);
  EXPECT_TRUE(sent_has("\"blocked\":true", 1));
}

TEST_F(StakeValidate, reminds_of_session_keys) {
  bond(bob, 100 * kGrad);
  EXPECT_EQ(stake({"validate", "--commission", "5%"}), 0);
  EXPECT_TRUE(console.complained("descent stake set-keys"));
}

TEST_F(StakeValidate, needs_a_bond_that_is_large_enough) {
  EXPECT_EQ(stake({"validate", "--commission", "5%"}), 1);
  EXPECT_TRUE(console.complained("descent stake bond AMOUNT"));
  bond(bob, 100 * kGrad - 1);
  EXPECT_EQ(stake({"validate", "--commission", "5%"}), 1);
  EXPECT_TRUE(console.complained("at least 100 GRAD"));
  EXPECT_TRUE(console.complained("descent stake bond-extra"));
  EXPECT_TRUE(blocks.empty());
}

TEST_F(StakeValidate, a_commission_is_a_percentage) {
  EXPECT_EQ(stake({"validate", "--commission", "5"}, "//Alice//stash"), 2);
  EXPECT_EQ(stake({"validate"}, "//Alice//stash"), 2);
}

TEST_F(StakeValidate, chills_who_does_something) {
  EXPECT_EQ(stake({"chill"}, "//Alice//stash"), 0);
  EXPECT_TRUE(sent_has("\"call\":\"chill\""));
  EXPECT_EQ(stake({"chill"}), 1);
  EXPECT_TRUE(console.complained("has nothing bonded"));
  bond(bob, 100 * kGrad);
  EXPECT_EQ(stake({"chill"}), 1);
  EXPECT_TRUE(console.complained("neither validates nor nominates"));
  write(staking.nominators.key(bob), modules::staking::Nominations{{validator}, 0, false});
  EXPECT_EQ(stake({"chill"}), 0);
}

TEST_F(StakeValidate, is_signed_where_no_chain_can_be_asked) {
  EXPECT_EQ(offline({"validate", "--commission", "5%"}), 0) << console.err.str();
  EXPECT_TRUE(console.printed("50000000"));
  EXPECT_EQ(offline({"chill"}), 0) << console.err.str();
  EXPECT_TRUE(console.printed("\"call\":\"chill\""));
}

}  // namespace
}  // namespace descent::cli

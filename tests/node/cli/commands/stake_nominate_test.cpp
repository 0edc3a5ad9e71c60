#include "tests/node/cli/commands/stake_node.hpp"

namespace descent::cli {
namespace {

struct StakeNominate : StakeNode {};

TEST_F(StakeNominate, backs_validators_by_name_or_address) {
  bond(bob, 10 * kGrad);
  EXPECT_EQ(stake({"nominate", "//Alice//stash"}), 0) << console.err.str();
  EXPECT_TRUE(sent_has("\"call\":\"nominate\""));
  EXPECT_TRUE(sent_has(address_of(validator)));
}

TEST_F(StakeNominate, says_which_of_them_does_not_validate) {
  bond(bob, 10 * kGrad);
  EXPECT_EQ(stake({"nominate", "//Alice//stash", "//Charlie"}), 1);
  EXPECT_TRUE(console.complained("//Charlie does not want to validate"));
  EXPECT_TRUE(blocks.empty());
}

TEST_F(StakeNominate, needs_a_bond_that_is_large_enough) {
  EXPECT_EQ(stake({"nominate", "//Alice//stash"}), 1);
  EXPECT_TRUE(console.complained("descent stake bond AMOUNT"));
  bond(bob, 10 * kGrad - 1);
  EXPECT_EQ(stake({"nominate", "//Alice//stash"}), 1);
  EXPECT_TRUE(console.complained("a nominator has at least 10 GRAD"));
}

TEST_F(StakeNominate, names_1_to_16) {
  bond(bob, 10 * kGrad);
  EXPECT_EQ(stake({"nominate"}), 2);
  std::vector<std::string> line{"nominate"};
  line.resize(18, "//Alice//stash");
  EXPECT_EQ(stake(line), 2);
  EXPECT_TRUE(console.complained("at most 16"));
}

TEST_F(StakeNominate, is_signed_where_no_chain_can_be_asked) {
  EXPECT_EQ(offline({"nominate", "//Dave"}), 0) << console.err.str();
  EXPECT_TRUE(console.printed(address_of(account("//Dave"))));
}

}  // namespace
}  // namespace descent::cli

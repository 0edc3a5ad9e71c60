#include "tests/consensus/bft/explorer.hpp"

#include <gtest/gtest.h>

namespace descent::consensus::testing {
namespace {

/// Two in every test run; more on request, for those who have the time.
Round rounds() {
  const char* wanted = std::getenv("DESCENT_EXPLORE_ROUNDS");
  return wanted == nullptr ? 2 : static_cast<Round>(std::strtoul(wanted, nullptr, 10));
}

/// One liar cannot make the others disagree, and the exploration comes far enough for that to mean
/// something: both blocks are decided in some run.
void expect_agreement(std::size_t liar, std::size_t states_min) {
  Explorer explorer{{liar}, rounds()};
  const auto outcome = explorer.explore();
  EXPECT_FALSE(outcome.disagreement);
  EXPECT_EQ(outcome.decided.size(), 2u);
  EXPECT_GE(outcome.states, states_min);
  ::testing::Test::RecordProperty("states", static_cast<int>(outcome.states));
}

TEST(Explorer, a_liar_who_proposes_first_makes_nobody_disagree) { expect_agreement(0, 1'000'000); }

TEST(Explorer, a_liar_who_proposes_second_makes_nobody_disagree) { expect_agreement(1, 500'000); }

TEST(Explorer, a_liar_who_only_votes_makes_nobody_disagree) { expect_agreement(3, 500'000); }

TEST(Explorer, two_liars_of_four_do) {
  Explorer explorer{{0, 3}, 1};
  EXPECT_TRUE(explorer.explore().disagreement);
}

}  // namespace
}  // namespace descent::consensus::testing

#include "tests/consensus/bft/explorer.hpp"

#include <gtest/gtest.h>

namespace descent::consensus::testing {
namespace {

/// All of two rounds.
constexpr std::size_t kStatesOfTwoRounds = 2'000'000;

/// A number from the environment, for those who have the time.
std::size_t wanted(const char* name, std::size_t otherwise) {
  const char* text = std::getenv(name);
  return text == nullptr ? otherwise : std::strtoull(text, nullptr, 10);
}

/// One liar cannot make the others disagree, and the exploration comes far enough for that to mean
/// something: both blocks are decided in some run.
void expect_agreement(std::size_t liar, std::size_t states_min) {
  const auto rounds = static_cast<Round>(wanted("DESCENT_EXPLORE_ROUNDS", 2));
  Explorer explorer{{liar}, rounds};
  const auto outcome = explorer.explore(wanted("DESCENT_EXPLORE_STATES", kStatesOfTwoRounds));
  EXPECT_FALSE(outcome.disagreement);
  EXPECT_EQ(outcome.decided.size(), 2u);
  EXPECT_GE(outcome.states, states_min);
  EXPECT_TRUE(outcome.complete || rounds > 2);
}

TEST(Explorer, a_liar_who_proposes_first_makes_nobody_disagree) { expect_agreement(0, 1'000'000); }

TEST(Explorer, a_liar_who_proposes_second_makes_nobody_disagree) { expect_agreement(1, 500'000); }

TEST(Explorer, a_liar_who_only_votes_makes_nobody_disagree) { expect_agreement(3, 500'000); }

TEST(Explorer, two_liars_of_four_do) {
  Explorer explorer{{0, 3}, 1};
  EXPECT_TRUE(explorer.explore(kStatesOfTwoRounds).disagreement);
}

}  // namespace
}  // namespace descent::consensus::testing

#include "consensus/bft/state.hpp"

#include <gtest/gtest.h>

#include "tests/consensus/bft/people.hpp"

namespace descent::consensus::bft {
namespace {

constexpr Hash kX{{1}};
constexpr Hash kY{{2}};

TEST(State, fields_are_named_in_order) {
  EXPECT_TRUE(fields_in_order(State{}));
  EXPECT_TRUE(fields_in_order(Once{}));
  EXPECT_TRUE(fields_in_order(Unsigned{}));
  EXPECT_TRUE(fields_in_order(Choice{}));
  EXPECT_TRUE(fields_in_order(Rotation{}));
  EXPECT_TRUE(fields_in_order(Proposers{}));
  EXPECT_TRUE(fields_in_order(Timing{}));
  EXPECT_TRUE(fields_in_order(WalRecord{}));
}

TEST(State, a_block_is_valid_by_the_answer_of_any_round) {
  State state;
  EXPECT_EQ(is_valid(state, kX), std::nullopt);
  state.checks[{kX, 3}] = std::nullopt;
  EXPECT_EQ(is_valid(state, kX), std::nullopt);
  state.checks[{kX, 4}] = Verdict::Untimely;
  EXPECT_EQ(is_valid(state, kX), true);
  EXPECT_EQ(is_valid(state, kY), std::nullopt);
  state.checks[{kY, 0}] = Verdict::Invalid;
  EXPECT_EQ(is_valid(state, kY), false);
  EXPECT_EQ(is_valid(state, Hash{}), std::nullopt);
}

TEST(State, a_verdict_on_time_is_of_its_round) {
  State state;
  state.checks[{kX, 3}] = Verdict::Untimely;
  EXPECT_EQ(verdict(state, kX, 3), Verdict::Untimely);
  EXPECT_EQ(verdict(state, kX, 4), std::nullopt);
}

TEST(State, time_outs_grow_by_round_and_never_wrap) {
  const Timing timing{.growth_ms = 7};
  EXPECT_EQ(timeout_ms(100, timing, 0), 100u);
  EXPECT_EQ(timeout_ms(100, timing, 3), 121u);
  EXPECT_EQ(timeout_ms(UINT64_MAX - 1, timing, 3), UINT64_MAX);
  EXPECT_EQ(timeout_ms(0, {.growth_ms = UINT64_MAX}, UINT32_MAX), UINT64_MAX);
}

TEST(State, the_oldest_round_follows_ours) {
  State state;
  EXPECT_EQ(oldest_round(state), 0u);
  state.round = kRoundsBackMax + 5;
  EXPECT_EQ(oldest_round(state), 5u);
}

TEST(State, what_somebody_appeals_to_is_spared) {
  State state;
  state.round = 9;
  EXPECT_TRUE(spared_rounds(state).empty());
  state.valid = Choice{kX, 4};
  state.authorities = testing::authorities({1});
  const Vote proposal{.round = 9,
                      .kind = VoteKind::Proposal,
                      .block = kY,
                      .valid_round = 2,
                      .validator = testing::person(0)};
  (void)state.votes.add(state.authorities, 0, proposal, 9);
  EXPECT_EQ(spared_rounds(state), (std::vector<Round>{4, 2}));
}

TEST(State, is_in_a_round_between_its_start_and_the_decision) {
  State state;
  const auto in = [&](Step step) {
    state.step = step;
    return in_round(state);
  };
  EXPECT_TRUE(in(Step::Propose) && in(Step::Prevote) && in(Step::Precommit));
  EXPECT_FALSE(in(Step::NewHeight) || in(Step::Decided) || in(Step::Halted));
}

}  // namespace
}  // namespace descent::consensus::bft

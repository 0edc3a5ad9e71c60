#include "consensus/bft/rotation.hpp"

#include <gtest/gtest.h>

#include <numeric>

#include "tests/consensus/bft/cluster.hpp"

namespace descent::consensus::bft {
namespace {

using testing::authorities;
using testing::Dice;

/// Round 0 of `number`, and the rounds after it, from the very first step.
std::vector<AuthorityIndex> turns(const std::vector<std::uint64_t>& powers, std::size_t count) {
  Rotation rotation = rotation_of(authorities(powers));
  std::vector<AuthorityIndex> out;
  while (out.size() < count) out.push_back(advance(rotation));
  return out;
}

/// What the rotation means: whoever is furthest behind the share it is owed after this step has its
/// turn. owed_i = steps * power_i / total, compared without division.
std::vector<AuthorityIndex> naive_turns(const std::vector<std::uint64_t>& powers,
                                        std::size_t count) {
  const auto total = static_cast<std::int64_t>(std::accumulate(powers.begin(), powers.end(), 0ull));
  std::vector<std::int64_t> had(powers.size(), 0);
  std::vector<AuthorityIndex> out;
  for (std::int64_t step = 1; out.size() < count; ++step) {
    std::size_t most = 0;
    const auto behind = [&](std::size_t i) {
      return step * static_cast<std::int64_t>(powers[i]) - had[i] * total;
    };
    for (std::size_t i = 1; i < powers.size(); ++i)
      if (behind(i) > behind(most)) most = i;
    ++had[most];
    out.push_back(static_cast<AuthorityIndex>(most));
  }
  return out;
}

TEST(Rotation, equals_take_turns_in_order) {
  EXPECT_EQ(turns({1, 1, 1}, 7), (std::vector<AuthorityIndex>{0, 1, 2, 0, 1, 2, 0}));
}

TEST(Rotation, turns_are_spread_by_power) {
  EXPECT_EQ(turns({3, 1}, 8), (std::vector<AuthorityIndex>{0, 0, 1, 0, 0, 0, 1, 0}));
}

TEST(Rotation, is_what_the_naive_one_says) {
  Dice dice{1};
  for (int trial = 0; trial < 100; ++trial) {
    std::vector<std::uint64_t> powers(1 + dice.below(12));
    for (auto& power : powers) power = 1 + dice.below(trial % 2 == 0 ? 5 : 1'000'000);
    EXPECT_EQ(turns(powers, 500), naive_turns(powers, 500));
  }
}

TEST(Rotation, in_total_power_steps_each_proposes_as_often_as_its_power) {
  const std::vector<std::uint64_t> powers{5, 1, 7, 3, 9};
  std::vector<std::uint64_t> had(powers.size(), 0);
  for (const auto turn : turns(powers, 25)) ++had[turn];
  EXPECT_EQ(had, powers);
}

TEST(Rotation, the_largest_powers_do_not_overflow) {
  const auto all =
      turns(std::vector<std::uint64_t>(kAuthoritiesMax, UINT64_MAX), 3 * kAuthoritiesMax);
  for (std::size_t i = 0; i < all.size(); ++i) EXPECT_EQ(all[i], i % kAuthoritiesMax);
}

TEST(Rotation, seeking_step_by_step_or_at_once_leads_to_the_same) {
  const AuthoritySet set = authorities({4, 2, 3});
  Rotation walked;
  for (BlockNumber number = 0; number < 40; ++number) {
    seek(walked, set, number);
    Rotation jumped;
    seek(jumped, set, number);
    EXPECT_EQ(walked, jumped);
  }
  Rotation other = walked;
  seek(other, authorities({1, 1}), 40);
  seek(other, set, 39);
  EXPECT_EQ(other, walked);
}

TEST(Rotation, begins_anew_at_each_window) {
  const AuthoritySet set = authorities({4, 2, 3});
  Rotation rotation;
  seek(rotation, set, kRotationWindow - 1);
  EXPECT_EQ(rotation.steps, kRotationWindow - 1);
  seek(rotation, set, kRotationWindow);
  EXPECT_EQ(rotation, rotation_of(set));
}

TEST(Proposers, the_round_after_is_the_next_step) {
  Proposers proposers;
  seek(proposers, authorities({3, 1}), 2);
  const auto all = turns({3, 1}, 20);
  for (const Round round : {5u, 0u, 3u, 9u}) EXPECT_EQ(proposer(proposers, round), all[2 + round]);
  EXPECT_EQ(proposers.base.steps, 2u);
}

TEST(Proposers, of_far_rounds_are_those_one_comes_to_step_by_step) {
  const AuthoritySet set = authorities({4, 2, 3});
  for (const BlockNumber number : {7u, kRotationWindow - 100, UINT32_MAX}) {
    Proposers proposers;
    seek(proposers, set, number);
    Rotation walked = proposers.base;
    for (Round round = 0; round < 600; ++round) {
      const auto turn = advance(walked);
      if (round % 50 == 5) {
        EXPECT_EQ(proposer(proposers, round), turn) << round;
      }
    }
    EXPECT_LE(proposers.by_round.size(), kRoundsRemembered);
    EXPECT_LT(proposer(proposers, UINT32_MAX), set.size());
  }
}

}  // namespace
}  // namespace descent::consensus::bft

#include "tests/sim/cluster.hpp"

#include <gtest/gtest.h>

namespace descent::sim {
namespace {

/// The runs of some seeds with one liar, or more, of a kind; all must be right.
std::uint64_t reports_with(LiarKind kind, std::size_t machines, std::size_t liars,
                           std::uint64_t seeds) {
  std::uint64_t reports = 0;
  for (std::uint64_t seed = 0; seed < seeds; ++seed) {
    Options options{.seed = seed, .machines = machines, .liars = liars, .liar = kind};
    Cluster cluster{sized(options)};
    EXPECT_EQ(cluster.run(), std::vector<std::string>{}) << name_of(kind);
    reports += cluster.checks().reports();
  }
  return reports;
}

TEST(SimLiars, who_contradicts_itself_is_slashed_once) {
  EXPECT_EQ(reports_with(LiarKind::Equivocating, 4, 1, 3), 3U);
}

TEST(SimLiars, two_that_contradict_themselves_in_concert_are_slashed_once_each) {
  EXPECT_EQ(reports_with(LiarKind::Equivocating, 7, 2, 1), 2U);
}

TEST(SimLiars, who_forgets_its_lock_is_harmless_and_not_slashed) {
  EXPECT_EQ(reports_with(LiarKind::Amnesiac, 4, 1, 3), 0U);
}

TEST(SimLiars, who_says_nothing_is_harmless_and_not_slashed) {
  EXPECT_EQ(reports_with(LiarKind::Silent, 4, 1, 3), 0U);
}

TEST(SimLiars, who_lies_without_contradicting_itself_is_harmless_and_not_slashed) {
  EXPECT_EQ(reports_with(LiarKind::Lying, 4, 1, 3), 0U);
}

TEST(SimLiars, liars_have_less_than_a_third_of_the_power_however_it_is_spread) {
  for (std::uint64_t seed = 0; seed < 8; ++seed) {
    const Cluster cluster{{.seed = seed, .machines = 7, .liars = 2, .uneven = When::Always}};
    std::uint64_t lying = 0, total = 0;
    const auto& powers = founding(7, true).powers;
    for (std::size_t i = 0; i < cluster.size(); ++i) {
      total += powers[i];
      if (!cluster.machine(i).is_honest()) lying += powers[i];
    }
    EXPECT_GT(lying, 0U);
    EXPECT_LT(3 * lying, total);
  }
}

}  // namespace
}  // namespace descent::sim

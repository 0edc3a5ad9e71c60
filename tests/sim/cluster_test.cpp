#include "tests/sim/cluster.hpp"

#include <gtest/gtest.h>

namespace descent::sim {
namespace {

void expect_right(const Options& options) {
  Cluster cluster{options};
  EXPECT_EQ(cluster.run(), std::vector<std::string>{});
}

TEST(Simulation, without_faults_blocks_come_at_the_pace_of_the_chain) {
  Cluster cluster{{.seed = 1, .faults_ms = 0, .calm_ms = 20'000}};
  EXPECT_EQ(cluster.run(), std::vector<std::string>{});
  EXPECT_GE(cluster.height(), 3U);
}

TEST(Simulation, equal_seeds_are_equal_runs_and_others_are_not) {
  const auto trace = [](std::uint64_t seed) {
    Cluster cluster{{.seed = seed, .faults_ms = 3'000, .calm_ms = 5'000}};
    cluster.run();
    return cluster.trace();
  };
  EXPECT_EQ(trace(7), trace(7));
  EXPECT_NE(trace(7), trace(8));
}

TEST(Simulation, agreement_and_progress_hold_under_faults) {
  for (std::uint64_t seed = 0; seed < 6; ++seed) expect_right({.seed = seed});
}

TEST(Simulation, a_liar_is_reported_and_nobody_else) {
  for (std::uint64_t seed = 0; seed < 4; ++seed) {
    Cluster cluster{{.seed = seed, .liars = 1}};
    EXPECT_EQ(cluster.run(), std::vector<std::string>{});
    EXPECT_GT(cluster.reports(), 0U);
  }
}

TEST(Simulation, power_is_cut_in_these_runs) {
  std::uint64_t cuts = 0;
  for (std::uint64_t seed = 0; seed < 3; ++seed) {
    Cluster cluster{{.seed = seed}};
    cluster.run();
    cuts += cluster.power_cuts();
  }
  EXPECT_GT(cuts, 2U);
}

}  // namespace
}  // namespace descent::sim

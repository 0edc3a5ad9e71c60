#include "tests/sim/cluster.hpp"

#include <gtest/gtest.h>

namespace descent::sim {
namespace {

constexpr Options kCalm{.seed = 1,
                        .faults_ms = 0,
                        .calm_ms = 20'000,
                        .disk = When::Never,
                        .skew = When::Never,
                        .scattered = When::Never};

void expect_right(Cluster& cluster) { EXPECT_EQ(cluster.run(), std::vector<std::string>{}); }

TEST(Simulation, without_faults_blocks_come_at_the_pace_of_the_chain) {
  Cluster cluster{kCalm};
  expect_right(cluster);
  EXPECT_GE(cluster.height(), 3U);
  EXPECT_EQ(cluster.figures().power_cuts, 0U);
}

TEST(Simulation, without_faults_a_decision_takes_three_delays) {
  Options options = kCalm;
  options.delay_ms_min = options.calm_delay_ms_max = 80;
  options.transfers = 0;  // they come before all have started
  Cluster cluster{options};
  expect_right(cluster);
  ASSERT_FALSE(cluster.figures().decision_ms.empty());
  EXPECT_EQ(std::ranges::min(cluster.figures().decision_ms), 240U);
  EXPECT_LE(std::ranges::max(cluster.figures().decision_ms), 360U);
}

TEST(Simulation, where_pools_agree_blocks_cross_the_wire_by_names_and_nothing_is_asked_for) {
  Options options = kCalm;
  options.faults_ms = 4'000;  // of which there are none
  options.delay_ms_max = options.calm_delay_ms_max;
  options.transfers = 79;  // the first when all have started
  options.loss_one_in = options.twice_one_in = options.power_cut_one_in = 0;
  options.partitions = false;
  options.rough = When::Never;
  Cluster cluster{options};
  expect_right(cluster);
  EXPECT_EQ(cluster.figures().parts_asked, 0U);
  EXPECT_EQ(cluster.checks().transfers(), 79U);
  // The rest is headers and votes: whole blocks would come to more than 0.75.
  EXPECT_LT(2 * cluster.sent().block_bytes, 4 * cluster.figures().block_bytes);
}

TEST(Simulation, where_pools_differ_parts_are_asked_for_and_blocks_come_all_the_same) {
  std::uint64_t asked = 0;
  for (std::uint64_t seed = 0; seed < 3; ++seed) {
    Cluster cluster{{.seed = seed, .scattered = When::Always}};
    expect_right(cluster);
    asked += cluster.figures().parts_asked;
  }
  EXPECT_GT(asked, 10U);
}

TEST(Simulation, equal_seeds_are_equal_runs_and_others_are_not) {
  const auto trace = [](std::uint64_t seed) {
    Cluster cluster{{.seed = seed,
                     .liars = 1,
                     .faults_ms = 3'000,
                     .calm_ms = 8'000,
                     .disk = When::Always,
                     .skew = When::Always,
                     .scattered = When::Always}};
    cluster.run();
    return cluster.trace();
  };
  EXPECT_EQ(trace(7), trace(7));
  EXPECT_NE(trace(7), trace(8));
}

TEST(Simulation, agreement_and_progress_hold_under_faults) {
  for (std::uint64_t seed = 0; seed < 6; ++seed) {
    Cluster cluster{{.seed = seed}};
    expect_right(cluster);
  }
}

TEST(Simulation, networks_of_one_and_of_many_agree) {
  for (const std::size_t machines : {1U, 2U, 7U, 16U}) {
    Cluster cluster{
        sized({.seed = 5, .machines = machines, .faults_ms = 4'000, .calm_ms = 15'000})};
    expect_right(cluster);
    EXPECT_GE(cluster.height(), 1U);
  }
}

TEST(Simulation, power_is_cut_in_these_runs_and_machines_fetch_what_they_missed) {
  std::uint64_t cuts = 0, fetched = 0;
  for (const std::uint64_t seed : {4U, 5U, 8U}) {
    Cluster cluster{{.seed = seed}};
    cluster.run();
    cuts += cluster.figures().power_cuts;
    fetched += cluster.figures().fetched;
  }
  EXPECT_GT(cuts, 2U);
  EXPECT_GT(fetched, 0U);
}

TEST(Simulation, machines_whose_disks_are_full_or_slow_halt_and_come_back) {
  std::uint64_t halts = 0, slow = 0;
  for (std::uint64_t seed = 0; seed < 3; ++seed) {
    Cluster cluster{{.seed = seed, .disk = When::Always}};
    expect_right(cluster);
    halts += cluster.figures().halts;
    slow += cluster.figures().slow_writes;
  }
  EXPECT_GT(halts, 0U);
  EXPECT_GT(slow, 0U);
}

TEST(Simulation, wrong_clocks_are_harmless_and_an_hour_is_too_on_less_than_a_third) {
  bool far = false;
  for (std::uint64_t seed = 0; seed < 4; ++seed) {
    Cluster cluster{{.seed = seed, .skew = When::Always}};
    expect_right(cluster);
    for (std::size_t i = 0; i < cluster.size(); ++i)
      if (std::abs(cluster.machine(i).skew_ms) > 60'000) far = true;
  }
  EXPECT_TRUE(far);
}

}  // namespace
}  // namespace descent::sim

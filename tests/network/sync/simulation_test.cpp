#include "tests/network/sync/simulation.hpp"

#include <gtest/gtest.h>

namespace descent::network {
namespace {

using namespace std::chrono_literals;
using Problems = std::vector<std::string>;

/// Small enough that every limit is reached.
Sync::Limits tight(Random& random) {
  Sync::Limits out;
  out.headers = 1 + static_cast<std::uint32_t>(random.below(30));
  out.bodies = 1 + static_cast<std::uint32_t>(random.below(8));
  out.requests = 2 + random.below(7);
  out.blocks_ahead = out.headers + static_cast<std::uint32_t>(random.below(60));
  out.answer_bytes = 1'000 + random.below(3'000);
  out.bytes_ahead = out.answer_bytes + random.below(20'000);
  return out;
}

TEST(LateJoiner, gets_the_chain_of_honest_peers_soon) {
  for (std::uint64_t seed = 0; seed < 10; ++seed) {
    Simulation run{{.seed = seed}};
    EXPECT_EQ(run.run(), Problems{});
    EXPECT_EQ(run.blamed(), 0u);
    EXPECT_LE(run.took(), 25s) << "the chain grows for 20 s";
    EXPECT_LE(run.questions(), 100u);
  }
}

TEST(LateJoiner, gets_it_whatever_a_liar_does_beside_honest_peers) {
  for (std::uint8_t manner = 1; manner < static_cast<std::uint8_t>(Manner::kCount); ++manner)
    for (std::uint64_t seed = 0; seed < 8; ++seed) {
      Random random{seed};
      Simulation run{{.seed = seed,
                      .dishonest = 2,
                      .manner = static_cast<Manner>(manner),
                      .limits = tight(random)}};
      EXPECT_EQ(run.run(), Problems{});
    }
}

TEST(LateJoiner, gets_it_from_the_only_honest_one) {
  for (std::uint8_t manner = 1; manner < static_cast<std::uint8_t>(Manner::kCount); ++manner)
    for (std::uint64_t seed = 0; seed < 6; ++seed) {
      Random random{seed};
      Simulation run{{.seed = seed,
                      .honest = 1,
                      .dishonest = 7,
                      .manner = static_cast<Manner>(manner),
                      .limits = tight(random)}};
      EXPECT_EQ(run.run(), Problems{}) << "manner " << int{manner};
    }
}

TEST(LateJoiner, gets_it_from_the_only_honest_one_among_liars_of_every_kind) {
  for (std::uint64_t seed = 0; seed < 60; ++seed) {
    Random random{seed};
    Simulation run{
        {.seed = seed, .honest = 1, .dishonest = 1 + random.below(26), .limits = tight(random)}};
    EXPECT_EQ(run.run(), Problems{});
    EXPECT_LE(run.questions(), 2'000u);
  }
}

TEST(LateJoiner, gets_it_while_peers_come_and_go) {
  for (std::uint64_t seed = 0; seed < 60; ++seed) {
    Random random{seed};
    Simulation run{{.seed = seed,
                    .honest = 1 + random.below(4),
                    .dishonest = random.below(14),
                    .restless = true,
                    .limits = tight(random)}};
    EXPECT_EQ(run.run(), Problems{});
  }
}

TEST(LateJoiner, gets_a_long_chain_within_the_limits_of_a_node) {
  for (std::uint64_t seed = 0; seed < 3; ++seed) {
    Simulation run{{.seed = seed, .dishonest = 13, .blocks = 3'000}};
    EXPECT_EQ(run.run(), Problems{});
    EXPECT_LE(run.took(), 60s);
  }
}

}  // namespace
}  // namespace descent::network

#include "tests/consensus/bft/cluster.hpp"

#include <gmock/gmock.h>

namespace descent::consensus::testing {
namespace {

using ::testing::IsEmpty;

using enum Character;

/// Runs `options` under many seeds; what must hold holds in each.
/// returns  how often somebody was caught
std::size_t run(Options options, std::uint64_t seeds = 30) {
  std::size_t evidence = 0;
  for (options.seed = 0; options.seed < seeds; ++options.seed) {
    Cluster cluster{options};
    EXPECT_THAT(cluster.run(), IsEmpty());
    if (::testing::Test::HasFailure()) break;
    evidence += cluster.evidence_count();
  }
  return evidence;
}

TEST(Cluster, agrees_and_goes_on_through_loss_splits_and_crashes) { EXPECT_EQ(run({}), 0u); }

TEST(Cluster, without_crashes_too) { EXPECT_EQ(run({.crashes = false}), 0u); }

TEST(Cluster, one_of_four_may_be_silent) { EXPECT_EQ(run({.characters = {Silent}}), 0u); }

TEST(Cluster, one_of_four_may_equivocate_and_is_caught) {
  EXPECT_GT(run({.characters = {Honest, Equivocating}}), 40u);
}

TEST(Cluster, one_of_four_may_forget_what_it_said) {
  EXPECT_GT(run({.characters = {Honest, Honest, Amnesiac}}), 0u);
}

TEST(Cluster, almost_a_third_of_unequal_powers_may_lie) {
  EXPECT_GT(run({.powers = {5, 4, 3, 3}, .characters = {Honest, Equivocating}}, 10), 40u);
  EXPECT_GT(
      run({.powers = {2, 2, 2, 1, 1, 1, 1}, .characters = {Equivocating, Honest, Honest, Silent}},
          10),
      40u);
}

TEST(Cluster, three_of_ten_may_lie_in_different_ways) {
  EXPECT_GT(run({.powers = std::vector<std::uint64_t>(10, 1),
                 .characters = {Honest, Equivocating, Honest, Silent, Honest, Amnesiac}},
                10),
            10u);
}

TEST(Cluster, one_node_is_a_cluster) { EXPECT_EQ(run({.powers = {7}}), 0u); }

TEST(Cluster, the_same_seed_tells_the_same_story) {
  const Options options{.seed = 5, .characters = {Equivocating}};
  Cluster first{options};
  Cluster second{options};
  EXPECT_THAT(first.run(), IsEmpty());
  EXPECT_THAT(second.run(), IsEmpty());
  EXPECT_EQ(first.trace(), second.trace());
  Cluster other{{.seed = 6, .characters = {Equivocating}}};
  EXPECT_THAT(other.run(), IsEmpty());
  EXPECT_NE(first.trace(), other.trace());
}

}  // namespace
}  // namespace descent::consensus::testing

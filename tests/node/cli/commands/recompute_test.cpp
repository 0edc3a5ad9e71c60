#include "node/cli/commands/recompute.hpp"

#include <gtest/gtest.h>

#include "tests/node/cli/commands/api_node.hpp"
#include "tests/node/cli/commands/scoring_example.hpp"
#include "tests/node/cli/console.hpp"

namespace descent::cli {
namespace {

TEST(Recompute, gives_what_the_example_of_the_specification_says) {
  const Example example;
  const auto due = recompute(example.task, example.round, example.entries);
  ASSERT_TRUE(due);
  for (std::size_t i = 0; i < example.entries.size(); ++i)
    EXPECT_EQ((*due)[i], done(example.entries[i])) << i;
}

TEST(Recompute, takes_from_who_did_not_reveal_and_not_from_the_excused) {
  Example example;
  Entry missing;
  missing.deposit = 1'000;
  missing.status = Status::Missing;
  example.entries.push_back(missing);
  missing.status = Status::Excused;
  example.entries.push_back(missing);
  const auto due = *recompute(example.task, example.round, example.entries);
  EXPECT_TRUE(due[4].forfeit == 250);
  EXPECT_TRUE(due[5].forfeit == 0);
}

TEST(Recompute, shares_what_a_withholding_sponsor_loses) {
  Example example;
  example.round.outcome = modules::training::Outcome::Withheld;
  for (auto& entry : example.entries) entry.status = Status::Withheld;
  example.entries[0].status = Status::Missing;
  const auto due = *recompute(example.task, example.round, example.entries);
  EXPECT_TRUE(due[1].payout == 500'000);
  EXPECT_TRUE(due[0].payout == 0);
}

TEST(Recompute, does_not_guess_at_a_round_that_runs) {
  Example example;
  example.round.outcome = modules::training::Outcome::Running;
  EXPECT_FALSE(recompute(example.task, example.round, example.entries));
}

}  // namespace
}  // namespace descent::cli

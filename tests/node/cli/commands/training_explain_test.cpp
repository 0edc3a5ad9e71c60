#include <gtest/gtest.h>

#include "tests/node/cli/commands/api_node.hpp"
#include "tests/node/cli/commands/scoring_example.hpp"
#include "tests/node/cli/console.hpp"

namespace descent::cli {
namespace {

struct TrainingExplain : testing::Test, Example {
  ApiNode node;
  Console console;

  int run(std::vector<std::string> more = {}) {
    node.answer("TrainingApi_task", std::optional{task});
    node.answer("TrainingApi_round", std::optional{round});
    node.answer("TrainingApi_scores", entries);
    std::vector<std::string> line{"--url", node.url(), "training", "explain", "0"};
    line.insert(line.end(), more.begin(), more.end());
    return console.run(line);
  }
};

TEST_F(TrainingExplain, agrees_with_a_chain_that_kept_to_the_rules) {
  EXPECT_EQ(run(), 0) << console.err.str();
  EXPECT_TRUE(console.printed("all 4 agree to the unit"));
}

TEST_F(TrainingExplain, finds_a_single_unit_paid_wrongly) {
  entries[0].payout += 1;
  EXPECT_EQ(run(), 1);
  EXPECT_TRUE(console.printed("1 of 4 differ"));
  EXPECT_EQ(run({"--json"}), 1);
  EXPECT_TRUE(console.printed("\"payoutRecomputed\":\"476836\""));
}

TEST_F(TrainingExplain, shows_one_participant_only_when_asked) {
  EXPECT_EQ(run({"--account", to_0x(entries[3].account.id)}), 0);
  EXPECT_TRUE(console.printed("all 1 agree"));
  EXPECT_EQ(run({"--account", "//Alice"}), 1);
}

TEST_F(TrainingExplain, has_nothing_to_say_of_a_round_that_runs) {
  round.outcome = modules::training::Outcome::Running;
  EXPECT_EQ(run(), 1);
  EXPECT_TRUE(console.complained("nothing to explain"));
}

}  // namespace
}  // namespace descent::cli

#include <gtest/gtest.h>

#include "modules/training/training.hpp"
#include "tests/node/cli/commands/api_node.hpp"
#include "tests/node/cli/console.hpp"

namespace descent::cli {
namespace {

using namespace modules::training;

struct TrainingShow : testing::Test {
  ApiNode node;
  Console console;

  TrainingShow() {
    Task task;
    task.terms.rounds = 1;
    task.terms.samples = 100;
    Round round;
    round.outcome = modules::training::Outcome::Merged;
    round.version = 6;
    round.base_measure.correct = 80;
    round.merged = Score{{0, 91}, {}};
    Entry entry;
    entry.status = Status::Scored;
    entry.score = Score{{}, {100, std::int64_t{100} << 23, 0}};
    entry.payout = 2 * kGrad;
    node.answer("TrainingApi_task", std::optional{task});
    node.answer("TrainingApi_round", std::optional{round});
    node.answer("TrainingApi_scores", std::vector<Entry>{entry});
  }
};

TEST_F(TrainingShow, shows_each_round_s_accuracy) {
  EXPECT_EQ(console.run({"--url", node.url(), "training", "show", "0"}), 0);
  for (const auto* text : {"Merged", "80.0%", "91.0%", "it cannot prove"})
    EXPECT_TRUE(console.printed(text)) << text;
}

TEST_F(TrainingShow, shows_who_took_part_in_a_round) {
  EXPECT_EQ(console.run({"--url", node.url(), "training", "show", "0", "--round", "0"}), 0);
  for (const auto* text : {"Scored", "0.5000", "2 GRAD"})
    EXPECT_TRUE(console.printed(text)) << text;
  node.answer("TrainingApi_round", std::optional<Round>{});
  EXPECT_EQ(console.run({"--url", node.url(), "training", "show", "0", "--round", "0"}), 1);
}

}  // namespace
}  // namespace descent::cli

#include <gtest/gtest.h>

#include <boost/json/parse.hpp>

#include "modules/training/training.hpp"
#include "tests/node/cli/commands/api_node.hpp"
#include "tests/node/cli/console.hpp"

namespace descent::cli {
namespace {

TEST(TrainingList, shows_phases_rounds_and_pools) {
  ApiNode node;
  modules::training::Task task;
  task.terms.rounds = 10;
  task.round = 2;
  task.pool = 8 * kGrad;
  task.phase = modules::training::Phase::Reveal;
  node.answer(
      "TrainingApi_tasks",
      std::vector<std::pair<modules::training::TaskId, modules::training::Task>>{{5, task}});
  Console console;
  EXPECT_EQ(console.run({"--url", node.url(), "training", "list"}), 0);
  for (const auto* text : {"Reveal", "3 of 10", "8 GRAD"}) EXPECT_TRUE(console.printed(text));
  EXPECT_EQ(console.run({"--url", node.url(), "training", "list", "--json"}), 0);
  EXPECT_EQ(boost::json::parse(console.out.str()).at(0).at("id"), 5);
}

}  // namespace
}  // namespace descent::cli

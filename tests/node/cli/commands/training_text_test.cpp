#include "node/cli/commands/training_text.hpp"

#include <gtest/gtest.h>

#include "tests/node/cli/commands/api_node.hpp"
#include "tests/node/cli/console.hpp"

namespace descent::cli {
namespace {

TEST(TrainingText, writes_shares_with_one_decimal) {
  EXPECT_EQ(percent(975, 1'000), "97.5%");
  EXPECT_EQ(percent(2, 3), "66.6%");
  EXPECT_EQ(percent(0, 0), "");
}

TEST(TrainingText, writes_means_in_the_unit_of_a_loss) {
  EXPECT_EQ(loss_text(std::int64_t{1} << 24, 1), "1.0000");
  EXPECT_EQ(loss_text(-(std::int64_t{1} << 23), 1), "-0.5000");
  EXPECT_EQ(loss_text(std::int64_t{3} << 24, 4), "0.7500");
  EXPECT_EQ(loss_text(5, 0), "");
}

TEST(TrainingText, says_that_there_is_no_task) {
  ApiNode node;
  node.answer("TrainingApi_task", std::optional<modules::training::Task>{});
  EXPECT_NE(task_of(node.chain(), 4).error().message.find("no task 4"), std::string::npos);
}

}  // namespace
}  // namespace descent::cli

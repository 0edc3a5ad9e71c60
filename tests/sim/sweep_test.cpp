#include "tests/sim/sweep.hpp"

#include <gtest/gtest.h>

namespace descent::sim {
namespace {

TEST(SimSweep, progress_is_a_line_each_twentieth_where_there_is_no_terminal) {
  Progress progress{100, 40, false};
  EXPECT_EQ(progress.done(0), "");
  EXPECT_EQ(progress.done(1), "5 %, next is seed 102, 1 failed\n");
  std::size_t lines = 1;
  for (int i = 2; i < 40; ++i)
    if (!progress.done(1).empty()) ++lines;
  EXPECT_EQ(lines, 20U);
  EXPECT_EQ(progress.clear(), "");
}

TEST(SimSweep, progress_is_one_line_that_is_rewritten_on_a_terminal) {
  Progress progress{0, 1'000, true};
  EXPECT_EQ(progress.done(0), progress.clear() + "0 %, next is seed 1, 0 failed");
}

}  // namespace
}  // namespace descent::sim

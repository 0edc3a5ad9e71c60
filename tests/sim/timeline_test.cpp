#include "tests/sim/timeline.hpp"

#include <gtest/gtest.h>

namespace descent::sim {
namespace {

TEST(SimTimeline, events_happen_by_time_and_those_of_one_moment_in_their_order) {
  Timeline time;
  std::string happened;
  time.at(20, [&] { happened += 'c'; });
  time.at(10, [&] {
    happened += 'a';
    time.at(10, [&] { happened += 'd'; });
  });
  time.at(10, [&] { happened += 'b'; });
  while (time.step(20)) {}
  EXPECT_EQ(happened, "abcd");
  EXPECT_EQ(time.now_ms(), 20U);
}

TEST(SimTimeline, what_is_later_than_the_end_does_not_happen) {
  Timeline time;
  bool happened = false;
  time.at(21, [&] { happened = true; });
  EXPECT_FALSE(time.step(20));
  EXPECT_FALSE(happened);
  EXPECT_TRUE(time.step(21));
  EXPECT_TRUE(happened);
}

}  // namespace
}  // namespace descent::sim

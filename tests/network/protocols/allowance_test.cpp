#include "network/protocols/allowance.hpp"

#include <gtest/gtest.h>

#include "tests/network/random.hpp"

namespace descent::network {
namespace {

using namespace std::chrono_literals;

TEST(Allowance, a_burst_and_then_the_rate) {
  Allowance allowance{10, 3, 0ms};
  for (int i = 0; i < 3; ++i) EXPECT_TRUE(allowance.take(0ms));
  EXPECT_FALSE(allowance.take(99ms));
  EXPECT_TRUE(allowance.take(100ms));
  EXPECT_FALSE(allowance.take(100ms));
}

TEST(Allowance, time_that_goes_back_or_far_ahead_adds_nothing_wrong) {
  Allowance allowance{1, 1, 1'000ms};
  EXPECT_TRUE(allowance.take(0ms));
  EXPECT_FALSE(allowance.take(500ms));
  EXPECT_TRUE(allowance.take(Instant::max()));
  EXPECT_FALSE(allowance.take(Instant::max()));
}

// The naive model: tokens as thousandths, added each millisecond.
TEST(Allowance, is_a_token_bucket) {
  for (std::uint64_t seed = 0; seed < 100; ++seed) {
    Random random{seed};
    const auto rate = static_cast<std::uint32_t>(1 + random.below(50));
    const auto burst = static_cast<std::uint32_t>(1 + random.below(20));
    Allowance allowance{rate, burst, 0ms};
    std::uint64_t tokens = burst * 1'000;
    Instant now{};
    for (int i = 0; i < 500; ++i) {
      const auto step = random.below(60);
      now += Duration{step};
      for (std::size_t ms = 0; ms < step; ++ms)
        tokens = std::min<std::uint64_t>(tokens + rate, burst * 1'000);
      const bool expected = tokens >= 1'000;
      if (expected) tokens -= 1'000;
      ASSERT_EQ(allowance.take(now), expected) << seed << " " << i;
    }
  }
}

}  // namespace
}  // namespace descent::network

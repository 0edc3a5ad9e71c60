#include "node/rpc/transport/allowance.hpp"

#include <gtest/gtest.h>

namespace descent::rpc {
namespace {

using namespace std::chrono_literals;
const Allowance::Moment kStart{};

TEST(Allowance, a_burst_is_there_at_the_start_and_no_more) {
  Allowance allowance{1, 3, kStart};
  for (int i = 0; i < 3; ++i) EXPECT_TRUE(allowance.take(kStart));
  EXPECT_FALSE(allowance.take(kStart));
}

TEST(Allowance, it_fills_at_its_rate) {
  Allowance allowance{4, 1, kStart};
  EXPECT_TRUE(allowance.take(kStart));
  EXPECT_FALSE(allowance.take(kStart + 249ms));
  EXPECT_TRUE(allowance.take(kStart + 250ms));
}

TEST(Allowance, waiting_long_saves_up_no_more_than_a_burst) {
  Allowance allowance{UINT32_MAX, 2, kStart};
  const auto later = kStart + std::chrono::hours{100'000};
  EXPECT_TRUE(allowance.take(later));
  EXPECT_TRUE(allowance.take(later));
  EXPECT_FALSE(allowance.take(later));
}

TEST(Allowance, the_largest_settings_do_not_overflow) {
  Allowance allowance{1, UINT32_MAX, kStart};
  EXPECT_TRUE(allowance.take(kStart));
  for (int i = 0; i < 1'000; ++i) EXPECT_TRUE(allowance.take(kStart + std::chrono::hours{i}));
}

}  // namespace
}  // namespace descent::rpc

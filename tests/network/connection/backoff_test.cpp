#include "network/connection/backoff.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace descent::network {
namespace {

TEST(Backoff, doubles_up_to_a_maximum) {
  const Backoff backoff{.first = Duration{1'000}, .max = Duration{60'000}};
  for (unsigned failures = 1; failures < 100; ++failures) {
    const auto cap = std::min(Duration{60'000}, Duration{1'000 << std::min(failures - 1, 9u)});
    for (std::uint64_t random : {0ull, 1ull, 12'345'678ull, ~0ull}) {
      EXPECT_GE(backoff.after(failures, random), cap / 2);
      EXPECT_LE(backoff.after(failures, random), cap);
    }
  }
}

TEST(Backoff, spreads_over_the_upper_half) {
  const Backoff backoff{.first = Duration{1'000}, .max = Duration{60'000}};
  EXPECT_EQ(backoff.after(1, 0), Duration{500});
  EXPECT_EQ(backoff.after(1, 500), Duration{1'000});
  EXPECT_EQ(backoff.after(1, 501), Duration{500});
}

}  // namespace
}  // namespace descent::network

#include "runtime/scale/decimal.hpp"

#include <gtest/gtest.h>

#include <random>

namespace descent {
namespace {

constexpr u128 kMax = ~u128{0};
constexpr std::string_view kMaxText = "340282366920938463463374607431768211455";

TEST(Decimal, prints_the_ends_of_the_range) {
  EXPECT_EQ(to_string(u128{0}), "0");
  EXPECT_EQ(to_string(u128{10}), "10");
  EXPECT_EQ(to_string(kMax), kMaxText);
}

TEST(Decimal, reads_the_ends_of_the_range) {
  EXPECT_TRUE(*u128_from("0") == 0);
  EXPECT_TRUE(*u128_from(kMaxText) == kMax);
  EXPECT_TRUE(*u128_from("007") == 7);
}

TEST(Decimal, refuses_one_more_than_the_largest_value) {
  EXPECT_FALSE(u128_from("340282366920938463463374607431768211456"));
  EXPECT_FALSE(u128_from("340282366920938463463374607431768211460"));
  EXPECT_FALSE(u128_from("3402823669209384634633746074317682114550"));
}

TEST(Decimal, refuses_anything_but_digits) {
  for (const auto* text : {"", " 1", "1 ", "+1", "-1", "0x1", "1e3", "1.0", "1,000", "/", ":"})
    EXPECT_FALSE(u128_from(text)) << text;
}

TEST(Decimal, agrees_with_the_standard_library_on_64_bits) {
  std::mt19937_64 random{5};
  for (int round = 0; round < 10'000; ++round) {
    const std::uint64_t v = random() >> (random() % 64);
    ASSERT_EQ(to_string(v), std::to_string(v));
    ASSERT_TRUE(*u128_from(std::to_string(v)) == v);
  }
}

TEST(Decimal, what_is_printed_reads_back) {
  std::mt19937_64 random{6};
  for (int round = 0; round < 10'000; ++round) {
    const u128 v = (u128{random()} << 64 | random()) >> (random() % 128);
    ASSERT_TRUE(*u128_from(to_string(v)) == v);
  }
}

}  // namespace
}  // namespace descent

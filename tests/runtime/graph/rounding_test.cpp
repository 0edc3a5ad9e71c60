#include "runtime/graph/rounding.hpp"

#include <gtest/gtest.h>

namespace descent::graph {
namespace {

TEST(Rounding, a_tie_goes_to_the_even_neighbour) {
  EXPECT_EQ(round_shift(1, 1), 0);
  EXPECT_EQ(round_shift(3, 1), 2);
  EXPECT_EQ(round_shift(5, 1), 2);
  EXPECT_EQ(round_shift(-3, 1), -2);
  EXPECT_EQ(round_shift(6, 2), 2);
  EXPECT_EQ(round_shift(10, 2), 2);
  EXPECT_EQ(round_divide(7, 2), 4);
  EXPECT_EQ(round_divide(5, 2), 2);
  EXPECT_EQ(round_divide(-5, 2), -2);
  EXPECT_EQ(round_divide(-7, 2), -4);
}

TEST(Rounding, shifting_agrees_with_dividing) {
  for (std::int64_t v = -300; v <= 300; ++v)
    for (int s = 0; s < 12; ++s)
      EXPECT_TRUE(round_shift(v, s) == round_divide(v, i128{1} << s)) << v << " " << s;
}

TEST(Rounding, shifts_beyond_the_value_give_zero_and_negative_ones_are_exact) {
  EXPECT_EQ(round_shift((std::int64_t{1} << 61) - 1, 63), 0);
  EXPECT_EQ(round_shift(-5, 1'000), 0);
  EXPECT_EQ(round_shift(0, -1'000), 0);
  EXPECT_EQ(round_shift(-5, -3), -40);
}

TEST(Rounding, bit_length_counts_magnitudes) {
  EXPECT_EQ(bit_length(0), 0);
  EXPECT_EQ(bit_length(255), 8);
  EXPECT_EQ(bit_length(-256), 9);
}

}  // namespace
}  // namespace descent::graph

#include "runtime/kernels/gain.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

#include "runtime/kernels/loss.hpp"

namespace descent::kernels {
namespace {

TEST(Gain, comparisons_agree_with_the_textbook_formula) {
  std::mt19937_64 random{1};
  for (int round = 0; round < 500; ++round) {
    const double bias = static_cast<double>(round % 11) - 5;
    Gain gain;
    std::vector<double> each;
    for (int i = 0; i < 50; ++i) {
      const auto base = 1'000 + random() % 20;
      const auto candidate =
          static_cast<std::uint64_t>(1'000 + static_cast<double>(random() % 20) + bias);
      gain.add(base, candidate);
      each.push_back(static_cast<double>(base) - static_cast<double>(candidate));
    }
    double mean = 0;
    for (const double g : each) mean += g / 50;
    double variance = 0;
    for (const double g : each) variance += (g - mean) * (g - mean) / 49 / 50;
    for (const unsigned k : {1u, 2u, 3u}) {
      if (std::abs(std::abs(mean) - k * std::sqrt(variance)) < 1e-9) continue;
      EXPECT_EQ(gain.above_errors(k), mean > k * std::sqrt(variance));
      EXPECT_EQ(gain.below_errors(k), mean < -(k * std::sqrt(variance)));
    }
    EXPECT_EQ(gain.positive(), mean > 1e-9);
    EXPECT_EQ(gain.below(2), mean < -2 - 1e-9);
  }
}

TEST(Gain, the_greatest_slice_of_the_greatest_losses_does_not_overflow) {
  Gain gain;
  for (std::uint32_t i = 0; i < kSliceSamplesMax; ++i) gain.add(kLossMax, i == 0 ? kLossMax : 0);
  EXPECT_TRUE(gain.above_errors(4));
  EXPECT_FALSE(gain.below_errors(1));
}

TEST(Gain, one_sample_is_never_beyond_its_error) {
  Gain gain;
  gain.add(5, 0);
  EXPECT_TRUE(gain.positive());
  EXPECT_FALSE(gain.above_errors(1));
}

}  // namespace
}  // namespace descent::kernels

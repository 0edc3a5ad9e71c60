#include "runtime/graph/f32.hpp"

#include <gmock/gmock.h>

#include <bit>
#include <cmath>
#include <random>

namespace descent::graph {
namespace {

std::vector<std::uint32_t> patterns(const std::vector<float>& values) {
  std::vector<std::uint32_t> out;
  for (const float v : values) out.push_back(std::bit_cast<std::uint32_t>(v));
  return out;
}

void expect_quantised(const std::vector<float>& values, int exponent,
                      const std::vector<std::int32_t>& wanted) {
  const auto made = quantise(patterns(values));
  ASSERT_TRUE(made);
  EXPECT_EQ(made->exponent, exponent);
  EXPECT_EQ(made->values, wanted);
}

TEST(F32, the_examples_of_the_page_come_out) {
  expect_quantised({0.5f, -0.25f, 0.1f}, -27, {67108864, -33554432, 13421773});
  expect_quantised({0.0f, -0.0f}, -27, {0, 0});
  expect_quantised({1e-4f, -3e-5f}, -27, {13422, -4027});
  expect_quantised({1.0f, 0x1p-30f, 0x1.8p-29f}, -26, {67108864, 0, 0});
  expect_quantised({3e38f}, 101, {118329136});
}

TEST(F32, what_is_not_finite_is_refused_with_its_place) {
  EXPECT_EQ(quantise(patterns({1.0f, NAN})).error(), (Refusal{Error::NotFinite, 1}));
  EXPECT_EQ(quantise(patterns({-INFINITY})).error(), (Refusal{Error::NotFinite, 0}));
}

TEST(F32, export_rounds_half_to_even) {
  EXPECT_EQ(*f32_bits(1, 0), 0x3f800000u);
  EXPECT_EQ(*f32_bits(67108864, -27), 0x3f000000u);
  EXPECT_EQ(*f32_bits(-13421773, -27), 0xbdcccccdu);
  EXPECT_EQ(*f32_bits(16777217, 0), 0x4b800000u);
  EXPECT_EQ(*f32_bits(16777219, 0), 0x4b800002u);
  EXPECT_EQ(*f32_bits(INT32_MAX, -31), 0x3f800000u);
  EXPECT_EQ(f32_bits(INT32_MAX, 101).error(), Error::ResultOutOfRange);
}

TEST(F32, export_agrees_with_the_processor) {
  std::mt19937_64 random{2};
  for (int i = 0; i < 20'000; ++i) {
    const auto v = static_cast<std::int32_t>(random()) >> (random() % 31);
    const int e = static_cast<int>(random() % 150) - 64;
    const auto real = static_cast<float>(std::ldexp(static_cast<double>(v), e));
    ASSERT_EQ(*f32_bits(v, e), std::bit_cast<std::uint32_t>(real)) << v << " " << e;
  }
}

TEST(F32, what_fits_comes_back_unchanged) {
  const auto in = patterns({0.75f, -0.3f, 1e-3f, 0.9999f});
  const auto made = quantise(in);
  EXPECT_EQ(*f32_bits(made->values[0], made->exponent), in[0]);
  EXPECT_EQ(*f32_bits(made->values[1], made->exponent), in[1]);
}

}  // namespace
}  // namespace descent::graph

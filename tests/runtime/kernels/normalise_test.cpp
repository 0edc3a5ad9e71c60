#include "runtime/kernels/normalise.hpp"

#include <gmock/gmock.h>

#include <random>

#include "runtime/kernels/loops.hpp"
#include "tests/runtime/kernels/reference.hpp"

namespace descent::kernels {
namespace {

void expect_like_the_oracle(const std::vector<std::int64_t>& sums, int exponent) {
  std::vector<std::int16_t> out(sums.size());
  const auto made = normalise({sums, bits_in_use(sums.data(), sums.size()), exponent}, out);
  const auto wanted = reference::normalise({sums.begin(), sums.end()}, exponent);
  ASSERT_TRUE(made);
  EXPECT_EQ(*made, wanted.exponent);
  for (std::size_t i = 0; i < out.size(); ++i) ASSERT_TRUE(out[i] == wanted.mantissas[i]) << i;
}

TEST(Normalise, ties_and_edges_agree_with_the_oracle) {
  for (int k = 0; k < 60; ++k) {
    const std::int64_t p = std::int64_t{1} << k;
    for (const std::int64_t m : {p, -p, p - 1, 1 - p, p + p / 2, -p - p / 2}) {
      expect_like_the_oracle({m, 1, -1, 0, m / 2, m / 3}, 5);
      expect_like_the_oracle({m}, -7);
    }
  }
}

TEST(Normalise, random_sums_agree_with_the_oracle) {
  std::mt19937_64 random{3};
  for (int round = 0; round < 400; ++round) {
    std::vector<std::int64_t> sums(1 + random() % 67);
    const int shift = 4 + static_cast<int>(random() % 58);
    for (auto& s : sums) s = static_cast<std::int64_t>(random()) >> shift;
    expect_like_the_oracle(sums, static_cast<int>(random() % 100) - 50);
  }
}

TEST(Normalise, an_exponent_beyond_the_range_is_refused_or_zero) {
  const std::vector<std::int64_t> sums{1 << 20};
  std::vector<std::int16_t> out(1);
  const std::uint64_t bits = bits_in_use(sums.data(), 1);
  EXPECT_TRUE(normalise({sums, bits, 1'017}, out));
  EXPECT_EQ(normalise({sums, bits, 1'018}, out).error(), Error::Overflow);
  EXPECT_EQ(*normalise({sums, bits, -1'030}, out), -1'024);
  EXPECT_EQ(*normalise({sums, bits, -1'031}, out), 0);
  EXPECT_THAT(out, testing::ElementsAre(0));
}

}  // namespace
}  // namespace descent::kernels

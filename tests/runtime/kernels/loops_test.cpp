#include "runtime/kernels/loops.hpp"

#include <gmock/gmock.h>

#include <random>

#include "tests/runtime/kernels/reference.hpp"

namespace descent::kernels {
namespace {

TEST(Loops, bytes_put_together_are_the_biased_mantissa) {
  std::vector<std::int16_t> in;
  for (int m = -32'767; m <= 32'767; m += 13) in.push_back(static_cast<std::int16_t>(m));
  std::vector<std::uint8_t> high(in.size());
  std::vector<std::uint8_t> low(in.size());
  cut_bytes(in.data(), in.size(), high.data(), low.data());
  for (std::size_t i = 0; i < in.size(); ++i) ASSERT_EQ(256 * high[i] + low[i] - 32'768, in[i]);
}

TEST(Loops, partials_of_any_length_combine_exactly) {
  std::mt19937_64 random{1};
  for (std::size_t n = 1; n < 40; ++n) {
    std::vector<std::int32_t> p(4 * n);
    std::vector<std::int64_t> lift(n), offset(n), out(n);
    for (auto& v : p) v = static_cast<std::int32_t>(random());
    for (auto& v : lift) v = static_cast<std::int64_t>(random() % 13);
    for (auto& v : offset) v = static_cast<std::int64_t>(random()) >> 8;
    const std::int32_t* q = p.data();
    const auto bits =
        combine({q, q + n, q + 2 * n, q + 3 * n}, lift.data(), offset.data(), n, out.data());
    std::uint64_t wanted_bits = 0;
    for (std::size_t i = 0; i < n; ++i) {
      const i128 sum =
          i128{q[i]} * 32'768 + i128{q[n + i]} * 256 + i128{q[2 * n + i]} * 128 + q[3 * n + i];
      const i128 wanted = (sum * (i128{1} << lift[i])) + offset[i];
      ASSERT_TRUE(wanted == out[i]);
      wanted_bits |= static_cast<std::uint64_t>(wanted < 0 ? -wanted - 1 : wanted);
    }
    EXPECT_EQ(bits, wanted_bits);
    EXPECT_EQ(bits_in_use(out.data(), n), wanted_bits);
  }
}

TEST(Loops, rounding_says_when_16_bits_do_not_hold_it) {
  std::vector<std::int16_t> out(1);
  const std::int64_t fits = 65'533;  // 32766.5 goes to the even 32766
  EXPECT_TRUE(round_to_16(&fits, 1, 1, out.data()));
  EXPECT_EQ(out[0], 32'766);
  for (const std::int64_t beyond : {65'535, 65'536, -65'535, -65'536})
    EXPECT_FALSE(round_to_16(&beyond, 1, 1, out.data())) << beyond;
}

TEST(Loops, rounding_agrees_with_the_oracle_at_every_shift) {
  std::mt19937_64 random{2};
  for (int shift = 1; shift <= 46; ++shift) {
    std::vector<std::int64_t> sums(35);
    for (auto& s : sums)
      s = (static_cast<std::int64_t>(random()) >> (49 - shift)) | 1 << (shift % 2);
    std::vector<std::int16_t> out(sums.size());
    ASSERT_TRUE(round_to_16(sums.data(), sums.size(), shift, out.data())) << shift;
    for (std::size_t i = 0; i < sums.size(); ++i)
      ASSERT_TRUE(out[i] == reference::round_shift(sums[i], shift)) << shift;
  }
}

TEST(Loops, rectify_keeps_what_is_positive_and_names_the_greatest) {
  const std::vector<std::int16_t> in{3, -5, 0, 700, -32'767};
  std::vector<std::int16_t> out(in.size());
  EXPECT_EQ(rectify(in.data(), in.size(), out.data()), 700);
  EXPECT_THAT(out, testing::ElementsAre(3, 0, 0, 700, 0));
}

}  // namespace
}  // namespace descent::kernels

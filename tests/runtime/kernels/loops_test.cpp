#include "runtime/kernels/loops.hpp"

#include <gmock/gmock.h>

#include <random>

#include "runtime/graph/f32.hpp"
#include "tests/runtime/kernels/reference.hpp"

namespace descent::kernels {
namespace {

/// Every unit this machine has.
std::vector<Unit> units() {
  std::vector<Unit> out;
  for (std::uint8_t u = 0; u <= static_cast<std::uint8_t>(best_unit()); ++u)
    out.push_back(static_cast<Unit>(u));
  return out;
}

std::uint64_t shown(i128 sum) { return static_cast<std::uint64_t>(sum < 0 ? -sum - 1 : sum); }

TEST(Loops, bytes_put_together_are_the_biased_mantissa) {
  std::vector<std::int16_t> in;
  for (int m = -32'767; m <= 32'767; m += 13) in.push_back(static_cast<std::int16_t>(m));
  std::vector<std::uint8_t> high(in.size());
  std::vector<std::uint8_t> low(in.size());
  for (const Unit unit : units()) {
    cut_bytes(in.data(), in.size(), high.data(), low.data(), unit);
    for (std::size_t i = 0; i < in.size(); ++i) ASSERT_EQ(256 * high[i] + low[i] - 32'768, in[i]);
    std::fill(high.begin(), high.end(), 0);
  }
}

TEST(Loops, patterns_are_rounded_as_the_oracle_does_at_every_exponent) {
  std::mt19937_64 random{5};
  for (int exponent = -140; exponent <= 113; ++exponent) {
    std::vector<std::uint32_t> bits{0, 0x8000'0000, 1, 0x807f'ffff};
    for (int top = exponent + 141; bits.size() < 70; --top)  // less and less
      bits.push_back(static_cast<std::uint32_t>(random() & 0x807e'ffff) |
                     static_cast<std::uint32_t>(std::max(top, 0)) << 23);
    bits.push_back(static_cast<std::uint32_t>(exponent + 141) << 23 | 0x3fff);  // no tie, just not
    for (const Unit unit : units()) {
      std::vector<std::int16_t> out(bits.size());
      ASSERT_TRUE(round_patterns(bits.data(), bits.size(), exponent, out.data(), unit)) << exponent;
      for (std::size_t i = 0; i < bits.size(); ++i) {
        const auto part = *graph::parts_of(bits[i]);
        ASSERT_TRUE(out[i] == reference::round_shift(part.mantissa, exponent - part.exponent))
            << exponent << ", " << bits[i];
      }
      bits[7] = static_cast<std::uint32_t>(exponent + 141) << 23 | 0x7f'ff80;  // rounds to 2^15
      EXPECT_FALSE(round_patterns(bits.data(), bits.size(), exponent, out.data(), unit));
      bits[7] = 0;
    }
  }
}

TEST(Loops, the_greatest_pattern_is_found_whatever_its_sign) {
  std::vector<std::uint32_t> bits(37, 0xbf80'0000);
  for (const Unit unit : units()) {
    EXPECT_EQ(greatest_pattern(bits.data(), bits.size(), unit), 0x3f80'0000u);
    bits[20] = 0xff80'0000;
    EXPECT_EQ(greatest_pattern(bits.data(), bits.size(), unit), 0x7f80'0000u);
    bits[20] = 0;
  }
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
    for (const Unit unit : units()) {
      const auto bits = combine({q, q + n, q + 2 * n, q + 3 * n}, lift.data(), offset.data(), n,
                                out.data(), unit);
      std::uint64_t wanted_bits = 0;
      for (std::size_t i = 0; i < n; ++i) {
        const i128 sum =
            i128{q[i]} * 32'768 + i128{q[n + i]} * 256 + i128{q[2 * n + i]} * 128 + q[3 * n + i];
        const i128 wanted = (sum * (i128{1} << lift[i])) + offset[i];
        ASSERT_TRUE(wanted == out[i]);
        wanted_bits |= shown(wanted);
      }
      EXPECT_EQ(bits, wanted_bits);
      EXPECT_EQ(bits_in_use(out.data(), n, unit), wanted_bits);
      std::fill(out.begin(), out.end(), 0);
    }
  }
}

TEST(Loops, whole_weights_are_multiplied_exactly_at_any_width) {
  std::mt19937_64 random{4};
  for (std::size_t inner = 1; inner <= kWholeInnerMax; ++inner)
    for (const std::size_t n : {1U, 2U, 31U, 32U, 33U, 70U}) {
      const bool extreme = (inner + n) % 2 == 0;  // else of any magnitude
      std::vector<std::int16_t> m(inner);
      std::vector<std::int32_t> w(inner * n);
      std::vector<std::int64_t> lift(n), offset(n), out(n);
      for (auto& v : m)
        v = extreme ? std::int16_t{32'767} : static_cast<std::int16_t>(random() % 65'535 - 32'767);
      for (auto& v : w) v = extreme ? 8'191 : static_cast<std::int32_t>(random() % 16'383) - 8'191;
      if (n % 3 == 0)
        for (auto& v : w) v = -v;
      for (auto& v : lift) v = static_cast<std::int64_t>(random() % 13);
      for (auto& v : offset) v = static_cast<std::int64_t>(random()) >> 8;
      for (const Unit unit : units()) {
        const auto bits = multiply_whole({m.data(), w.data(), inner}, lift.data(), offset.data(), n,
                                         out.data(), unit);
        std::uint64_t wanted_bits = 0;
        for (std::size_t i = 0; i < n; ++i) {
          i128 sum = 0;
          for (std::size_t k = 0; k < inner; ++k) sum += i128{m[k]} * w[k * n + i];
          const i128 wanted = sum * (i128{1} << lift[i]) + offset[i];
          ASSERT_TRUE(wanted == out[i]) << inner << " x " << n;
          wanted_bits |= shown(wanted);
        }
        EXPECT_EQ(bits, wanted_bits);
        std::fill(out.begin(), out.end(), 0);
      }
    }
}

TEST(Loops, rounding_says_when_16_bits_do_not_hold_it) {
  std::vector<std::int16_t> out(1);
  const std::int64_t fits = 65'533;  // 32766.5 goes to the even 32766
  for (const Unit unit : units()) {
    EXPECT_TRUE(round_to_16(&fits, 1, 1, out.data(), unit));
    EXPECT_EQ(out[0], 32'766);
    for (const std::int64_t beyond : {65'535, 65'536, -65'535, -65'536})
      EXPECT_FALSE(round_to_16(&beyond, 1, 1, out.data(), unit)) << beyond;
  }
}

TEST(Loops, rounding_agrees_with_the_oracle_at_every_shift) {
  std::mt19937_64 random{2};
  for (int shift = 1; shift <= 46; ++shift) {
    std::vector<std::int64_t> sums(35);
    for (auto& s : sums)
      s = (static_cast<std::int64_t>(random()) >> (49 - shift)) | 1 << (shift % 2);
    for (const Unit unit : units()) {
      std::vector<std::int16_t> out(sums.size());
      ASSERT_TRUE(round_to_16(sums.data(), sums.size(), shift, out.data(), unit)) << shift;
      for (std::size_t i = 0; i < sums.size(); ++i)
        ASSERT_TRUE(out[i] == reference::round_shift(sums[i], shift)) << shift;
    }
  }
}

TEST(Loops, lifting_agrees_with_multiplying_by_powers_of_two) {
  std::vector<std::int64_t> sums;
  for (std::int64_t v = -40; v <= 40; ++v) sums.push_back(v);
  for (const Unit unit : units()) {
    std::vector<std::int16_t> out(sums.size());
    lift_to_16(sums.data(), sums.size(), 9, out.data(), unit);
    for (std::size_t i = 0; i < sums.size(); ++i) ASSERT_EQ(out[i], sums[i] * 512);
  }
}

TEST(Loops, rectify_keeps_what_is_positive_and_names_the_greatest) {
  std::vector<std::int16_t> in{3, -5, 0, 700, -32'767};
  for (int i = 0; i < 100; ++i) in.push_back(static_cast<std::int16_t>(13 * i - 650));
  for (const Unit unit : units()) {
    std::vector<std::int16_t> out(in.size());
    EXPECT_EQ(rectify(in.data(), in.size(), out.data(), unit), 700);
    for (std::size_t i = 0; i < in.size(); ++i) ASSERT_EQ(out[i], std::max<int>(in[i], 0));
  }
}

}  // namespace
}  // namespace descent::kernels

#include "runtime/primitives/arithmetic.hpp"

#include <gtest/gtest.h>

#include <random>

#include "runtime/scale/decimal.hpp"

namespace descent {
namespace {

constexpr u128 kMax = ~u128{0};
const DispatchError kOverflow{ArithmeticError::Overflow};
const DispatchError kUnderflow{ArithmeticError::Underflow};
const DispatchError kByZero{ArithmeticError::DivisionByZero};

// The oracle: natural numbers as decimal digits, lowest first, as one multiplies and divides on
// paper.
using Digits = std::vector<int>;

Digits digits_of(u128 v) {
  Digits out;
  for (; v != 0; v /= 10) out.push_back(static_cast<int>(v % 10));
  return out;
}

void trim(Digits& a) {
  while (!a.empty() && a.back() == 0) a.pop_back();
}

Digits times(const Digits& a, const Digits& b) {
  Digits out(a.size() + b.size() + 1);
  for (std::size_t i = 0; i < a.size(); ++i)
    for (std::size_t k = 0; k < b.size(); ++k) out[i + k] += a[i] * b[k];
  for (std::size_t i = 0; i + 1 < out.size(); ++i) {
    out[i + 1] += out[i] / 10;
    out[i] %= 10;
  }
  trim(out);
  return out;
}

bool less(const Digits& a, const Digits& b) {
  if (a.size() != b.size()) return a.size() < b.size();
  return std::lexicographical_compare(a.rbegin(), a.rend(), b.rbegin(), b.rend());
}

void subtract(Digits& a, const Digits& b) {
  for (std::size_t i = 0; i < a.size(); ++i) {
    a[i] -= i < b.size() ? b[i] : 0;
    if (a[i] < 0) {
      a[i] += 10;
      --a[i + 1];
    }
  }
  trim(a);
}

Digits divided(const Digits& a, const Digits& b) {
  Digits quotient(a.size());
  Digits rest;
  for (std::size_t i = a.size(); i-- > 0;) {
    rest.insert(rest.begin(), a[i]);
    trim(rest);
    for (; !less(rest, b); ++quotient[i]) subtract(rest, b);
  }
  trim(quotient);
  return quotient;
}

/// "overflow", or the quotient's digits.
std::string by_hand(u128 a, u128 b, u128 c) {
  const Digits quotient = divided(times(digits_of(a), digits_of(b)), digits_of(c));
  if (less(digits_of(kMax), quotient)) return "overflow";
  std::string out;
  for (auto d = quotient.rbegin(); d != quotient.rend(); ++d)
    out.push_back(static_cast<char>('0' + *d));
  return out.empty() ? "0" : out;
}

std::string by_machine(u128 a, u128 b, u128 c) {
  const auto quotient = mul_div_floor(a, b, c);
  if (quotient) return to_string(*quotient);
  return quotient.error() == kOverflow ? "overflow" : to_string(quotient.error());
}

TEST(MulDivFloor, rounds_down) {
  EXPECT_EQ(by_machine(7, 1, 2), "3");
  EXPECT_EQ(by_machine(2, 2, 5), "0");
  EXPECT_EQ(by_machine(0, kMax, 1), "0");
}

TEST(MulDivFloor, holds_the_whole_product) {
  EXPECT_EQ(by_machine(kMax, kMax, kMax), to_string(kMax));
  EXPECT_EQ(by_machine(kMax, kMax - 1, kMax), to_string(kMax - 1));
  EXPECT_EQ(by_machine(u128{1} << 127, 2, 4), to_string(u128{1} << 126));
}

TEST(MulDivFloor, a_quotient_of_one_bit_too_many_overflows) {
  EXPECT_EQ(by_machine(kMax, 2, 2), to_string(kMax));
  EXPECT_EQ(by_machine(u128{1} << 127, 2, 1), "overflow");
  EXPECT_EQ(by_machine(kMax, kMax, kMax - 1), "overflow");
}

TEST(MulDivFloor, division_by_zero_is_an_error) {
  EXPECT_EQ(mul_div_floor(0, 0, 0).error(), kByZero);
  EXPECT_EQ(mul_div_floor(kMax, kMax, 0).error(), kByZero);
}

TEST(MulDivFloor, agrees_with_long_division_at_powers_of_two_and_their_neighbours) {
  std::vector<u128> values;
  for (const int shift : {1, 31, 63, 64, 65, 100, 126, 127})
    for (const int offset : {-1, 0, 1})
      values.push_back((u128{1} << shift) + static_cast<u128>(offset));
  values.push_back(kMax);
  for (std::size_t i = 0; i < values.size(); ++i)
    for (std::size_t k = i; k < values.size(); k += 3)
      for (const u128 c : values)
        ASSERT_EQ(by_machine(values[i], values[k], c), by_hand(values[i], values[k], c));
}

TEST(MulDivFloor, agrees_with_long_division_on_random_values) {
  std::mt19937_64 random{8};
  const auto any = [&] { return (u128{random()} << 64 | random()) >> (random() % 128); };
  int overflows = 0;
  for (int round = 0; round < 4'000; ++round) {
    const u128 a = any(), b = any(), c = any();
    if (c == 0) continue;
    const std::string expected = by_hand(a, b, c);
    overflows += expected == "overflow" ? 1 : 0;
    ASSERT_EQ(by_machine(a, b, c), expected)
        << to_string(a) << " * " << to_string(b) << " / " << to_string(c);
  }
  EXPECT_GT(overflows, 400);
}

TEST(Checked, the_ends_of_the_range_are_reached_and_not_passed) {
  EXPECT_TRUE(*checked_add<u128>(kMax - 1, 1) == kMax);
  EXPECT_EQ(checked_add<u128>(kMax, 1).error(), kOverflow);
  EXPECT_TRUE(*checked_sub<u128>(1, 1) == 0);
  EXPECT_EQ(checked_sub<u128>(0, 1).error(), kUnderflow);
  EXPECT_TRUE(*checked_mul<u128>(kMax, 1) == kMax);
  EXPECT_EQ(checked_mul<u128>(u128{1} << 64, u128{1} << 64).error(), kOverflow);
}

TEST(Checked, narrow_types_do_not_promote) {
  EXPECT_EQ(checked_add<std::uint8_t>(255, 1).error(), kOverflow);
  EXPECT_EQ(checked_mul<std::uint16_t>(256, 256).error(), kOverflow);
  EXPECT_EQ(checked_add<std::int64_t>(INT64_MAX, 1).error(), kOverflow);
  EXPECT_EQ(checked_sub<std::int64_t>(INT64_MIN, 1).error(), kUnderflow);
}

TEST(Saturating, stops_at_the_ends) {
  EXPECT_EQ(saturating_add_of<std::uint8_t>(250, 10), 255);
  EXPECT_EQ(saturating_add_of<std::uint8_t>(250, 5), 255);
  EXPECT_EQ(saturating_add_of<std::uint8_t>(250, 4), 254);
  EXPECT_EQ(saturating_sub_of<std::uint8_t>(4, 5), 0);
  EXPECT_EQ(saturating_sub_of<std::uint8_t>(5, 4), 1);
  EXPECT_TRUE(saturating_add_of<u128>(kMax, kMax) == kMax);
}

}  // namespace
}  // namespace descent

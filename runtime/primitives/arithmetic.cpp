#include "runtime/primitives/arithmetic.hpp"

namespace descent {
namespace {

struct Wide {
  u128 high, low;
};

/// Schoolbook product of 64-bit halves.
Wide multiply(u128 a, u128 b) {
  const u128 a0 = static_cast<std::uint64_t>(a);
  const u128 a1 = a >> 64;
  const u128 b0 = static_cast<std::uint64_t>(b);
  const u128 b1 = b >> 64;
  const u128 low = a0 * b0;
  const u128 cross = a1 * b0 + (low >> 64);
  const u128 middle = a0 * b1 + static_cast<std::uint64_t>(cross);
  return {a1 * b1 + (cross >> 64) + (middle >> 64), middle << 64 | static_cast<std::uint64_t>(low)};
}

/// Restoring division, a bit at a time. REQUIRES n.high < d, so the quotient fits.
u128 divide(Wide n, u128 d) {
  u128 quotient = 0;
  u128 rest = n.high;
  for (int bit = 127; bit >= 0; --bit) {
    const bool carry = (rest >> 127) != 0;
    rest = rest << 1 | (n.low >> bit & 1);
    if (carry || rest >= d) {
      rest -= d;
      quotient |= u128{1} << bit;
    }
  }
  return quotient;
}

}  // namespace

Result<u128> mul_div_floor(u128 a, u128 b, u128 c) {
  if (c == 0) return DispatchError{ArithmeticError::DivisionByZero};
  const Wide product = multiply(a, b);
  if (product.high >= c) return DispatchError{ArithmeticError::Overflow};
  if (product.high == 0) return product.low / c;
  return divide(product, c);
}

}  // namespace descent

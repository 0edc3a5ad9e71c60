#pragma once
// Integer division that rounds half to even: the only rounding of docs/arithmetic.md.
#include <bit>

#include "runtime/scale/bytes.hpp"

namespace descent::graph {

/// Bits of |v|; 0 for 0. REQUIRES: v is not the least of its type.
constexpr int bit_length(std::int64_t v) {
  return static_cast<int>(std::bit_width(static_cast<std::uint64_t>(v < 0 ? -v : v)));
}

/// v / 2^s; exactly v * 2^-s if s <= 0.
/// REQUIRES: |v| < 2^62, and the result fits 63 bits.
constexpr std::int64_t round_shift(std::int64_t v, int s) {
  if (s <= 0) return v == 0 ? 0 : v * (std::int64_t{1} << -s);
  if (s >= 63) return 0;
  return (v + ((std::int64_t{1} << (s - 1)) - 1) + ((v >> s) & 1)) >> s;
}

/// n / d. REQUIRES: 0 < d < 2^126, |n| < 2^126.
constexpr i128 round_divide(i128 n, i128 d) {
  const i128 size = n < 0 ? -n : n;
  i128 q = size / d;
  const i128 twice = 2 * (size - q * d);
  if (twice > d || (twice == d && (q & 1) != 0)) ++q;
  return n < 0 ? -q : q;
}

}  // namespace descent::graph

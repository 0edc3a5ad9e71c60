#include "runtime/crypto/curve25519.hpp"

#include <algorithm>
#include <array>

namespace descent::crypto {
namespace {

using Number = std::array<std::uint8_t, 32>;  // little-endian

constexpr Number kOrder = {0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58, 0xd6, 0x9c, 0xf7,
                           0xa2, 0xde, 0xf9, 0xde, 0x14, 0,    0,    0,    0,    0,    0,
                           0,    0,    0,    0,    0,    0,    0,    0,    0,    0x10};

/// 2^255 - 256 + `low`.
constexpr Number near_prime(std::uint8_t low) {
  Number out;
  out.fill(0xff);
  out.front() = low;
  out.back() = 0x7f;
  return out;
}

constexpr Number small(std::uint8_t low) { return {low}; }

constexpr Number kPrime = near_prime(0xed);

/// The y of the points of order 4, 1, 2, 8 and 8; a point and its negative share theirs.
constexpr std::array<Number, 5> kSmallOrder = {
    small(0), small(1), near_prime(0xec),
    Number{0x26, 0xe8, 0x95, 0x8f, 0xc2, 0xb2, 0x27, 0xb0, 0x45, 0xc3, 0xf4,
           0x89, 0xf2, 0xef, 0x98, 0xf0, 0xd5, 0xdf, 0xac, 0x05, 0xd3, 0xc6,
           0x33, 0x39, 0xb1, 0x38, 0x02, 0x88, 0x6d, 0x53, 0xfc, 0x05},
    Number{0xc7, 0x17, 0x6a, 0x70, 0x3d, 0x4d, 0xd8, 0x4f, 0xba, 0x3c, 0x0b,
           0x76, 0x0d, 0x10, 0x67, 0x0f, 0x2a, 0x20, 0x53, 0xfa, 0x2c, 0x39,
           0xcc, 0xc6, 0x4e, 0xc7, 0xfd, 0x77, 0x92, 0xac, 0x03, 0x7a}};

bool below(Bytes32 a, const Number& b) {
  return std::lexicographical_compare(a.rbegin(), a.rend(), b.rbegin(), b.rend());
}

}  // namespace

bool is_canonical_scalar(Bytes32 scalar) noexcept { return below(scalar, kOrder); }

bool is_canonical_and_of_large_order(Bytes32 point) noexcept {
  Number y;
  std::copy(point.begin(), point.end(), y.begin());
  y.back() &= 0x7f;  // the top bit is the sign of x
  return below(y, kPrime) &&
         std::find(kSmallOrder.begin(), kSmallOrder.end(), y) == kSmallOrder.end();
}

}  // namespace descent::crypto

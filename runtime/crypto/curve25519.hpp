#pragma once
// What ed25519 and sr25519 check alike.
#include "runtime/scale/bytes.hpp"

namespace descent::crypto {

using Bytes32 = std::span<const std::uint8_t, 32>;

/// True if the little-endian number is below L = 2^252 + 27742317777372353535851937790883648493,
/// the order of the group.
bool is_canonical_scalar(Bytes32 scalar) noexcept;

/// True if the encoding of an Edwards point has y below p = 2^255 - 19, and y is not that of one of
/// the eight points whose order divides 8. Does not say that there is a point with this y.
bool is_canonical_and_of_large_order(Bytes32 point) noexcept;

}  // namespace descent::crypto

#pragma once
// Bytes that must not stay in memory.
#include <algorithm>
#include <array>

#include "runtime/scale/bytes.hpp"

namespace descent::crypto {

/// Overwrites with zeros in a way the compiler does not remove.
void wipe(std::span<std::uint8_t> bytes) noexcept;

/// An array that is wiped when it goes. Every copy wipes itself.
template <std::size_t N>
struct Secret : std::array<std::uint8_t, N> {
  Secret() : std::array<std::uint8_t, N>{} {}
  explicit Secret(std::span<const std::uint8_t, N> bytes) {
    std::copy(bytes.begin(), bytes.end(), this->begin());
  }
  Secret(const Secret&) = default;
  Secret& operator=(const Secret&) = default;
  ~Secret() { wipe(*this); }
};

/// What a key is made from: the ed25519 seed, the sr25519 mini-secret, the secp256k1 scalar.
using Seed = Secret<32>;
using SeedView = std::span<const std::uint8_t, 32>;

}  // namespace descent::crypto

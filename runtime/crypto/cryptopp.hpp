#pragma once
// What the project takes from Crypto++. Its headers need exceptions, so they stay in cryptopp.cpp.
// All it could throw here is "out of memory": that is no result of execution, so the process ends
// (noexcept), as for a broken invariant.
#include <array>

#include "runtime/scale/bytes.hpp"

namespace descent::crypto::cryptopp {

/// BLAKE2b whose parameters say 8 bytes: no truncation of a longer digest.
std::array<std::uint8_t, 8> blake2b_64(View message) noexcept;

std::array<std::uint8_t, 32> sha2_256(View message) noexcept;
std::array<std::uint8_t, 64> sha2_512(View message) noexcept;

/// source  RFC 8018, section 5.2.  REQUIRES  rounds > 0
void pbkdf2_hmac_sha512(View password, View salt, std::uint32_t rounds,
                        std::span<std::uint8_t, 64> out) noexcept;

using Key = std::span<const std::uint8_t, 32>;

std::array<std::uint8_t, 32> ed25519_public_key(Key seed) noexcept;

/// REQUIRES  `public_key` belongs to `seed`: with another one, two signatures give the seed away
std::array<std::uint8_t, 64> ed25519_sign(Key seed, Key public_key, View message) noexcept;

/// Fast, and not strict: accepts s + L, and keys of small order or in an encoding that is not
/// canonical. Use `ed25519::verify`.
bool ed25519_verify_loose(std::span<const std::uint8_t, 64> signature, View message,
                          Key public_key) noexcept;

}  // namespace descent::crypto::cryptopp

#pragma once
/// # ECDSA on secp256k1
/// A signature of BLAKE2b-256(message) that gives back the key it was made with. Only the smaller
/// of the two values of s is valid, so nobody can change a signature in transit. source  SEC 1,
/// sections 4.1.3 and 4.1.6; RFC 6979 (the nonce)
#include <optional>

#include "runtime/crypto/secret.hpp"
#include "runtime/primitives/types.hpp"

namespace descent::crypto::ecdsa {

using PublicKey = std::array<std::uint8_t, 33>;  ///< compressed: 02 or 03, then x
using Signature = std::array<std::uint8_t, 65>;  ///< r, s (big-endian), then the recovery id 0 or 1

/// nullopt if the seed is zero or not below the order of the curve.
std::optional<PublicKey> public_key(SeedView seed) noexcept;

/// REQUIRES  `seed` has a public key
Signature sign(SeedView seed, View message) noexcept;

/// The key that made the signature; nullopt if there is none or s is the larger one.
std::optional<PublicKey> recover(const Signature& signature, View message) noexcept;

bool verify(const Signature& signature, View message, const PublicKey& key) noexcept;

/// BLAKE2b-256 of the key, which is a byte too long to be an account itself.
AccountId account_of(const PublicKey& key) noexcept;

}  // namespace descent::crypto::ecdsa

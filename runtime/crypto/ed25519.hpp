#pragma once
/// # ed25519, strict
/// A signature is valid or not alike on every node, so nothing is left to a library's taste: s < L,
/// A and R canonical and not of small order, and s B = R + k A without the cofactor.
/// source  RFC 8032, section 5.1
#include "runtime/crypto/secret.hpp"

namespace descent::crypto::ed25519 {

using PublicKey = std::array<std::uint8_t, 32>;  ///< the point A
using Signature = std::array<std::uint8_t, 64>;  ///< R, then s

PublicKey public_key(SeedView seed) noexcept;
Signature sign(SeedView seed, View message) noexcept;
bool verify(const Signature& signature, View message, const PublicKey& key) noexcept;

}  // namespace descent::crypto::ed25519

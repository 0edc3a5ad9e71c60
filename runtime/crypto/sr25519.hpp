#pragma once
/// # sr25519
/// Schnorr signatures on ristretto255, over a Merlin transcript with the context "substrate": what
/// wallets create by default.
/// source  github.com/w3f/schnorrkel: src/{keys,context,sign,derive}.rs
#include "runtime/crypto/secret.hpp"

namespace descent::crypto::sr25519 {

using PublicKey = std::array<std::uint8_t, 32>;
using Signature = std::array<std::uint8_t, 64>;  ///< R, then s with the mark 0x80 in its last byte

PublicKey public_key(SeedView mini_secret) noexcept;

/// The same signature each time: the nonce comes from the transcript and the secret nonce.
Signature sign(SeedView mini_secret, View message) noexcept;

/// False also for the identity as a key, whose secret everybody knows.
bool verify(const Signature& signature, View message, const PublicKey& key) noexcept;

/// The mini-secret behind a hard junction.
Seed derive_hard(SeedView mini_secret, const std::array<std::uint8_t, 32>& chain_code) noexcept;

}  // namespace descent::crypto::sr25519

#pragma once
/// # sr25519
/// Schnorr signatures on ristretto255, over a Merlin transcript with the context "substrate": what
/// wallets create by default.
/// source  github.com/w3f/schnorrkel: src/{keys,context,sign,derive}.rs
#include <optional>

#include "runtime/crypto/secret.hpp"

namespace descent::crypto::sr25519 {

using PublicKey = std::array<std::uint8_t, 32>;
using Signature = std::array<std::uint8_t, 64>;  ///< R, then s with the mark 0x80 in its last byte

struct SecretKey {
  Seed scalar;  ///< little-endian, below the order of the group
  Seed nonce;   ///< known to the owner only; makes signatures' nonces
};

/// The key behind a mini-secret, as ed25519 expands a seed, so that one mini-secret serves both.
SecretKey expand(SeedView mini_secret) noexcept;

/// Eight times the scalar, then the nonce: how wallets keep a key.
Secret<64> to_wallet_bytes(const SecretKey& key) noexcept;
/// nullopt if the scalar is zero, not a multiple of eight, or too large.
std::optional<SecretKey> from_wallet_bytes(std::span<const std::uint8_t, 64> bytes) noexcept;

PublicKey public_key(const SecretKey& key) noexcept;

/// The same signature each time: the nonce comes from the transcript and the secret nonce.
Signature sign(const SecretKey& key, View message) noexcept;

/// False also for the identity as a key, whose secret everybody knows.
bool verify(const Signature& signature, View message, const PublicKey& key) noexcept;

using ChainCodeView = std::span<const std::uint8_t, 32>;

/// The mini-secret behind a hard junction.
Seed derive_hard(const SecretKey& key, ChainCodeView chain_code) noexcept;

/// The key behind a soft junction. Its public key can be had from this one's public key; who knows
/// that and the derived secret knows this secret. Its nonce is our own, as schnorrkel draws it at
/// random: other programs sign with another nonce, and the signatures are as good.
SecretKey derive_soft(const SecretKey& key, ChainCodeView chain_code) noexcept;

}  // namespace descent::crypto::sr25519

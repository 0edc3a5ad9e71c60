#pragma once
/// # Bytes under a password
/// scrypt makes the key, XSalsa20-Poly1305 encrypts: salt (32) ++ N ++ p ++ r (u32 each, little-
/// endian) ++ nonce (24) ++ box.
/// source  RFC 7914; polkadot-js/common, packages/util-crypto/src/{scrypt,json}; NaCl's secretbox
#include <cstdint>
#include <string_view>

#include "node/keystore/error.hpp"
#include "runtime/crypto/secret.hpp"

namespace descent::keystore {

/// How much work one guess of the password is. The default takes 128 MiB and about half a second.
struct Scrypt {
  std::uint32_t n = 131'072;
  std::uint32_t p = 1;
  std::uint32_t r = 8;
  friend bool operator==(const Scrypt&, const Scrypt&) = default;
};

/// Whoever wrote a file chose these numbers, so they are checked before memory is taken: n is a
/// power of two, n * r at most 2^20 (128 MiB), n * r * p at most 2^21 (twice the default's time).
/// Every setting that wallets have written is within.
bool is_affordable(const Scrypt& cost);

/// errors  Io: no random bytes, or no memory.  REQUIRES  is_affordable(cost)
Kept<Bytes> seal(View plain, std::string_view password, const Scrypt& cost = {});

/// errors  Damaged: too short; TooCostly; WrongPassword; Io: no memory
Kept<crypto::SecretBytes> unseal(View sealed, std::string_view password);

}  // namespace descent::keystore

#include "runtime/crypto/ed25519.hpp"

#include "runtime/crypto/cryptopp.hpp"
#include "runtime/crypto/curve25519.hpp"

namespace descent::crypto::ed25519 {

PublicKey public_key(SeedView seed) noexcept { return cryptopp::ed25519_public_key(seed); }

Signature sign(SeedView seed, View message) noexcept {
  return cryptopp::ed25519_sign(seed, public_key(seed), message);
}

bool verify(const Signature& signature, View message, const PublicKey& key) noexcept {
  const std::span<const std::uint8_t, 64> both{signature};
  return is_canonical_scalar(both.last<32>()) &&
         is_canonical_and_of_large_order(both.first<32>()) &&
         is_canonical_and_of_large_order(key) &&
         cryptopp::ed25519_verify_loose(signature, message, key);
}

}  // namespace descent::crypto::ed25519

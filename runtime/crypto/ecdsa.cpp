#include "runtime/crypto/ecdsa.hpp"

#include <secp256k1_recovery.h>

#include "runtime/crypto/hash.hpp"
#include "runtime/primitives/assert.hpp"

namespace descent::crypto::ecdsa {
namespace {

/// The library's tables for work with secrets, made when needed: no state outlives a call.
class SigningContext {
 public:
  SigningContext() : context_{secp256k1_context_create(SECP256K1_CONTEXT_SIGN)} {
    DESCENT_ASSERT(context_ != nullptr);
  }
  SigningContext(const SigningContext&) = delete;
  SigningContext& operator=(const SigningContext&) = delete;
  ~SigningContext() { secp256k1_context_destroy(context_); }
  operator const secp256k1_context*() const { return context_; }

 private:
  secp256k1_context* context_;
};

const secp256k1_context* verifying() { return secp256k1_context_static; }

PublicKey compressed(const secp256k1_pubkey& key) {
  PublicKey out;
  std::size_t size = out.size();
  secp256k1_ec_pubkey_serialize(verifying(), out.data(), &size, &key, SECP256K1_EC_COMPRESSED);
  return out;
}

bool has_low_s(const secp256k1_ecdsa_recoverable_signature& signature) {
  secp256k1_ecdsa_signature plain;
  secp256k1_ecdsa_recoverable_signature_convert(verifying(), &plain, &signature);
  return secp256k1_ecdsa_signature_normalize(verifying(), nullptr, &plain) == 0;
}

}  // namespace

std::optional<PublicKey> public_key(SeedView seed) noexcept {
  secp256k1_pubkey key;
  if (secp256k1_ec_pubkey_create(SigningContext{}, &key, seed.data()) == 0) return std::nullopt;
  return compressed(key);
}

Signature sign(SeedView seed, View message) noexcept {
  const Hash digest = blake2b_256(message);
  secp256k1_ecdsa_recoverable_signature raw;
  const int done = secp256k1_ecdsa_sign_recoverable(SigningContext{}, &raw, digest.bytes.data(),
                                                    seed.data(), nullptr, nullptr);
  DESCENT_ASSERT(done == 1);
  Signature out;
  int id = 0;
  secp256k1_ecdsa_recoverable_signature_serialize_compact(verifying(), out.data(), &id, &raw);
  // 2 and 3 need an x between the order and the prime: one chance in 2^127.
  DESCENT_ASSERT(id == 0 || id == 1);
  out.back() = static_cast<std::uint8_t>(id);
  return out;
}

std::optional<PublicKey> recover(const Signature& signature, View message) noexcept {
  if (signature.back() > 1) return std::nullopt;
  secp256k1_ecdsa_recoverable_signature raw;
  if (secp256k1_ecdsa_recoverable_signature_parse_compact(verifying(), &raw, signature.data(),
                                                          signature.back()) == 0)
    return std::nullopt;
  if (!has_low_s(raw)) return std::nullopt;
  const Hash digest = blake2b_256(message);
  secp256k1_pubkey key;
  if (secp256k1_ecdsa_recover(verifying(), &key, &raw, digest.bytes.data()) == 0)
    return std::nullopt;
  return compressed(key);
}

bool verify(const Signature& signature, View message, const PublicKey& key) noexcept {
  return recover(signature, message) == key;
}

AccountId account_of(const PublicKey& key) noexcept { return {blake2b_256(key).bytes}; }

}  // namespace descent::crypto::ecdsa

#include "runtime/crypto/keypair.hpp"

#include <algorithm>

#include "runtime/crypto/ecdsa.hpp"
#include "runtime/crypto/ed25519.hpp"
#include "runtime/crypto/hash.hpp"
#include "runtime/primitives/assert.hpp"

namespace descent::crypto {
namespace {

Seed derive_by_hash(std::string_view scheme, SeedView seed, const ChainCode& code) {
  Bytes message = scale::encoded(std::string{scheme});
  message.reserve(message.size() + seed.size() + code.size());  // so that no copy of it is left
  append(message, seed);
  append(message, code);
  const Seed out{blake2b_256(message).bytes};
  wipe(message);
  return out;
}

std::string_view derivation_label(KeyType type) {
  return type == KeyType::Ed25519 ? "Ed25519HDKD" : "Secp256k1HDKD";
}

Keypair derive_sr25519(const Suri& suri) {
  sr25519::SecretKey key = sr25519::expand(suri.seed);
  for (const Junction& junction : suri.junctions)
    key = junction.is_hard ? sr25519::expand(sr25519::derive_hard(key, junction.code))
                           : sr25519::derive_soft(key, junction.code);
  return Keypair::from_sr25519(key);
}

}  // namespace

std::string_view name_of(KeyType type) {
  switch (type) {
    case KeyType::Ed25519: return "ed25519";
    case KeyType::Sr25519: return "sr25519";
    case KeyType::Ecdsa: return "ecdsa";
  }
  DESCENT_ASSERT(false);
  return {};
}

Expected<Keypair, KeyError> Keypair::from_seed(KeyType type, SeedView seed) {
  switch (type) {
    case KeyType::Ed25519: {
      const auto key = ed25519::public_key(seed);
      return Keypair{type, Seed{seed}, key, AccountId{key}};
    }
    case KeyType::Sr25519: return from_sr25519(sr25519::expand(seed));
    case KeyType::Ecdsa: {
      const auto key = ecdsa::public_key(seed);
      if (!key) return KeyError::SeedOutOfRange;
      return Keypair{type, Seed{seed}, *key, ecdsa::account_of(*key)};
    }
  }
  DESCENT_ASSERT(false);
  return KeyError::BadSecret;
}

Keypair Keypair::from_sr25519(const sr25519::SecretKey& secret) {
  const auto key = sr25519::public_key(secret);
  return Keypair{KeyType::Sr25519, secret, key, AccountId{key}};
}

Expected<Keypair, KeyError> Keypair::from_wallet_bytes(KeyType type, View secret) {
  if (secret.size() != (type == KeyType::Ecdsa ? 32 : 64)) return KeyError::BadSecret;
  if (type == KeyType::Sr25519) {
    const auto key = sr25519::from_wallet_bytes(secret.first<64>());
    if (!key) return KeyError::BadSecret;
    return from_sr25519(*key);
  }
  auto pair = from_seed(type, secret.first<32>());
  const View public_key = secret.subspan(32);
  if (!pair || (!public_key.empty() && !std::ranges::equal(public_key, pair->public_key_)))
    return KeyError::BadSecret;
  return pair;
}

SecretBytes Keypair::to_wallet_bytes() const {
  SecretBytes out;
  out->reserve(64);
  if (type_ == KeyType::Sr25519) {
    append(*out, sr25519::to_wallet_bytes(sr25519_key()));
  } else {
    append(*out, seed());
    if (type_ == KeyType::Ed25519) append(*out, public_key_);
  }
  return out;
}

MultiSignature Keypair::sign(View message) const {
  switch (type_) {
    case KeyType::Ed25519: return multi_signature::Ed25519{ed25519::sign(seed(), message)};
    case KeyType::Sr25519: return multi_signature::Sr25519{sr25519::sign(sr25519_key(), message)};
    case KeyType::Ecdsa: return multi_signature::Ecdsa{ecdsa::sign(seed(), message)};
  }
  DESCENT_ASSERT(false);
  return {};
}

Expected<Keypair, KeyError> from_suri(KeyType type, std::string_view text) {
  const Suri suri = DESCENT_TRY(parse_suri(text));
  if (type == KeyType::Sr25519) return derive_sr25519(suri);
  Seed seed = suri.seed;
  for (const Junction& junction : suri.junctions) {
    if (!junction.is_hard) return KeyError::UnsupportedSoft;
    seed = derive_by_hash(derivation_label(type), seed, junction.code);
  }
  return Keypair::from_seed(type, seed);
}

}  // namespace descent::crypto

#include "runtime/crypto/keypair.hpp"

#include "runtime/crypto/ecdsa.hpp"
#include "runtime/crypto/ed25519.hpp"
#include "runtime/crypto/hash.hpp"
#include "runtime/crypto/sr25519.hpp"
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

Seed derive(KeyType type, SeedView seed, const ChainCode& code) {
  switch (type) {
    case KeyType::Ed25519: return derive_by_hash("Ed25519HDKD", seed, code);
    case KeyType::Sr25519: return sr25519::derive_hard(seed, code);
    case KeyType::Ecdsa: return derive_by_hash("Secp256k1HDKD", seed, code);
  }
  DESCENT_ASSERT(false);
  return {};
}

}  // namespace

Expected<Keypair, KeyError> Keypair::from_seed(KeyType type, SeedView seed) {
  if (type == KeyType::Ecdsa) {
    const auto key = ecdsa::public_key(seed);
    if (!key) return KeyError::SeedOutOfRange;
    return Keypair{type, seed, *key, ecdsa::account_of(*key)};
  }
  const auto key = type == KeyType::Ed25519 ? ed25519::public_key(seed) : sr25519::public_key(seed);
  return Keypair{type, seed, key, AccountId{key}};
}

MultiSignature Keypair::sign(View message) const {
  switch (type_) {
    case KeyType::Ed25519: return multi_signature::Ed25519{ed25519::sign(seed_, message)};
    case KeyType::Sr25519: return multi_signature::Sr25519{sr25519::sign(seed_, message)};
    case KeyType::Ecdsa: return multi_signature::Ecdsa{ecdsa::sign(seed_, message)};
  }
  DESCENT_ASSERT(false);
  return {};
}

Expected<Keypair, KeyError> from_suri(KeyType type, std::string_view suri) {
  const Suri parsed = DESCENT_TRY(parse_suri(suri));
  Seed seed = parsed.seed;
  for (const ChainCode& code : parsed.junctions) seed = derive(type, seed, code);
  return Keypair::from_seed(type, seed);
}

}  // namespace descent::crypto

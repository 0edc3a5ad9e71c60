#pragma once
// A secret key of any of the three kinds, with what is public about it.
#include "runtime/crypto/suri.hpp"
#include "runtime/primitives/address.hpp"

namespace descent::crypto {

enum class KeyType : std::uint8_t { Ed25519, Sr25519, Ecdsa };

/// The secret is wiped from memory when a Keypair, or a copy of it, goes.
class Keypair {
 public:
  /// seed    the ed25519 seed, sr25519 mini-secret or secp256k1 scalar
  /// errors  SeedOutOfRange (ECDSA only)
  static Expected<Keypair, KeyError> from_seed(KeyType type, SeedView seed);

  KeyType type() const { return type_; }
  const Bytes& public_key() const { return public_key_; }  ///< 32 bytes; 33 for ECDSA
  const AccountId& account() const { return account_; }

  /// Signs exactly `message`. The same signature each time.
  MultiSignature sign(View message) const;

 private:
  Keypair(KeyType type, SeedView seed, View public_key, const AccountId& account)
      : type_{type},
        seed_{seed},
        public_key_{public_key.begin(), public_key.end()},
        account_{account} {}

  KeyType type_;
  Seed seed_;
  Bytes public_key_;
  AccountId account_;
};

/// The key behind a secret URI (suri.hpp): "//Alice", "0x...", "0x...//1".
Expected<Keypair, KeyError> from_suri(KeyType type, std::string_view suri);

/// Names behind "//" of the accounts every development chain endows.
constexpr std::array<std::string_view, 6> dev_accounts() {
  return {"Alice", "Bob", "Charlie", "Dave", "Eve", "Ferdie"};
}

}  // namespace descent::crypto

#pragma once
// A secret key of any of the three kinds, with what is public about it.
#include "runtime/crypto/sr25519.hpp"
#include "runtime/crypto/suri.hpp"
#include "runtime/primitives/address.hpp"

namespace descent::crypto {

enum class KeyType : std::uint8_t { Ed25519, Sr25519, Ecdsa };

inline constexpr std::array<KeyType, 3> kKeyTypes{KeyType::Ed25519, KeyType::Sr25519,
                                                  KeyType::Ecdsa};

/// "ed25519", "sr25519", "ecdsa".
std::string_view name_of(KeyType type);

/// The secret is wiped from memory when a Keypair, or a copy of it, goes.
class Keypair {
 public:
  /// seed    the ed25519 seed, sr25519 mini-secret or secp256k1 scalar
  /// errors  SeedOutOfRange (ECDSA only)
  static Expected<Keypair, KeyError> from_seed(KeyType type, SeedView seed);
  static Keypair from_sr25519(const sr25519::SecretKey& secret);

  /// secret  what wallets keep: the ed25519 seed and public key, the sr25519 key (64 bytes each),
  ///         or the secp256k1 scalar (32)
  /// errors  BadSecret
  static Expected<Keypair, KeyError> from_wallet_bytes(KeyType type, View secret);
  SecretBytes to_wallet_bytes() const;

  KeyType type() const { return type_; }
  const Bytes& public_key() const { return public_key_; }  ///< 32 bytes; 33 for ECDSA
  const AccountId& account() const { return account_; }

  /// Signs exactly `message`. The same signature each time.
  MultiSignature sign(View message) const;

 private:
  /// A soft junction leaves no seed behind it, so sr25519 keeps the key itself.
  using KeySecret = std::variant<Seed, sr25519::SecretKey>;

  Keypair(KeyType type, KeySecret secret, View public_key, const AccountId& account)
      : type_{type},
        secret_{std::move(secret)},
        public_key_{public_key.begin(), public_key.end()},
        account_{account} {}

  SeedView seed() const { return *std::get_if<Seed>(&secret_); }
  const sr25519::SecretKey& sr25519_key() const {
    return *std::get_if<sr25519::SecretKey>(&secret_);
  }

  KeyType type_;
  KeySecret secret_;
  Bytes public_key_;
  AccountId account_;
};

/// The key behind a secret URI (suri.hpp): "//Alice", "0x...//1", "phrase/soft///password".
/// errors  those of parse_suri; SeedOutOfRange; UnsupportedSoft
Expected<Keypair, KeyError> from_suri(KeyType type, std::string_view suri);

/// Names behind "//" of the accounts every development chain endows.
constexpr std::array<std::string_view, 6> dev_accounts() {
  return {"Alice", "Bob", "Charlie", "Dave", "Eve", "Ferdie"};
}

}  // namespace descent::crypto

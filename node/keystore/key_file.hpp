#pragma once
/// # Key files
/// The JSON that polkadot-js wallets export and import, version 3: an encrypted key with what is
/// public about it.
///   {"encoded": base64, "encoding": {"content": ["pkcs8", "sr25519"],
///    "type": ["scrypt", "xsalsa20-poly1305"], "version": "3"}, "address": "5Grw...", "meta":
///    {...}}
/// source  polkadot-js/common, packages/keyring/src/pair/toJson.ts
#include "node/keystore/seal.hpp"
#include "runtime/crypto/keypair.hpp"

namespace descent::keystore {

inline constexpr std::size_t kKeyFileBytesMax = 64 << 10;

struct KeyFile {
  crypto::KeyType type{};
  std::string address;      ///< SS58; for ECDSA the public key in hex
  AccountId account;        ///< what the address says; the secret may say otherwise until unlocked
  std::string name;         ///< "meta.name": whatever its writer liked
  std::uint64_t created{};  ///< "meta.whenCreated", milliseconds since 1970; 0: not said
  Bytes sealed;             ///< seal.hpp
};

/// errors  TooLarge, Damaged, Unsupported
Kept<KeyFile> parse_key_file(std::string_view text);

/// A text that `parse_key_file` reads back, with a newline at its end.
std::string to_text(const KeyFile& file);

/// created  now, milliseconds since 1970
/// errors   as `seal`
Kept<KeyFile> lock(const crypto::Keypair& key, std::string_view password, std::string name,
                   std::uint64_t created, const Scrypt& cost = {});

/// The key, which is that of `file.account`.
/// errors  as `unseal` and `from_pkcs8`; WrongAddress
Kept<crypto::Keypair> unlock(const KeyFile& file, std::string_view password);

}  // namespace descent::keystore

#pragma once
/// # A node's session keys
/// What a validator's node signs with by itself, so no password guards them but the file's mode.
/// A file each, named by the hex of its kind and public key; in it the secret URI as a JSON text:
/// a Substrate operator's scripts and habits fit.
/// source  polkadot-sdk, substrate/client/keystore/src/local.rs
#include <filesystem>

#include "modules/session/types.hpp"
#include "node/keystore/error.hpp"
#include "runtime/crypto/keypair.hpp"

namespace descent::keystore {

/// One key of a session: four letters, and how it signs.
struct SessionKeyKind {
  std::string_view id;
  crypto::KeyType scheme{};
  std::size_t public_size{};
};

/// The kind that votes.
inline constexpr SessionKeyKind kVotingKey{modules::session::kKeyName, crypto::KeyType::Ed25519,
                                           sizeof(consensus::AuthorityId)};

/// In the order in which their public keys stand in the runtime's SessionKeys.
inline constexpr std::array<SessionKeyKind, 1> kSessionKeyKinds{kVotingKey};

/// The sum of their sizes.
inline constexpr std::size_t kSessionKeysSize = sizeof(modules::session::SessionKeys);

class SessionKeys {
 public:
  /// Makes the folder if need be.
  /// errors  Io
  static Kept<SessionKeys> open(std::filesystem::path folder);

  /// errors  Unsupported: no such kind; BadKey: no secret, or not that of `public_key`; Io
  Kept<> insert(std::string_view kind, std::string_view suri, View public_key) const;

  /// Makes a key of every kind; the old ones stay, as a session still uses them.
  /// returns  the public keys, one after the other
  /// errors   Io
  Kept<Bytes> rotate() const;

  /// errors  Unsupported
  Kept<bool> has(std::string_view kind, View public_key) const;
  /// True if all of them are here.
  /// errors  BadKey: not `kSessionKeysSize` bytes
  Kept<bool> has_all(View public_keys) const;

  /// errors  Unsupported; NotFound; Damaged: the file holds another key or none; Io
  Kept<crypto::Keypair> find(std::string_view kind, View public_key) const;

  const std::filesystem::path& folder() const { return folder_; }

 private:
  explicit SessionKeys(std::filesystem::path folder) : folder_{std::move(folder)} {}
  std::filesystem::path path_of(const SessionKeyKind& kind, View public_key) const;

  std::filesystem::path folder_;
};

}  // namespace descent::keystore

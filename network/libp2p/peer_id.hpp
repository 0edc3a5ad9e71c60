#pragma once
/// # Peer ids
/// A peer's Ed25519 key in Protobuf, under the identity multihash: as text "12D3KooW..." in base58.
/// source  github.com/libp2p/specs, peer-ids/peer-ids.md
#include <optional>
#include <string>

#include "network/libp2p/error.hpp"
#include "runtime/crypto/ed25519.hpp"

namespace descent::network::libp2p {

struct PeerId {
  static constexpr std::size_t kBytes = 38;  ///< 00 24, 08 01 12 20, the key

  crypto::ed25519::PublicKey key{};

  /// The multihash.
  Bytes bytes() const;
  std::string text() const;

  /// nullopt unless it is the identity multihash of an Ed25519 key.
  static std::optional<PeerId> from_bytes(View bytes);
  static std::optional<PeerId> from_text(std::string_view text);

  friend auto operator<=>(const PeerId&, const PeerId&) = default;
};

/// The key as libp2p's Protobuf message PublicKey.
Bytes encode_key(const PeerId& peer);

/// errors  BadIdentityPayload unless it is exactly an Ed25519 key
Expected<PeerId, Error> decode_key(View bytes);

/// What a node proves who it is with.
class Identity {
 public:
  explicit Identity(crypto::SeedView seed)
      : seed_{seed}, peer_id_{crypto::ed25519::public_key(seed)} {}

  const PeerId& peer_id() const { return peer_id_; }
  crypto::ed25519::Signature sign(View message) const {
    return crypto::ed25519::sign(seed_, message);
  }

 private:
  crypto::Seed seed_;
  PeerId peer_id_;
};

}  // namespace descent::network::libp2p

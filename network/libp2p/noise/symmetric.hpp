#pragma once
/// # What a Noise handshake has agreed on so far
/// A hash over everything said, and a chaining key over every shared secret.
/// source  noiseprotocol.org/noise.html, revision 34, section 5.2 (SymmetricState) and 4.3 (HKDF)
#include <optional>

#include "network/libp2p/noise/cipher.hpp"

namespace descent::network::libp2p::noise {

/// The two keys HKDF with SHA-256 makes of `input` under `chaining_key`.
std::pair<Key, Key> hkdf(const Key& chaining_key, View input);

class SymmetricState {
 public:
  /// name  of 32 bytes: the hash and the chaining key begin as the name itself
  explicit SymmetricState(std::string_view name);

  void mix_hash(View data);
  void mix_key(View secret);

  /// As they are until the first `mix_key`; sealed from then on. Both mix what is sent.
  /// errors  BadHandshakeMessage if a tag is wrong
  Expected<Bytes, Error> encrypt_and_hash(View plain);
  Expected<Bytes, Error> decrypt_and_hash(View sealed);

  /// The ciphers of the channel: the initiator's, then the responder's.
  std::pair<CipherState, CipherState> split() const;

 private:
  std::array<std::uint8_t, 32> hash_{};
  Key chaining_key_;
  std::optional<CipherState> cipher_;
};

}  // namespace descent::network::libp2p::noise

#pragma once
/// # The secure channel
/// Frames of a two-byte length and as many bytes: first the three handshake messages, then sealed
/// data. Bytes in, bytes out; the only secret it needs from outside is `Secrets`.
/// source  github.com/libp2p/specs, noise/README.md, "Wire Format"
#include <optional>

#include "network/libp2p/noise/payload.hpp"

namespace descent::network::libp2p::noise {

/// Two fresh random keys for one connection.
struct Secrets {
  Key static_key, ephemeral;
};

class Channel {
 public:
  static constexpr std::size_t kFrameMax = 65535;
  static constexpr std::size_t kPlainMax = kFrameMax - CipherState::kTagBytes;  ///< in one frame

  /// expected  the peer that was dialled, if its id is known
  Channel(bool initiates, const Identity& identity, const Secrets& secrets,
          const std::optional<PeerId>& expected);

  /// What the remote said in `bytes`: empty until the channel is secure. Holds back at most one
  /// incomplete frame.
  /// errors  BadHandshakeMessage, BadSharedSecret, BadIdentityPayload, BadSignature, WrongPeer,
  ///         BadFrame, NoncesExhausted
  Expected<Bytes, Error> receive(View bytes);

  /// Handshake messages to be sent, once.
  Bytes output() { return std::exchange(output_, {}); }

  /// Frames of at most `kPlainMax` bytes of `plain` each.
  /// errors   NoncesExhausted
  /// REQUIRES `secure()`
  Expected<Bytes, Error> seal(View plain);

  /// True once both sides have proved who they are.
  bool secure() const { return ciphers_.has_value(); }

  /// REQUIRES  `secure()`
  const PeerId& remote() const { return *remote_; }

 private:
  Expected<Bytes, Error> frame(View bytes);
  Outcome handshake(View message);
  Outcome say();

  bool initiates_;
  const Identity& identity_;
  PublicKey static_public_;
  std::optional<PeerId> expected_, remote_;
  std::optional<Handshake> handshake_;
  std::optional<Handshake::Ciphers> ciphers_;
  Bytes incoming_, output_;
};

}  // namespace descent::network::libp2p::noise

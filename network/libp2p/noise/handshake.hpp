#pragma once
/// # Noise_XX_25519_ChaChaPoly_SHA256
/// Three messages, after which both sides know each other's static key and share two ciphers:
///
///   -> e
///   <- e, ee, s, es
///   -> s, se
///
/// source  noiseprotocol.org/noise.html, revision 34, section 5.3 (HandshakeState)
#include "network/libp2p/noise/symmetric.hpp"

namespace descent::network::libp2p::noise {

using PublicKey = std::array<std::uint8_t, 32>;  ///< of X25519

PublicKey public_key(const Key& secret);

class Handshake {
 public:
  static constexpr std::size_t kMessageMax = 65535;

  /// prologue is empty, as libp2p has it.
  /// ephemeral  a fresh random secret; never used twice
  Handshake(bool initiates, const Key& static_key, const Key& ephemeral);

  /// True while the next message is ours to write.
  bool writes() const { return !done() && (message_ % 2 == 0) == initiates_; }
  bool done() const { return message_ == 3; }

  /// The next message, with `payload` in it.
  /// errors   BadSharedSecret
  /// REQUIRES `writes()`
  Expected<Bytes, Error> write(View payload);

  /// The payload in the remote's message.
  /// errors   BadHandshakeMessage, BadSharedSecret; the handshake is over then
  /// REQUIRES not `writes()`, not `done()`
  Expected<Bytes, Error> read(View message);

  /// REQUIRES  the message with the remote's static key was read
  const PublicKey& remote_static() const { return remote_static_; }

  struct Ciphers {
    CipherState send, receive;
  };
  /// REQUIRES  `done()`
  Ciphers ciphers() const;

 private:
  Outcome mix_secret(const Key& secret, const PublicKey& key);
  Outcome write_ephemeral(Bytes& out);
  Outcome write_static(Bytes& out);
  Outcome read_ephemeral(View& in);
  Outcome read_static(View& in);

  bool initiates_;
  unsigned message_ = 0;  ///< messages read and written
  SymmetricState symmetric_;
  Key static_, ephemeral_;
  PublicKey remote_static_{}, remote_ephemeral_{};
};

}  // namespace descent::network::libp2p::noise

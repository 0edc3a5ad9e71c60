#include "network/libp2p/noise/handshake.hpp"

#include <sodium/crypto_scalarmult_curve25519.h>

#include <algorithm>

#include "runtime/primitives/assert.hpp"

namespace descent::network::libp2p::noise {
namespace {

constexpr std::size_t kKeyBytes = 32;
constexpr std::size_t kSealedKeyBytes = kKeyBytes + CipherState::kTagBytes;

Expected<View, Error> take(View& in, std::size_t n) {
  if (in.size() < n) return Error::BadHandshakeMessage;
  const View out = in.first(n);
  in = in.subspan(n);
  return out;
}

}  // namespace

PublicKey public_key(const Key& secret) {
  PublicKey out;
  crypto_scalarmult_curve25519_base(out.data(), secret.data());
  return out;
}

Handshake::Handshake(bool initiates, const Key& static_key, const Key& ephemeral)
    : initiates_{initiates},
      symmetric_{"Noise_XX_25519_ChaChaPoly_SHA256"},
      static_{static_key},
      ephemeral_{ephemeral} {
  symmetric_.mix_hash({});
}

Expected<Bytes, Error> Handshake::write(View payload) {
  DESCENT_ASSERT(writes());
  Bytes out;
  if (message_ < 2) DESCENT_TRY(write_ephemeral(out));
  if (message_ > 0) DESCENT_TRY(write_static(out));
  append(out, DESCENT_TRY(symmetric_.encrypt_and_hash(payload)));
  ++message_;
  return out;
}

Expected<Bytes, Error> Handshake::read(View message) {
  DESCENT_ASSERT(!writes() && !done());
  if (message.size() > kMessageMax) return Error::BadHandshakeMessage;
  if (message_ < 2) DESCENT_TRY(read_ephemeral(message));
  if (message_ > 0) DESCENT_TRY(read_static(message));
  auto payload = DESCENT_TRY(symmetric_.decrypt_and_hash(message));
  ++message_;
  return payload;
}

Handshake::Ciphers Handshake::ciphers() const {
  DESCENT_ASSERT(done());
  auto [initiator, responder] = symmetric_.split();
  return initiates_ ? Ciphers{initiator, responder} : Ciphers{responder, initiator};
}

Outcome Handshake::mix_secret(const Key& secret, const PublicKey& key) {
  Key shared;
  // Not 0 if the shared secret is zero, as it is for a public key of small order.
  if (crypto_scalarmult_curve25519(shared.data(), secret.data(), key.data()) != 0)
    return Error::BadSharedSecret;
  symmetric_.mix_key(shared);
  return {};
}

/// e, and ee in the second message.
Outcome Handshake::write_ephemeral(Bytes& out) {
  const PublicKey key = public_key(ephemeral_);
  append(out, key);
  symmetric_.mix_hash(key);
  return message_ == 1 ? mix_secret(ephemeral_, remote_ephemeral_) : Outcome{};
}

/// s, and es (the responder's) or se (the initiator's): our static with their ephemeral key.
Outcome Handshake::write_static(Bytes& out) {
  append(out, DESCENT_TRY(symmetric_.encrypt_and_hash(public_key(static_))));
  return mix_secret(static_, remote_ephemeral_);
}

Outcome Handshake::read_ephemeral(View& in) {
  const View key = DESCENT_TRY(take(in, kKeyBytes));
  std::ranges::copy(key, remote_ephemeral_.begin());
  symmetric_.mix_hash(key);
  return message_ == 1 ? mix_secret(ephemeral_, remote_ephemeral_) : Outcome{};
}

Outcome Handshake::read_static(View& in) {
  const View sealed = DESCENT_TRY(take(in, kSealedKeyBytes));
  const Bytes key = DESCENT_TRY(symmetric_.decrypt_and_hash(sealed));
  std::ranges::copy(key, remote_static_.begin());
  return mix_secret(ephemeral_, remote_static_);
}

}  // namespace descent::network::libp2p::noise

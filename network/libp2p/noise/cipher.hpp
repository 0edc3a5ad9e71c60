#pragma once
/// # The cipher of Noise
/// ChaCha20-Poly1305 under a key, with a counter as nonce.
/// source  noiseprotocol.org/noise.html, revision 34, section 5.1 (CipherState) and 12.3
#include "network/libp2p/error.hpp"
#include "runtime/crypto/secret.hpp"

namespace descent::network::libp2p::noise {

using Key = crypto::Secret<32>;

class CipherState {
 public:
  static constexpr std::size_t kTagBytes = 16;

  /// nonce  of the next message; a channel begins at 0
  explicit CipherState(const Key& key, std::uint64_t nonce = 0) : key_{key}, nonce_{nonce} {}

  /// `plain` and a tag over it and `data`.
  /// errors  NoncesExhausted: 2^64 - 1 is never used, so that no nonce is used twice
  Expected<Bytes, Error> encrypt(View data, View plain);

  /// The nonce moves on only if the tag is right.
  /// errors  BadFrame if it is not; NoncesExhausted
  Expected<Bytes, Error> decrypt(View data, View sealed);

 private:
  Key key_;
  std::uint64_t nonce_;
};

}  // namespace descent::network::libp2p::noise

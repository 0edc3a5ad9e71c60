#include "network/libp2p/noise/symmetric.hpp"

#include <sodium/crypto_auth_hmacsha256.h>

#include "runtime/crypto/hash.hpp"
#include "runtime/primitives/assert.hpp"

namespace descent::network::libp2p::noise {
namespace {

Key hmac(const Key& key, View data) {
  Key out;
  crypto_auth_hmacsha256(out.data(), data.data(), data.size(), key.data());
  return out;
}

}  // namespace

std::pair<Key, Key> hkdf(const Key& chaining_key, View input) {
  const Key secret = hmac(chaining_key, input);
  const std::array<std::uint8_t, 1> one{1};
  const Key first = hmac(secret, one);
  crypto::Secret<33> second;
  std::ranges::copy(first, second.begin());
  second[32] = 2;
  return {first, hmac(secret, second)};
}

SymmetricState::SymmetricState(std::string_view name) {
  DESCENT_ASSERT(name.size() == hash_.size());
  std::ranges::copy(name, hash_.begin());
  std::ranges::copy(name, chaining_key_.begin());
}

void SymmetricState::mix_hash(View data) {
  Bytes all(hash_.begin(), hash_.end());
  append(all, data);
  hash_ = crypto::sha2_256(all);
}

void SymmetricState::mix_key(View secret) {
  const auto [chaining_key, key] = hkdf(chaining_key_, secret);
  chaining_key_ = chaining_key;
  cipher_.emplace(key);
}

Expected<Bytes, Error> SymmetricState::encrypt_and_hash(View plain) {
  Bytes out(plain.begin(), plain.end());
  if (cipher_) out = DESCENT_TRY(cipher_->encrypt(hash_, plain));
  mix_hash(out);
  return out;
}

Expected<Bytes, Error> SymmetricState::decrypt_and_hash(View sealed) {
  Bytes out(sealed.begin(), sealed.end());
  if (cipher_) {
    auto plain = cipher_->decrypt(hash_, sealed);
    if (!plain) return Error::BadHandshakeMessage;
    out = *std::move(plain);
  }
  mix_hash(sealed);
  return out;
}

std::pair<CipherState, CipherState> SymmetricState::split() const {
  const auto [initiator, responder] = hkdf(chaining_key_, {});
  return {CipherState{initiator}, CipherState{responder}};
}

}  // namespace descent::network::libp2p::noise

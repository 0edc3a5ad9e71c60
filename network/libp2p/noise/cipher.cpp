#include "network/libp2p/noise/cipher.hpp"

#include <sodium/crypto_aead_chacha20poly1305.h>

#include <limits>

namespace descent::network::libp2p::noise {
namespace {

constexpr std::uint64_t kReserved = std::numeric_limits<std::uint64_t>::max();

/// Four zero bytes, then the counter, least significant byte first.
std::array<std::uint8_t, 12> nonce_bytes(std::uint64_t nonce) {
  std::array<std::uint8_t, 12> out{};
  for (std::size_t i = 0; i < 8; ++i) out[4 + i] = static_cast<std::uint8_t>(nonce >> (8 * i));
  return out;
}

}  // namespace

Expected<Bytes, Error> CipherState::encrypt(View data, View plain) {
  if (nonce_ == kReserved) return Error::NoncesExhausted;
  Bytes out(plain.size() + kTagBytes);
  crypto_aead_chacha20poly1305_ietf_encrypt(out.data(), nullptr, plain.data(), plain.size(),
                                            data.data(), data.size(), nullptr,
                                            nonce_bytes(nonce_).data(), key_.data());
  ++nonce_;
  return out;
}

Expected<Bytes, Error> CipherState::decrypt(View data, View sealed) {
  if (nonce_ == kReserved) return Error::NoncesExhausted;
  if (sealed.size() < kTagBytes) return Error::BadFrame;
  Bytes out(sealed.size() - kTagBytes);
  if (crypto_aead_chacha20poly1305_ietf_decrypt(out.data(), nullptr, nullptr, sealed.data(),
                                                sealed.size(), data.data(), data.size(),
                                                nonce_bytes(nonce_).data(), key_.data()) != 0)
    return Error::BadFrame;
  ++nonce_;
  return out;
}

}  // namespace descent::network::libp2p::noise

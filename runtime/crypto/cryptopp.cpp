#include "runtime/crypto/cryptopp.hpp"

#include <crypto++/blake2.h>
#include <crypto++/donna.h>
#include <crypto++/pwdbased.h>
#include <crypto++/sha.h>

namespace descent::crypto::cryptopp {
namespace {

template <class Digest, std::size_t N>
std::array<std::uint8_t, N> digest_of(Digest digest, View message) {
  std::array<std::uint8_t, N> out{};
  if (!message.empty()) digest.Update(message.data(), message.size());
  digest.TruncatedFinal(out.data(), out.size());
  return out;
}

/// An empty view may have no address at all; the library wants one.
const std::uint8_t* address(View message) {
  static constexpr std::uint8_t kNothing = 0;
  return message.empty() ? &kNothing : message.data();
}

}  // namespace

std::array<std::uint8_t, 8> blake2b_64(View message) noexcept {
  return digest_of<CryptoPP::BLAKE2b, 8>(CryptoPP::BLAKE2b{false, 8}, message);
}

std::array<std::uint8_t, 32> sha2_256(View message) noexcept {
  return digest_of<CryptoPP::SHA256, 32>({}, message);
}

std::array<std::uint8_t, 64> sha2_512(View message) noexcept {
  return digest_of<CryptoPP::SHA512, 64>({}, message);
}

void pbkdf2_hmac_sha512(View password, View salt, std::uint32_t rounds,
                        std::span<std::uint8_t, 64> out) noexcept {
  constexpr CryptoPP::byte kUnused = 0;
  CryptoPP::PKCS5_PBKDF2_HMAC<CryptoPP::SHA512>{}.DeriveKey(out.data(), out.size(), kUnused,
                                                            address(password), password.size(),
                                                            address(salt), salt.size(), rounds);
}

std::array<std::uint8_t, 32> ed25519_public_key(Key seed) noexcept {
  std::array<std::uint8_t, 32> out{};
  CryptoPP::Donna::ed25519_publickey(out.data(), seed.data());
  return out;
}

std::array<std::uint8_t, 64> ed25519_sign(Key seed, Key public_key, View message) noexcept {
  std::array<std::uint8_t, 64> out{};
  CryptoPP::Donna::ed25519_sign(address(message), message.size(), seed.data(), public_key.data(),
                                out.data());
  return out;
}

bool ed25519_verify_loose(std::span<const std::uint8_t, 64> signature, View message,
                          Key public_key) noexcept {
  return CryptoPP::Donna::ed25519_sign_open(address(message), message.size(), public_key.data(),
                                            signature.data()) == 0;
}

}  // namespace descent::crypto::cryptopp

#include "runtime/crypto/hash.hpp"

#include <sodium/crypto_generichash.h>
#include <xxhash.h>

#include "runtime/crypto/cryptopp.hpp"
#include "runtime/primitives/assert.hpp"

namespace descent::crypto {
namespace {

template <std::size_t N>
std::array<std::uint8_t, N> blake2b(View message) {
  static_assert(N >= crypto_generichash_BYTES_MIN && N <= crypto_generichash_BYTES_MAX);
  std::array<std::uint8_t, N> out{};
  const int status = crypto_generichash(out.data(), N, message.data(), message.size(), nullptr, 0);
  DESCENT_ASSERT(status == 0);
  return out;
}

template <std::size_t N>
std::array<std::uint8_t, N> twox(View message) {
  std::array<std::uint8_t, N> out{};
  for (std::size_t seed = 0; seed < N / 8; ++seed) {
    const std::uint64_t word = XXH64(message.data(), message.size(), seed);
    for (std::size_t i = 0; i < 8; ++i)
      out[8 * seed + i] = static_cast<std::uint8_t>(word >> (8 * i));
  }
  return out;
}

using Blake2bState = crypto_generichash_state;

Blake2bState* state_in(std::array<std::uint8_t, 384>& bytes) {
  static_assert(sizeof(Blake2bState) == 384 && alignof(Blake2bState) == 64);
  return reinterpret_cast<Blake2bState*>(bytes.data());
}

}  // namespace

std::array<std::uint8_t, 8> blake2b_64(View message) noexcept {
  return cryptopp::blake2b_64(message);  // libsodium's digests begin at 16 bytes
}
std::array<std::uint8_t, 16> blake2b_128(View message) noexcept { return blake2b<16>(message); }
Hash blake2b_256(View message) noexcept { return {blake2b<32>(message)}; }
std::array<std::uint8_t, 64> blake2b_512(View message) noexcept { return blake2b<64>(message); }

std::array<std::uint8_t, 8> twox_64(View message) noexcept { return twox<8>(message); }
std::array<std::uint8_t, 16> twox_128(View message) noexcept { return twox<16>(message); }
std::array<std::uint8_t, 32> twox_256(View message) noexcept { return twox<32>(message); }

std::array<std::uint8_t, 32> sha2_256(View message) noexcept { return cryptopp::sha2_256(message); }
std::array<std::uint8_t, 64> sha2_512(View message) noexcept { return cryptopp::sha2_512(message); }

Blake2b256::Blake2b256() noexcept {
  const int status = crypto_generichash_init(state_in(state_), nullptr, 0, sizeof(Hash));
  DESCENT_ASSERT(status == 0);
}

void Blake2b256::update(View piece) noexcept {
  const int status = crypto_generichash_update(state_in(state_), piece.data(), piece.size());
  DESCENT_ASSERT(status == 0);
}

Hash Blake2b256::finish() noexcept {
  Hash out;
  const int status = crypto_generichash_final(state_in(state_), out.bytes.data(), out.bytes.size());
  DESCENT_ASSERT(status == 0);
  return out;
}

}  // namespace descent::crypto

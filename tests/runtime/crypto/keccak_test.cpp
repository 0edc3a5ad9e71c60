#include "runtime/crypto/keccak.hpp"

#include <crypto++/sha3.h>
#include <gtest/gtest.h>

#include "tests/runtime/crypto/golden.hpp"

namespace descent::crypto {
namespace {

/// SHA3-256 on top of the permutation (FIPS 202, section 6.1).
std::array<std::uint8_t, 32> sha3_256(Bytes message) {
  constexpr std::size_t kRate = 136;
  message.push_back(0x06);
  message.resize((message.size() + kRate - 1) / kRate * kRate);
  message.back() |= 0x80;
  KeccakState state{};
  for (std::size_t at = 0; at < message.size(); at += kRate) {
    for (std::size_t i = 0; i < kRate; ++i)
      state[i / 8] ^= std::uint64_t{message[at + i]} << (8 * (i % 8));
    keccak_f1600(state);
  }
  std::array<std::uint8_t, 32> out{};
  for (std::size_t i = 0; i < 32; ++i)
    out[i] = static_cast<std::uint8_t>(state[i / 8] >> (8 * (i % 8)));
  return out;
}

TEST(Keccak, sha3_on_it_agrees_with_the_library) {
  std::mt19937_64 random{1600};
  for (std::size_t size = 0; size < 300; ++size) {
    const Bytes message = random_bytes(random, size);
    std::array<std::uint8_t, 32> expected{};
    CryptoPP::SHA3_256{}.CalculateDigest(expected.data(), message.data(), size);
    EXPECT_EQ(sha3_256(message), expected) << size;
  }
}

TEST(Keccak, zeros_become_the_published_lanes) {
  KeccakState state{};
  keccak_f1600(state);
  EXPECT_EQ(state[0], 0xf1258f7940e1dde7U);  // the reference's KeccakF-1600-IntermediateValues.txt
  EXPECT_EQ(state[1], 0x84d5ccf933c0478aU);
  EXPECT_EQ(state[24], 0xeaf1ff7b5ceca249U);
}

}  // namespace
}  // namespace descent::crypto

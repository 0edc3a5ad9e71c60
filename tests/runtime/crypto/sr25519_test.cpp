#include "runtime/crypto/sr25519.hpp"

#include <gtest/gtest.h>
#include <sodium.h>

#include "tests/runtime/crypto/golden.hpp"

namespace descent::crypto {
namespace {

const Seed kSeed{array_of<32>(counting(32))};

TEST(Sr25519, what_is_signed_verifies) {
  std::mt19937_64 random{3};
  for (std::size_t i = 0; i < 40; ++i) {
    const Seed seed{array_of<32>(random_bytes(random, 32))};
    const Bytes message = random_bytes(random, 11 * i);
    const auto key = sr25519::public_key(seed);
    const auto signature = sr25519::sign(seed, message);
    EXPECT_TRUE(sr25519::verify(signature, message, key));
    EXPECT_FALSE(sr25519::verify(signature, random_bytes(random, 11 * i + 1), key));
    EXPECT_FALSE(sr25519::verify(signature, message, sr25519::public_key(kSeed)));
  }
}

TEST(Sr25519, a_signature_of_schnorrkel_is_accepted) {
  // Made by @polkadot/util-crypto, whose sr25519 is schnorrkel compiled to Wasm.
  const auto key = array_of<32>("d43593c715fdd31c61141abd04a99fd6822c8558854ccde39a5684e7a56da27d");
  const auto vectors = golden("wire.json");
  int accepted = 0;
  for (const auto& row : vectors.at("extrinsics").as_array()) {
    if (row.at("type") != "sr25519" || row.at("signedBytesAreHash").as_bool()) continue;
    const auto signature =
        array_of<64>(std::string_view{row.at("signature").as_string()}.substr(4, 128));
    accepted += sr25519::verify(signature, bytes_in(row.at("payload")), key);
  }
  EXPECT_EQ(accepted, 2);
}

TEST(Sr25519, any_altered_bit_is_refused) {
  const Bytes message = counting(5);
  const auto key = sr25519::public_key(kSeed);
  const auto signature = sr25519::sign(kSeed, message);
  for (std::size_t bit = 0; bit < 512; bit += 3)
    EXPECT_FALSE(sr25519::verify(with_bit_flipped(signature, bit), message, key)) << bit;
  for (std::size_t bit = 0; bit < 256; bit += 3)
    EXPECT_FALSE(sr25519::verify(signature, message, with_bit_flipped(key, bit))) << bit;
}

TEST(Sr25519, a_signature_without_the_mark_is_refused) {
  auto signature = sr25519::sign(kSeed, counting(5));
  ASSERT_EQ(signature[63] & 0x80, 0x80);
  signature[63] &= 0x7f;
  EXPECT_FALSE(sr25519::verify(signature, counting(5), sr25519::public_key(kSeed)));
}

TEST(Sr25519, adding_the_order_to_s_makes_no_second_signature) {
  auto signature = sr25519::sign(kSeed, counting(5));
  const auto key = sr25519::public_key(kSeed);
  ASSERT_TRUE(sr25519::verify(signature, counting(5), key));
  std::array<std::uint8_t, 32> s;
  std::copy_n(signature.begin() + 32, 32, s.begin());
  s[31] &= 0x7f;
  s = plus_order(s);
  std::copy(s.begin(), s.end(), signature.begin() + 32);
  signature[63] |= 0x80;
  EXPECT_FALSE(sr25519::verify(signature, counting(5), key));
}

/// With A = 0 the equation is s B = R, whatever the message.
TEST(Sr25519, the_identity_is_no_key) {
  const std::array<std::uint8_t, 32> s{5};
  sr25519::Signature signature{};
  ASSERT_EQ(crypto_scalarmult_ristretto255_base(signature.data(), s.data()), 0);
  std::copy(s.begin(), s.end(), signature.begin() + 32);
  signature[63] |= 0x80;
  EXPECT_FALSE(sr25519::verify(signature, counting(5), {}));
}

TEST(Sr25519, a_key_that_is_no_point_is_refused) {
  const auto signature = sr25519::sign(kSeed, counting(5));
  sr25519::PublicKey key;
  key.fill(0xff);
  EXPECT_FALSE(sr25519::verify(signature, counting(5), key));
}

/// One secret and two messages with one nonce would give the secret away.
TEST(Sr25519, each_message_and_each_key_has_its_own_nonce) {
  std::set<std::string> nonces;
  for (std::uint8_t i = 0; i < 30; ++i)
    nonces.insert(to_hex(View{sr25519::sign(kSeed, Bytes{i})}.first(32)));
  nonces.insert(to_hex(View{sr25519::sign(Seed{}, Bytes{0})}.first(32)));
  EXPECT_EQ(nonces.size(), 31U);
  EXPECT_EQ(sr25519::sign(kSeed, Bytes{1}), sr25519::sign(kSeed, Bytes{1}));
}

TEST(Sr25519, hard_derivation_agrees_with_schnorrkel) {
  const Seed root{array_of<32>("fac7959dbfe72f052e5a0c3c8d6530f202b02fd8f9f5ca3580ec8deb7797479e")};
  const auto alice = array_of<32>(
      "14416c6963650000000000000000000000000000000000000000000000000000");  // SCALE of "Alice"
  EXPECT_EQ(to_hex(sr25519::derive_hard(root, alice)),
            "e5be9a5092b81bca64be81d212e7f2f9eba183bb7a90954f7b76361f6edb5c0a");  // subkey inspect
}

}  // namespace
}  // namespace descent::crypto

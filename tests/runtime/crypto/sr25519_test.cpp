#include "runtime/crypto/sr25519.hpp"

#include <gtest/gtest.h>
#include <sodium.h>

#include "runtime/crypto/merlin.hpp"
#include "tests/runtime/crypto/golden.hpp"

namespace descent::crypto {
namespace {

const sr25519::SecretKey kKey = sr25519::expand(Seed{array_of<32>(counting(32))});

TEST(Sr25519, what_is_signed_verifies) {
  std::mt19937_64 random{3};
  for (std::size_t i = 0; i < 40; ++i) {
    const auto secret = sr25519::expand(Seed{array_of<32>(random_bytes(random, 32))});
    const Bytes message = random_bytes(random, 11 * i);
    const auto key = sr25519::public_key(secret);
    const auto signature = sr25519::sign(secret, message);
    EXPECT_TRUE(sr25519::verify(signature, message, key));
    EXPECT_FALSE(sr25519::verify(signature, random_bytes(random, 11 * i + 1), key));
    EXPECT_FALSE(sr25519::verify(signature, message, sr25519::public_key(kKey)));
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
  const auto key = sr25519::public_key(kKey);
  const auto signature = sr25519::sign(kKey, message);
  for (std::size_t bit = 0; bit < 512; bit += 3)
    EXPECT_FALSE(sr25519::verify(with_bit_flipped(signature, bit), message, key)) << bit;
  for (std::size_t bit = 0; bit < 256; bit += 3)
    EXPECT_FALSE(sr25519::verify(signature, message, with_bit_flipped(key, bit))) << bit;
}

TEST(Sr25519, a_signature_without_the_mark_is_refused) {
  auto signature = sr25519::sign(kKey, counting(5));
  ASSERT_EQ(signature[63] & 0x80, 0x80);
  signature[63] &= 0x7f;
  EXPECT_FALSE(sr25519::verify(signature, counting(5), sr25519::public_key(kKey)));
}

TEST(Sr25519, adding_the_order_to_s_makes_no_second_signature) {
  auto signature = sr25519::sign(kKey, counting(5));
  const auto key = sr25519::public_key(kKey);
  ASSERT_TRUE(sr25519::verify(signature, counting(5), key));
  std::array<std::uint8_t, 32> s{};
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
  const auto signature = sr25519::sign(kKey, counting(5));
  sr25519::PublicKey key;
  key.fill(0xff);
  EXPECT_FALSE(sr25519::verify(signature, counting(5), key));
}

/// One secret and two messages with one nonce would give the secret away.
TEST(Sr25519, each_message_and_each_key_has_its_own_nonce) {
  std::set<std::string> nonces;
  for (std::uint8_t i = 0; i < 30; ++i)
    nonces.insert(to_hex(View{sr25519::sign(kKey, Bytes{i})}.first(32)));
  nonces.insert(to_hex(View{sr25519::sign(sr25519::expand(Seed{}), Bytes{0})}.first(32)));
  EXPECT_EQ(nonces.size(), 31U);
  EXPECT_EQ(sr25519::sign(kKey, Bytes{1}), sr25519::sign(kKey, Bytes{1}));
}

TEST(Sr25519, hard_derivation_agrees_with_schnorrkel) {
  const Seed root{array_of<32>("fac7959dbfe72f052e5a0c3c8d6530f202b02fd8f9f5ca3580ec8deb7797479e")};
  const auto alice = array_of<32>(
      "14416c6963650000000000000000000000000000000000000000000000000000");  // SCALE of "Alice"
  EXPECT_EQ(to_hex(sr25519::derive_hard(sr25519::expand(root), alice)),
            "e5be9a5092b81bca64be81d212e7f2f9eba183bb7a90954f7b76361f6edb5c0a");  // subkey inspect
}

/// With the public key alone one gets the derived public key, and no secret.
TEST(Sr25519, soft_derivation_moves_secret_and_public_key_alike) {
  std::mt19937_64 random{5};
  for (int i = 0; i < 10; ++i) {
    const auto key = sr25519::expand(Seed{array_of<32>(random_bytes(random, 32))});
    const auto code = array_of<32>(random_bytes(random, 32));
    Transcript t{"SchnorrRistrettoHDKD"};
    t.append("sign-bytes", {});
    t.append("chain-code", code);
    t.append("public-key", sr25519::public_key(key));
    std::array<std::uint8_t, 64> wide{};
    t.challenge("HDKD-scalar", wide);
    std::array<std::uint8_t, 32> scalar{}, point{}, sum{};
    crypto_core_ristretto255_scalar_reduce(scalar.data(), wide.data());
    ASSERT_EQ(crypto_scalarmult_ristretto255_base(point.data(), scalar.data()), 0);
    ASSERT_EQ(crypto_core_ristretto255_add(sum.data(), point.data(), public_key(key).data()), 0);
    EXPECT_EQ(sr25519::public_key(sr25519::derive_soft(key, code)), sum);
  }
}

TEST(Sr25519, a_softly_derived_key_signs_with_a_nonce_of_its_own) {
  const auto one = sr25519::derive_soft(kKey, array_of<32>(Bytes(32, 1)));
  const auto two = sr25519::derive_soft(kKey, array_of<32>(Bytes(32, 2)));
  EXPECT_NE(one.nonce, two.nonce);
  EXPECT_NE(one.nonce, kKey.nonce);
  EXPECT_TRUE(sr25519::verify(sr25519::sign(one, counting(5)), counting(5), public_key(one)));
  EXPECT_FALSE(sr25519::verify(sr25519::sign(one, counting(5)), counting(5), public_key(two)));
}

TEST(Sr25519, the_bytes_of_wallets_lead_back_to_the_key) {
  std::mt19937_64 random{6};
  for (int i = 0; i < 50; ++i) {
    auto key = sr25519::expand(Seed{array_of<32>(random_bytes(random, 32))});
    if (i % 2 == 1) key = sr25519::derive_soft(key, array_of<32>(random_bytes(random, 32)));
    const auto again = sr25519::from_wallet_bytes(sr25519::to_wallet_bytes(key));
    ASSERT_TRUE(again);
    EXPECT_EQ(again->scalar, key.scalar);
    EXPECT_EQ(again->nonce, key.nonce);
  }
}

TEST(Sr25519, bytes_that_are_no_key_are_refused) {
  const auto good = sr25519::to_wallet_bytes(kKey);
  for (std::size_t bit = 0; bit < 3; ++bit)
    EXPECT_FALSE(sr25519::from_wallet_bytes(with_bit_flipped(good, bit)));
  EXPECT_FALSE(sr25519::from_wallet_bytes(Secret<64>{}));
  // Eight times the order, which the scalar must be below of.
  auto order = Secret<64>{};
  const auto eight_times =
      array_of<32>("689faee7d21893c0b2e6bc17f5cef7a600000000000000000000000000000080");
  std::copy(eight_times.begin(), eight_times.end(), order.begin());
  EXPECT_FALSE(sr25519::from_wallet_bytes(order));
  order[0] = static_cast<std::uint8_t>(order[0] - 8);
  EXPECT_TRUE(sr25519::from_wallet_bytes(order));
}

}  // namespace
}  // namespace descent::crypto

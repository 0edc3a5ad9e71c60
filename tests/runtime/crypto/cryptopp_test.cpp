#include "runtime/crypto/cryptopp.hpp"

#include <gtest/gtest.h>
#include <sodium.h>

#include "tests/runtime/crypto/golden.hpp"

namespace descent::crypto {
namespace {

TEST(Cryptopp, a_short_blake2b_is_not_a_truncated_one) {
  EXPECT_EQ(to_hex(cryptopp::blake2b_64(as_view("abc"))), "d8bb14d833d59559");  // Python's hashlib
}

TEST(Cryptopp, sha2_agrees_with_libsodium_on_every_length) {
  for (std::size_t size = 0; size < 300; ++size) {
    const Bytes message = counting(size);
    std::array<std::uint8_t, 32> sha256{};
    std::array<std::uint8_t, 64> sha512{};
    crypto_hash_sha256(sha256.data(), message.data(), size);
    crypto_hash_sha512(sha512.data(), message.data(), size);
    EXPECT_EQ(cryptopp::sha2_256(message), sha256);
    EXPECT_EQ(cryptopp::sha2_512(message), sha512);
  }
}

TEST(Cryptopp, pbkdf2_agrees_with_pythons_hashlib) {
  std::array<std::uint8_t, 64> out{};
  cryptopp::pbkdf2_hmac_sha512(as_view("password"), as_view("salt"), 1, out);
  EXPECT_EQ(to_hex(out),
            "867f70cf1ade02cff3752599a3a53dc4af34c7a669815ae5d513554e1c8cf252"
            "c02d470a285a0501bad999bfe943c08f050235d7d68b1da55e63f73b60a57fce");
  cryptopp::pbkdf2_hmac_sha512({}, {}, 3, out);
  EXPECT_EQ(to_hex(out),
            "ba78a2c18fe1f3cfffaba0f93ccf85fc342edf2c34ff439f928c464fe04ee9c4"
            "3d6516594282bf31d9b80ba31d67e6d076cc2e45ba2d5c9d6bca44f288940c5d");
}

TEST(Cryptopp, a_view_without_an_address_is_the_empty_message) {
  EXPECT_EQ(cryptopp::sha2_256(View{}), cryptopp::sha2_256(as_view("")));
  const auto seed = array_of<32>(counting(32));
  const auto key = cryptopp::ed25519_public_key(seed);
  const auto signature = cryptopp::ed25519_sign(seed, key, View{});
  EXPECT_TRUE(cryptopp::ed25519_verify_loose(signature, View{}, key));
}

TEST(Cryptopp, ed25519_signs_as_libsodium_does) {
  std::mt19937_64 random{25519};
  for (int i = 0; i < 20; ++i) {
    const auto seed = array_of<32>(random_bytes(random, 32));
    const Bytes message = random_bytes(random, random() % 200);
    std::array<std::uint8_t, 32> key{};
    std::array<std::uint8_t, 64> secret{}, signature{};
    crypto_sign_seed_keypair(key.data(), secret.data(), seed.data());
    crypto_sign_detached(signature.data(), nullptr, message.data(), message.size(), secret.data());
    EXPECT_EQ(cryptopp::ed25519_public_key(seed), key);
    EXPECT_EQ(cryptopp::ed25519_sign(seed, key, message), signature);
    EXPECT_TRUE(cryptopp::ed25519_verify_loose(signature, message, key));
  }
}

TEST(Cryptopp, the_loose_rule_accepts_what_the_strict_one_must_not) {
  const auto vectors = golden("ed25519_edge.json");
  for (const auto& row : vectors.at("reject").as_array()) {
    Bytes signature = bytes_in(row.at("R"));
    append(signature, bytes_in(row.at("S")));
    const std::string text = text_of(row.at("message"));
    const Bytes message = text == "any" ? Bytes{1, 2, 3} : bytes_of(text);
    EXPECT_TRUE(cryptopp::ed25519_verify_loose(array_of<64>(signature), message,
                                               array_of<32>(bytes_in(row.at("A")))))
        << row.at("why");
  }
}

}  // namespace
}  // namespace descent::crypto

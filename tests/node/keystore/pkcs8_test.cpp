#include "node/keystore/pkcs8.hpp"

#include "runtime/scale/hex.hpp"
#include "tests/node/keystore/folder.hpp"

namespace descent::keystore {
namespace {

TEST(Pkcs8, is_a_header_the_secret_a_divider_and_the_public_key) {
  const auto key = key_of("//Alice", crypto::KeyType::Ecdsa);
  EXPECT_EQ(to_hex(*to_pkcs8(key)), "3053020101300506032b657004220420" +
                                        to_hex(*key.to_wallet_bytes()) + "a123032100" +
                                        to_hex(key.public_key()));
}

TEST(Pkcs8, every_kind_of_key_comes_back) {
  for (const auto type : crypto::kKeyTypes) {
    const auto key = key_of("//Alice//1", type);
    const auto again = from_pkcs8(type, *to_pkcs8(key));
    ASSERT_TRUE(again);
    EXPECT_EQ(again->public_key(), key.public_key());
    EXPECT_EQ(*again->to_wallet_bytes(), *key.to_wallet_bytes());
  }
}

/// A derived public key proves the secret, so only sr25519's nonce can change unnoticed: it is no
/// part of the identity, and the box around all this is authenticated.
TEST(Pkcs8, an_altered_byte_is_noticed) {
  for (const auto type : crypto::kKeyTypes) {
    const auto good = to_pkcs8(key_of("//Alice//1", type));
    for (std::size_t i = 0; i < good->size(); ++i) {
      if (type == crypto::KeyType::Sr25519 && i >= 16 + 32 && i < 16 + 64) continue;
      Bytes altered = *good;
      altered[i] ^= 0x10;
      EXPECT_FALSE(from_pkcs8(type, altered)) << name_of(type) << " " << i;
    }
  }
}

TEST(Pkcs8, another_length_or_kind_is_refused) {
  for (const auto type : crypto::kKeyTypes) {
    Bytes bytes = *to_pkcs8(key_of("//Alice", type));
    for (const auto other : crypto::kKeyTypes) {
      EXPECT_EQ(static_cast<bool>(from_pkcs8(other, bytes)), other == type);
    }
    for (std::size_t size = 0; size < bytes.size(); ++size)
      EXPECT_FALSE(from_pkcs8(type, View{bytes}.first(size)));
    bytes.push_back(0);
    EXPECT_FALSE(from_pkcs8(type, bytes));
  }
}

}  // namespace
}  // namespace descent::keystore

#include "runtime/crypto/ecdsa.hpp"

#include <gtest/gtest.h>
#include <secp256k1_recovery.h>

#include "runtime/crypto/hash.hpp"
#include "tests/runtime/crypto/golden.hpp"

namespace descent::crypto {
namespace {

const Seed kSeed{array_of<32>(counting(32))};

/// The order of the curve minus a big-endian number.
std::array<std::uint8_t, 32> negated(View number) {
  const auto order =
      array_of<32>("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141");
  std::array<std::uint8_t, 32> out{};
  int borrow = 0;
  for (std::size_t i = 32; i-- > 0;) {
    const int difference = order[i] - number[i] - borrow;
    borrow = difference < 0;
    out[i] = static_cast<std::uint8_t>(difference);
  }
  return out;
}

/// The other valid signature of plain ECDSA: s' = n - s, with the other y.
ecdsa::Signature with_high_s(ecdsa::Signature signature) {
  const auto s = negated(View{signature}.subspan(32, 32));
  std::copy(s.begin(), s.end(), signature.begin() + 32);
  signature[64] ^= 1;
  return signature;
}

TEST(Ecdsa, what_is_signed_verifies_and_recovers_the_key) {
  std::mt19937_64 random{256};
  const auto key = ecdsa::public_key(kSeed).value();
  for (std::size_t size = 0; size < 20; ++size) {
    const Bytes message = random_bytes(random, 13 * size);
    const auto signature = ecdsa::sign(kSeed, message);
    EXPECT_LE(signature[64], 1);
    EXPECT_EQ(ecdsa::recover(signature, message), key);
    EXPECT_TRUE(ecdsa::verify(signature, message, key));
    EXPECT_FALSE(ecdsa::verify(signature, counting(13 * size + 1), key));
  }
}

TEST(Ecdsa, the_high_s_is_refused_although_the_library_recovers_the_same_key_from_it) {
  const Bytes message = counting(40);
  const auto high = with_high_s(ecdsa::sign(kSeed, message));
  secp256k1_ecdsa_recoverable_signature raw;
  secp256k1_pubkey key;
  ASSERT_EQ(secp256k1_ecdsa_recoverable_signature_parse_compact(secp256k1_context_static, &raw,
                                                                high.data(), high[64]),
            1);
  ASSERT_EQ(secp256k1_ecdsa_recover(secp256k1_context_static, &key, &raw,
                                    blake2b_256(message).bytes.data()),
            1);
  ecdsa::PublicKey compressed;
  std::size_t size = compressed.size();
  secp256k1_ec_pubkey_serialize(secp256k1_context_static, compressed.data(), &size, &key,
                                SECP256K1_EC_COMPRESSED);
  EXPECT_EQ(compressed, ecdsa::public_key(kSeed));
  EXPECT_EQ(ecdsa::recover(high, message), std::nullopt);
  EXPECT_EQ(ecdsa::recover(with_high_s(high), message), ecdsa::public_key(kSeed));
}

TEST(Ecdsa, recovery_ids_other_than_0_and_1_are_refused) {
  const Bytes message = counting(3);
  auto signature = ecdsa::sign(kSeed, message);
  for (const auto id : std::initializer_list<std::uint8_t>{2, 3, 4, 27, 28, 255}) {
    signature[64] = id;
    EXPECT_EQ(ecdsa::recover(signature, message), std::nullopt);
  }
}

TEST(Ecdsa, numbers_out_of_range_are_refused) {
  const Bytes message = counting(3);
  EXPECT_EQ(ecdsa::recover({}, message), std::nullopt);
  ecdsa::Signature full;
  full.fill(0xff);
  full[64] = 0;
  EXPECT_EQ(ecdsa::recover(full, message), std::nullopt);
}

TEST(Ecdsa, seeds_out_of_range_have_no_key) {
  EXPECT_EQ(ecdsa::public_key(Seed{}), std::nullopt);
  EXPECT_EQ(ecdsa::public_key(Seed{negated(Bytes(32))}), std::nullopt);
  Bytes one(32);
  one[31] = 1;
  EXPECT_TRUE(ecdsa::public_key(Seed{negated(one)}));
}

TEST(Ecdsa, the_account_is_the_hash_of_the_compressed_key) {
  const auto vectors = golden("wire.json");
  for (const auto& row : vectors.at("keys").at("derived").as_array()) {
    if (row.at("type") != "ecdsa" || !row.as_object().contains("public")) continue;
    const auto key = array_of<33>(bytes_in(row.at("public")));
    EXPECT_EQ(to_0x(ecdsa::account_of(key).id), text_of(row.at("accountId")));
  }
}

}  // namespace
}  // namespace descent::crypto

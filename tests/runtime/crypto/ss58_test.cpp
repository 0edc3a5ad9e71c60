#include "runtime/crypto/ss58.hpp"

#include <gtest/gtest.h>

#include "runtime/crypto/base58.hpp"
#include "runtime/crypto/hash.hpp"
#include "tests/runtime/crypto/golden.hpp"

namespace descent::crypto {
namespace {

const AccountId kAlice{
    array_of<32>("d43593c715fdd31c61141abd04a99fd6822c8558854ccde39a5684e7a56da27d")};

/// An address with any bytes in front of the account, and the right checksum.
std::string address(Bytes prefix, View account = kAlice.id) {
  append(prefix, account);
  Bytes message;
  append(message, as_view("SS58PRE"));
  append(message, prefix);
  append(prefix, View{blake2b_512(message)}.first(2));
  return base58_encode(prefix);
}

Ss58Error error_of(std::string_view text) { return ss58_decode(text).error(); }

TEST(Ss58, agrees_with_polkadot_js) {
  const auto vectors = golden("wire.json");
  ASSERT_EQ(vectors.at("ss58").as_array().size(), 9U);
  for (const auto& row : vectors.at("ss58").as_array()) {
    const auto prefix = static_cast<std::uint16_t>(row.at(0).as_int64());
    const std::string text = text_of(row.at(1));
    EXPECT_EQ(ss58_encode(kAlice, prefix), text);
    const auto read = ss58_decode(text);
    ASSERT_TRUE(read) << text;
    EXPECT_EQ(*read, (Ss58{prefix, kAlice}));
  }
}

TEST(Ss58, every_prefix_reads_back) {
  for (unsigned prefix = 0; prefix <= kSs58PrefixMax; prefix += prefix < 300 ? 1 : 61) {
    const auto p = static_cast<std::uint16_t>(prefix);
    if (!is_ss58_prefix(p)) continue;
    EXPECT_EQ(*ss58_decode(ss58_encode(kAlice, p)), (Ss58{p, kAlice}));
  }
}

TEST(Ss58, any_mistyped_character_is_noticed) {
  const std::string good = ss58_encode(kAlice, 42);
  for (std::size_t i = 0; i < good.size(); ++i) {
    std::string bad = good;
    bad[i] = bad[i] == 'x' ? 'y' : 'x';
    EXPECT_FALSE(ss58_decode(bad)) << bad;
  }
}

TEST(Ss58, each_error_has_its_name) {
  EXPECT_EQ(error_of("5Grw0"), Ss58Error::BadBase58);
  EXPECT_EQ(error_of(std::string(1000, '5')), Ss58Error::BadBase58);
  EXPECT_EQ(error_of(""), Ss58Error::BadLength);
  EXPECT_EQ(error_of(address({42}, counting(31))), Ss58Error::BadLength);
  EXPECT_EQ(error_of(address({42}, counting(33))), Ss58Error::BadLength);
  EXPECT_EQ(error_of(address({42}, counting(34))), Ss58Error::BadLength);
  EXPECT_EQ(error_of(address({0x40, 0x01}, counting(31))), Ss58Error::BadLength);
  EXPECT_EQ(error_of(address({128})), Ss58Error::BadPrefix);
  EXPECT_EQ(error_of(address({255})), Ss58Error::BadPrefix);
  EXPECT_EQ(error_of(address({0x4a, 0x80})), Ss58Error::BadPrefix);  // 42 in two bytes
  EXPECT_EQ(error_of(address({46})), Ss58Error::ReservedPrefix);
  EXPECT_EQ(error_of(address({47})), Ss58Error::ReservedPrefix);
  Bytes wrong = *base58_decode(ss58_encode(kAlice, 42));
  wrong.back() ^= 1;
  EXPECT_EQ(error_of(base58_encode(wrong)), Ss58Error::BadChecksum);
}

TEST(Ss58, each_error_has_its_sentence) {
  std::set<std::string_view> sentences;
  for (const auto error : {Ss58Error::BadBase58, Ss58Error::BadLength, Ss58Error::BadPrefix,
                           Ss58Error::ReservedPrefix, Ss58Error::BadChecksum})
    sentences.insert(describe(error));
  EXPECT_EQ(sentences.size(), 5U);
}

TEST(Ss58DeathTest, a_prefix_that_does_not_exist_is_a_broken_invariant) {
  for (const auto prefix : std::initializer_list<std::uint16_t>{46, 47, 16384})
    EXPECT_DEATH(ss58_encode(kAlice, prefix), "is_ss58_prefix");
}

}  // namespace
}  // namespace descent::crypto

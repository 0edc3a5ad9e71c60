#include "runtime/crypto/keypair.hpp"

#include <gtest/gtest.h>

#include "runtime/crypto/signature.hpp"
#include "runtime/crypto/ss58.hpp"
#include "tests/runtime/crypto/golden.hpp"

namespace descent::crypto {
namespace {

constexpr KeyType kTypes[] = {KeyType::Ed25519, KeyType::Sr25519, KeyType::Ecdsa};

KeyType type_named(std::string_view name) {
  if (name == "ed25519") return KeyType::Ed25519;
  return name == "sr25519" ? KeyType::Sr25519 : KeyType::Ecdsa;
}

TEST(Keypair, derivation_agrees_with_polkadot_js) {
  const auto vectors = golden("wire.json");
  int keys = 0, refused = 0;
  for (const auto& row : vectors.at("keys").at("derived").as_array()) {
    const std::string uri = text_of(row.at("uri"));
    const auto key = from_suri(type_named(row.at("type").as_string()), uri == "(root)" ? "" : uri);
    if (row.as_object().contains("error")) {
      ASSERT_FALSE(key) << row;
      EXPECT_EQ(key.error(), KeyError::UnsupportedSoft);
      ++refused;
      continue;
    }
    ASSERT_TRUE(key) << uri;
    EXPECT_EQ(to_0x(key->public_key()), text_of(row.at("public"))) << row;
    EXPECT_EQ(to_0x(key->account().id), text_of(row.at("accountId"))) << row;
    EXPECT_EQ(ss58_encode(key->account(), 42), text_of(row.at("ss58_42")));
    EXPECT_EQ(ss58_encode(key->account(), 0), text_of(row.at("ss58_0")));
    ++keys;
  }
  EXPECT_EQ(keys, 38);
  EXPECT_EQ(refused, 4);
}

TEST(Keypair, mixed_paths_and_passwords_agree_with_polkadot_js) {
  const auto vectors = golden("mnemonics.json");
  for (const auto& row : vectors.at("sr25519").as_array()) {
    const auto key = from_suri(KeyType::Sr25519, text_of(row.at("uri")));
    ASSERT_TRUE(key) << row;
    EXPECT_EQ(to_0x(key->public_key()), text_of(row.at("public"))) << row;
  }
}

TEST(Keypair, the_bytes_of_wallets_lead_back_to_it) {
  for (const auto type : kTypes) {
    const auto key =
        *from_suri(type, type == KeyType::Sr25519 ? "//Alice/soft//hard/1" : "//Alice//1");
    const auto bytes = key.to_wallet_bytes();
    EXPECT_EQ(bytes->size(), type == KeyType::Ecdsa ? 32U : 64U);
    const auto again = Keypair::from_wallet_bytes(type, *bytes);
    ASSERT_TRUE(again);
    EXPECT_EQ(again->public_key(), key.public_key());
    EXPECT_EQ(again->account(), key.account());
    EXPECT_EQ(scale::encoded(again->sign(counting(9))), scale::encoded(key.sign(counting(9))));
  }
}

TEST(Keypair, bytes_that_are_no_secret_are_refused) {
  for (const auto type : kTypes) {
    for (const std::size_t size : {0U, 31U, 33U, 63U, 65U})
      EXPECT_EQ(Keypair::from_wallet_bytes(type, Bytes(size, 8)).error(), KeyError::BadSecret);
    EXPECT_FALSE(Keypair::from_wallet_bytes(type, Bytes(type == KeyType::Ecdsa ? 64 : 32, 8)));
  }
  EXPECT_FALSE(Keypair::from_wallet_bytes(KeyType::Ecdsa, Bytes(32, 0xff)));
  Bytes other_public = *from_suri(KeyType::Ed25519, "//Alice")->to_wallet_bytes();
  other_public[40] ^= 1;
  EXPECT_EQ(Keypair::from_wallet_bytes(KeyType::Ed25519, other_public).error(),
            KeyError::BadSecret);
}

TEST(Keypair, what_any_kind_signs_verifies_for_its_account_only) {
  const Bytes message = counting(100);
  const AccountId nobody{{1, 2, 3}};
  for (const auto type : kTypes) {
    const auto key = Keypair::from_seed(type, Seed{array_of<32>(counting(32))});
    ASSERT_TRUE(key);
    EXPECT_EQ(key->type(), type);
    const auto signature = key->sign(message);
    EXPECT_EQ(signature.index(), static_cast<std::size_t>(type));
    EXPECT_TRUE(verify(signature, message, key->account()));
    EXPECT_FALSE(verify(signature, message, nobody));
    EXPECT_FALSE(verify(signature, counting(99), key->account()));
  }
}

TEST(Keypair, signing_twice_gives_the_same_bytes) {
  for (const auto type : kTypes) {
    const auto key = from_suri(type, "//Alice");
    EXPECT_EQ(scale::encoded(key->sign(counting(9))), scale::encoded(key->sign(counting(9))));
    EXPECT_NE(scale::encoded(key->sign(counting(9))), scale::encoded(key->sign(counting(8))));
  }
}

TEST(Keypair, a_seed_in_a_secret_uri_is_the_seed_itself) {
  const auto seed = array_of<32>(counting(32));
  for (const auto type : kTypes) {
    EXPECT_EQ(from_suri(type, to_0x(seed))->account(), Keypair::from_seed(type, seed)->account());
    EXPECT_NE(from_suri(type, to_0x(seed) + "//1")->account(),
              from_suri(type, to_0x(seed))->account());
  }
}

TEST(Keypair, a_zero_seed_is_refused_where_it_is_no_key) {
  const auto key = Keypair::from_seed(KeyType::Ecdsa, Seed{});
  ASSERT_FALSE(key);
  EXPECT_EQ(key.error(), KeyError::SeedOutOfRange);
  EXPECT_TRUE(Keypair::from_seed(KeyType::Ed25519, Seed{}));
  EXPECT_TRUE(Keypair::from_seed(KeyType::Sr25519, Seed{}));
}

TEST(Keypair, the_development_accounts_all_have_keys) {
  for (const auto name : dev_accounts())
    for (const auto type : kTypes) EXPECT_TRUE(from_suri(type, "//" + std::string{name}));
}

TEST(Keypair, its_secret_is_wiped_when_it_goes) {
  const Bytes seed = bytes_of("0123456789abcdeffedcba98765432100123456789abcdeffedcba9876543210");
  alignas(Keypair) std::array<std::uint8_t, sizeof(Keypair)> memory{};
  const auto holds_seed = [&] {
    return std::search(memory.begin(), memory.end(), seed.begin(), seed.end()) != memory.end();
  };
  auto* key =
      new (memory.data()) Keypair{*Keypair::from_seed(KeyType::Ed25519, SeedView{seed.data(), 32})};
  EXPECT_TRUE(holds_seed());
  std::destroy_at(key);
  EXPECT_FALSE(holds_seed());
}

}  // namespace
}  // namespace descent::crypto

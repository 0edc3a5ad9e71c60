#include "node/keystore/session_keys.hpp"

#include "runtime/scale/hex.hpp"
#include "tests/node/keystore/folder.hpp"

namespace descent::keystore {
namespace {

constexpr auto kKind = "dsc1";

struct Session : testing::Test {
  const Folder folder{};
  const SessionKeys keys = *SessionKeys::open(folder / "keystore");
  const crypto::Keypair alice = key_of("//Alice", crypto::KeyType::Ed25519);
  const Bytes& alice_public = alice.public_key();
};

TEST_F(Session, a_rotated_key_is_new_is_kept_and_signs) {
  const auto first = keys.rotate(), second = keys.rotate();
  ASSERT_TRUE(first && second);
  EXPECT_NE(*first, *second);
  EXPECT_EQ(first->size(), kSessionKeysSize);
  for (const auto& made : {*first, *second}) {
    EXPECT_TRUE(*keys.has_all(made));
    EXPECT_TRUE(*keys.has(kKind, made));
    const auto key = keys.find(kKind, made);
    ASSERT_TRUE(key);
    EXPECT_EQ(key->type(), crypto::KeyType::Ed25519);
    EXPECT_EQ(key->public_key(), made);
  }
}

TEST_F(Session, a_file_is_named_as_substrate_names_it_and_is_private) {
  ASSERT_TRUE(keys.insert(kKind, "//Alice", alice_public));
  const auto path = folder / ("keystore/64736331" + to_hex(alice_public));
  EXPECT_EQ(content(path), "\"//Alice\"");
  EXPECT_EQ(mode(path), 0600U);
  EXPECT_EQ(mode(folder / "keystore"), 0700U);
}

TEST_F(Session, a_file_copied_there_by_hand_is_found) {
  put(folder / ("keystore/64736331" + to_hex(alice_public)), "\"//Alice\"\n");
  EXPECT_EQ(keys.find(kKind, alice_public)->account(), alice.account());
}

TEST_F(Session, a_secret_that_is_not_the_public_keys_is_not_kept) {
  const auto bob = keys.insert(kKind, "//Bob", alice_public);
  EXPECT_EQ(bob.error().kind, ErrorKind::BadKey);
  EXPECT_EQ(keys.insert(kKind, "no phrase", alice_public).error().kind, ErrorKind::BadKey);
  EXPECT_EQ(keys.insert("babe", "//Alice", alice_public).error().kind, ErrorKind::Unsupported);
  EXPECT_FALSE(*keys.has(kKind, alice_public));
  EXPECT_EQ(folder.files(), 0U);
}

TEST_F(Session, what_is_not_there_is_not_found) {
  EXPECT_FALSE(*keys.has(kKind, alice_public));
  EXPECT_FALSE(*keys.has_all(alice_public));
  EXPECT_FALSE(*keys.has(kKind, Bytes(5, 1)));
  EXPECT_EQ(keys.has("babe", alice_public).error().kind, ErrorKind::Unsupported);
  EXPECT_EQ(keys.has_all(Bytes(31, 1)).error().kind, ErrorKind::BadKey);
  EXPECT_EQ(keys.find(kKind, alice_public).error().kind, ErrorKind::NotFound);
}

TEST_F(Session, a_file_with_another_secret_is_damaged_and_not_used) {
  for (const auto* text : {"\"//Bob\"", "//Alice", "", "[\"//Alice\"]", "\"//Alice"}) {
    put(folder / ("keystore/64736331" + to_hex(alice_public)), text);
    EXPECT_EQ(keys.find(kKind, alice_public).error().kind, ErrorKind::Damaged) << text;
  }
}

TEST_F(Session, the_sizes_add_up) {
  std::size_t sum = 0;
  for (const auto& kind : kSessionKeyKinds) sum += kind.public_size;
  EXPECT_EQ(sum, kSessionKeysSize);
}

}  // namespace
}  // namespace descent::keystore

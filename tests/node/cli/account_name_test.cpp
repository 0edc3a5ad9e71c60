#include "node/cli/account_name.hpp"

#include <gtest/gtest.h>

#include "runtime/crypto/ss58.hpp"
#include "runtime/scale/hex.hpp"

namespace descent::cli {
namespace {

constexpr auto kAlice = "0xd43593c715fdd31c61141abd04a99fd6822c8558854ccde39a5684e7a56da27d";
constexpr auto kAliceAddress = "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY";

TEST(AccountName, every_spelling_of_an_account_is_the_same_account) {
  for (const auto* text : {kAlice, kAliceAddress, "//Alice", "Alice"})
    EXPECT_EQ(to_0x(parse_account(text)->id), kAlice) << text;
  EXPECT_NE(to_0x(parse_account("//Alice//stash")->id), kAlice);
}

TEST(AccountName, what_is_none_is_refused_with_what_to_write) {
  for (const auto* text :
       {"", "Mallory", "0x12", "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQZ", "//"}) {
    const auto account = parse_account(text);
    ASSERT_FALSE(account) << text;
    EXPECT_EQ(account.error().exit, Exit::Usage);
    EXPECT_NE(account.error().message.find("such as //Alice"), std::string::npos);
  }
}

TEST(AccountName, a_scheme_has_one_name) {
  for (const auto* name : {"sr25519", "ed25519", "ecdsa"})
    EXPECT_EQ(name_of(*parse_scheme(name)), name);
  EXPECT_NE(parse_scheme("rsa").error().message.find("there are sr25519"), std::string::npos);
}

TEST(AccountName, a_wrong_secret_is_not_repeated) {
  const auto key = parse_key(crypto::KeyType::Sr25519, "0xdeadbeef");
  ASSERT_FALSE(key);
  EXPECT_EQ(key.error().message.find("deadbeef"), std::string::npos);
}

TEST(AccountName, keys_of_the_schemes_differ) {
  const auto ed25519 = parse_key(crypto::KeyType::Ed25519, "Alice");
  EXPECT_EQ(to_0x(ed25519->account().id),
            "0x88dc3417d5058ec4b4503e0c12ea1a0a89be200fe98922423d4334014fa6b0ee");
}

}  // namespace
}  // namespace descent::cli

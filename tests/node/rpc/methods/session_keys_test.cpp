#include "modules/session/session.hpp"
#include "runtime/crypto/signature.hpp"
#include "tests/node/rpc/methods/served.hpp"

namespace descent::rpc {
namespace {

struct SessionKeyMethods : Served {
  const std::string alice_key =
      to_0x(keystore::key_of("//Alice", crypto::KeyType::Ed25519).public_key());
};

TEST_F(SessionKeyMethods, a_rotated_key_is_had) {
  const json::value keys = result("author_rotateKeys");
  EXPECT_EQ(keys.as_string().size(), 2 + 64U);
  EXPECT_EQ(result("author_hasSessionKeys", {keys}), json::value(true));
  EXPECT_EQ(result("author_hasKey", {keys, "dsc1"}), json::value(true));
  EXPECT_NE(result("author_rotateKeys"), keys);
}

TEST_F(SessionKeyMethods, a_node_is_told_of_keys_that_are_made_and_of_no_others) {
  std::vector<Bytes> made;
  const Methods own{{session_key_methods(session_keys, chain->genesis_hash(), [&](View keys) {
    made.emplace_back(keys.begin(), keys.end());
  })}};
  const auto ask = [&](std::string_view name, json::array params) {
    const auto& handler = own.find(name)->method->handler;
    return *std::get<Call>(handler)(Params{std::move(params)});
  };
  const json::value first = ask("author_rotateKeys", {});
  ask("author_rotateKeysWithOwner", {to_0x(alice.account().id)});
  ask("author_insertKey", {"dsc1", "//Alice", alice_key});
  ASSERT_EQ(made.size(), 2u);
  EXPECT_EQ(to_0x(made[0]), first.as_string());
}

TEST_F(SessionKeyMethods, an_inserted_key_is_had) {
  EXPECT_EQ(result("author_hasKey", {alice_key, "dsc1"}), json::value(false));
  EXPECT_EQ(result("author_insertKey", {"dsc1", "//Alice", alice_key}), json::value(nullptr));
  EXPECT_EQ(result("author_hasKey", {alice_key, "dsc1"}), json::value(true));
  EXPECT_EQ(result("author_hasSessionKeys", {alice_key}), json::value(true));
}

TEST_F(SessionKeyMethods, a_key_made_for_an_owner_is_had_and_proves_that_it_is_the_owners) {
  const auto owner = keystore::key_of("//Alice//stash").account();
  const auto made = result("author_rotateKeysWithOwner", {to_0x(owner.id)});
  EXPECT_EQ(result("author_hasSessionKeys", {made.at("keys")}), json::value(true));
  const auto key = scale::decoded<AccountId>(*from_hex(made.at("keys").as_string()));
  const auto proof = *from_hex(made.at("proof").as_string());
  multi_signature::Ed25519 signature;
  ASSERT_TRUE(key);
  ASSERT_EQ(proof.size(), signature.value.size());
  std::ranges::copy(proof, signature.value.begin());
  using modules::Session;
  const Hash genesis = chain->genesis_hash();
  EXPECT_TRUE(crypto::verify(signature, Session::possession_message(owner, genesis), *key));
  EXPECT_FALSE(crypto::verify(signature, Session::possession_message(*key, genesis), *key));
}

TEST_F(SessionKeyMethods, no_key_is_made_for_an_owner_that_is_no_account) {
  EXPECT_EQ(refusal("author_rotateKeysWithOwner").code, kInvalidParams);
  EXPECT_EQ(refusal("author_rotateKeysWithOwner", {"0x1234"}).code, kInvalidParams);
  EXPECT_EQ(folder.files(), 0u);
}

TEST_F(SessionKeyMethods, a_refusal_says_what_is_wrong_with_the_key) {
  const auto other = refusal("author_insertKey", {"dsc1", "//Bob", alice_key});
  EXPECT_EQ(other.code, 1000);
  EXPECT_NE(std::string{other.data->as_string()}.find("not that of the public key"),
            std::string::npos);
  EXPECT_EQ(refusal("author_insertKey", {"aura", "//Alice", alice_key}).code, 1017);
  EXPECT_EQ(refusal("author_hasKey", {alice_key, "aura"}).code, 1017);
  EXPECT_EQ(refusal("author_hasSessionKeys", {"0x00"}).code, 1000);
  EXPECT_EQ(refusal("author_insertKey", {"dsc1", "//Alice"}).code, kInvalidParams);
  EXPECT_EQ(refusal("author_hasKey").code, kInvalidParams);
}

TEST_F(SessionKeyMethods, a_disk_that_refuses_is_an_internal_error) {
  std::filesystem::remove_all(session_keys.folder());
  EXPECT_EQ(refusal("author_rotateKeys").code, kInternalError);
  EXPECT_EQ(refusal("author_rotateKeysWithOwner", {alice_key}).code, kInternalError);
}

TEST_F(SessionKeyMethods, none_is_for_other_machines) {
  for (const auto* name : {"author_insertKey", "author_rotateKeys", "author_rotateKeysWithOwner",
                           "author_hasSessionKeys", "author_hasKey"})
    EXPECT_EQ(methods.find(name)->method->access, Access::Unsafe) << name;
}

}  // namespace
}  // namespace descent::rpc

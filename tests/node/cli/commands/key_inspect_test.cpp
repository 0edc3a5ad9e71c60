#include "node/cli/to_json.hpp"
#include "tests/node/cli/kept_keys.hpp"

namespace descent::cli {
namespace {

TEST(KeyInspect, shows_the_development_accounts) {
  Console console;
  EXPECT_EQ(console.run({"key", "inspect", "//Alice"}), 0);
  EXPECT_TRUE(console.printed("5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY"));
  EXPECT_EQ(console.run({"key", "inspect", "//Alice", "--scheme", "ed25519"}), 0);
  EXPECT_TRUE(
      console.printed("0x88dc3417d5058ec4b4503e0c12ea1a0a89be200fe98922423d4334014fa6b0ee"));
}

TEST(KeyInspect, does_not_repeat_the_secret) {
  Console console;
  const std::string seed = "0x" + std::string(64, '7');
  EXPECT_EQ(console.run({"key", "inspect", seed}), 0);
  EXPECT_FALSE(console.printed(seed));
}

TEST(KeyInspect, says_why_there_is_no_key) {
  Console console;
  EXPECT_EQ(console.run({"key", "inspect", "//Alice/soft", "--scheme", "ecdsa"}), 2);
  EXPECT_TRUE(console.complained("only sr25519 has soft junctions"));
}

TEST(KeyInspect, takes_a_secret_from_the_input) {
  Console console;
  console.in.str("//Alice/soft///\n");
  EXPECT_EQ(console.run({"key", "inspect"}), 0);
  EXPECT_TRUE(
      console.printed("0x02cfd83074aefc9955af4034d19b3780d47a52e158ababec8ec012b2295f1c5b"));
}

TEST(KeyInspect, shows_the_account_of_an_address) {
  Console console;
  EXPECT_EQ(console.run({"key", "inspect", "15oF4uVJwmo4TdGW7VfQxNLavjCXviqxT9S1MgbjMNHr6Sp5"}), 0);
  EXPECT_TRUE(
      console.printed("0xd43593c715fdd31c61141abd04a99fd6822c8558854ccde39a5684e7a56da27d"));
  EXPECT_TRUE(console.printed("5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY"));
  EXPECT_FALSE(console.printed("scheme"));
}

using KeyInspectKept = KeptKeys;

TEST_F(KeyInspectKept, shows_a_kept_key_without_its_password) {
  keep("stash", keystore::key_of("//Stash", crypto::KeyType::Ecdsa));
  EXPECT_EQ(on_keys({"key", "inspect", "savings", "--json"}), 0) << err.str();
  EXPECT_EQ(json().at("address").as_string(), address_of(savings_key.account()));
  EXPECT_EQ(on_keys({"key", "inspect", "stash", "--json"}), 0);
  EXPECT_EQ(json().at("publicKey").as_string(),
            to_0x(keystore::key_of("//Stash", crypto::KeyType::Ecdsa).public_key()));
  keystore::put(folder / "keys/stash.json", "{");
  EXPECT_EQ(on_keys({"key", "inspect", "stash"}), 1);
}

}  // namespace
}  // namespace descent::cli

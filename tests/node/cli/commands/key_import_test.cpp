#include "tests/node/cli/kept_keys.hpp"

namespace descent::cli {
namespace {

constexpr auto kPhrase =
    "legal winner thank year wave sausage worth useful legal winner thank yellow";

struct KeyImport : KeptKeys {
  AccountId kept(const std::string& name) const {
    const auto file = keys.load(name);
    EXPECT_TRUE(file) << name;
    const auto key = unlock(*file, "secret");
    EXPECT_TRUE(key) << name;
    return key->account();
  }
};

TEST_F(KeyImport, takes_a_secret_typed_with_a_password_typed_twice) {
  terminal = true;
  in.str(std::string{kPhrase} + "/soft///pw\nsecret\nsecret\n");
  ASSERT_EQ(on_keys({"key", "import", "mine"}), 0) << err.str();
  EXPECT_EQ(kept("mine"), keystore::key_of(std::string{kPhrase} + "/soft///pw").account());
  EXPECT_FALSE(printed("legal")) << "what was typed is not shown";
  EXPECT_TRUE(complained("Recovery phrase, seed or secret URI: "));
}

TEST_F(KeyImport, takes_a_secret_from_the_input_or_a_file) {
  in.str("  //Someone \n");
  ASSERT_EQ(opening({"key", "import", "one", "--scheme", "ed25519"}), 0) << err.str();
  const auto someone = keystore::key_of("//Someone", crypto::KeyType::Ed25519);
  EXPECT_EQ(kept("one"), someone.account());
  keystore::put(folder / "secret", "//Someone\n");
  ASSERT_EQ(opening({"key", "import", "two", "--scheme", "ed25519", "--file",
                     (folder / "secret").string(), "--json"}),
            0);
  EXPECT_EQ(kept("two"), someone.account());
  EXPECT_EQ(json().at("name").as_string(), "two");
}

TEST_F(KeyImport, takes_a_wallets_file_with_its_password_kind_and_date) {
  const auto wallet = keystore::lock(keystore::key_of("//W", crypto::KeyType::Ecdsa), "secret",
                                     "a name of the wallet's", 1'600'000'000'000, keystore::kCheap);
  keystore::put(folder / "wallet.json", to_text(*wallet));
  ASSERT_EQ(opening({"key", "import", "w", "--file", (folder / "wallet.json").string()}), 0)
      << err.str();
  EXPECT_EQ(kept("w"), wallet->account);
  EXPECT_EQ(keys.load("w")->type, crypto::KeyType::Ecdsa);
  EXPECT_EQ(keys.load("w")->name, "w");
  EXPECT_EQ(keys.load("w")->created, 1'600'000'000'000U);
}

TEST_F(KeyImport, keeps_nothing_of_a_file_it_cannot_open) {
  const std::string file = (keys.path_of("savings")).string();
  EXPECT_EQ(on_keys({"key", "import", "w", "--file", file, "--password-file",
                     (folder / "wrong").string()}),
            1);
  EXPECT_TRUE(complained("the password is wrong"));
  keystore::put(folder / "bad.json", "{\"encoding\": {}}");
  EXPECT_EQ(opening({"key", "import", "w", "--file", (folder / "bad.json").string()}), 1);
  EXPECT_EQ(opening({"key", "import", "w", "--file", (folder / "none").string()}), 2);
  EXPECT_FALSE(keys.contains("w"));
}

TEST_F(KeyImport, says_why_there_is_no_key_and_does_not_repeat_the_secret) {
  in.str("legal winner thank year wave sausage worth useful legal winner thank yelow\n");
  EXPECT_EQ(opening({"key", "import", "w"}), 2);
  EXPECT_TRUE(complained("English list"));
  EXPECT_FALSE(complained("yelow"));
}

TEST_F(KeyImport, replaces_a_key_only_by_force) {
  keystore::put(folder / "secret", "//Someone");
  const std::string file = (folder / "secret").string();
  EXPECT_EQ(opening({"key", "import", "savings", "--file", file}), 1);
  EXPECT_EQ(kept("savings"), savings_key.account());
  EXPECT_EQ(opening({"key", "import", "savings", "--file", file, "--force"}), 0);
  EXPECT_EQ(kept("savings"), keystore::key_of("//Someone").account());
}

}  // namespace
}  // namespace descent::cli

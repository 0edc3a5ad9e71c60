#include "node/cli/to_json.hpp"
#include "tests/node/cli/kept_keys.hpp"

namespace descent::cli {
namespace {

using KeyList = KeptKeys;

TEST_F(KeyList, shows_what_is_public_without_a_password) {
  keep("stash", keystore::key_of("//Stash", crypto::KeyType::Ecdsa));
  ASSERT_EQ(on_keys({"key", "list"}), 0);
  for (const std::string& text : {std::string{"savings"}, address_of(savings_key.account()),
                                  std::string{"2023-11-14"}, std::string{"ecdsa"}})
    EXPECT_TRUE(printed(text)) << text;
  ASSERT_EQ(on_keys({"key", "list", "--json"}), 0);
  EXPECT_EQ(json().as_array().size(), 2U);
  EXPECT_EQ(json().at(0).at("address").as_string(), address_of(savings_key.account()));
  EXPECT_EQ(json().at(1).at("scheme").as_string(), "ecdsa");
}

TEST_F(KeyList, shows_a_damaged_file_among_the_others) {
  keystore::put(folder / "keys/bad.json", "{");
  ASSERT_EQ(on_keys({"key", "list"}), 0);
  EXPECT_TRUE(printed("savings"));
  EXPECT_TRUE(printed("damaged"));
  ASSERT_EQ(on_keys({"key", "list", "--json"}), 0);
  EXPECT_TRUE(json().at(0).as_object().contains("error"));
}

TEST_F(KeyList, of_no_keys_says_how_to_make_one) {
  ASSERT_EQ(run({"key", "list", "--keystore-path", (folder / "none").string()}), 0);
  EXPECT_TRUE(printed("descent key generate --name"));
  ASSERT_EQ(run({"key", "list", "--json", "--keystore-path", (folder / "none").string()}), 0);
  EXPECT_TRUE(json().as_array().empty());
}

}  // namespace
}  // namespace descent::cli

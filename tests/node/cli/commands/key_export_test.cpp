#include "tests/node/cli/kept_keys.hpp"

namespace descent::cli {
namespace {

using KeyExport = KeptKeys;

TEST_F(KeyExport, prints_a_file_that_opens_with_the_keys_password) {
  ASSERT_EQ(on_keys({"key", "export", "savings"}), 0);
  const auto file = keystore::parse_key_file(out.str());
  ASSERT_TRUE(file);
  EXPECT_EQ(unlock(*file, "secret")->account(), savings_key.account());
}

TEST_F(KeyExport, writes_a_private_file_and_overwrites_none) {
  const std::string path = (folder / "backup.json").string();
  ASSERT_EQ(on_keys({"key", "export", "savings", "--out", path}), 0);
  EXPECT_EQ(keystore::mode(path), 0600U);
  EXPECT_TRUE(keystore::parse_key_file(keystore::content(path)));
  keystore::put(path, "mine");
  EXPECT_EQ(on_keys({"key", "export", "savings", "--out", path}), 1);
  EXPECT_EQ(keystore::content(path), "mine");
  EXPECT_EQ(on_keys({"key", "export", "savings", "--out", path, "--force"}), 0);
  EXPECT_NE(keystore::content(path), "mine");
}

TEST_F(KeyExport, says_which_key_is_missing) {
  EXPECT_EQ(on_keys({"key", "export", "spendings"}), 2);
  EXPECT_TRUE(complained("no key 'spendings'"));
}

}  // namespace
}  // namespace descent::cli

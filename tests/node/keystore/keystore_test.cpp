#include "node/keystore/keystore.hpp"

#include "tests/node/keystore/folder.hpp"

namespace descent::keystore {
namespace {

struct Store : testing::Test {
  const Folder folder{};
  const Keystore store{folder / "keys"};
  const KeyFile file = *lock(key_of("//Alice"), "pw", "savings", 7, kCheap);
};

TEST_F(Store, keeps_a_key_under_its_name) {
  EXPECT_FALSE(store.contains("savings"));
  ASSERT_TRUE(store.save("savings", file, false));
  EXPECT_TRUE(store.contains("savings"));
  EXPECT_EQ(store.load("savings")->account, file.account);
  EXPECT_TRUE(unlock(*store.load("savings"), "pw"));
  EXPECT_EQ(mode(folder / "keys"), 0700U);
  EXPECT_EQ(mode(folder / "keys/savings.json"), 0600U);
}

TEST_F(Store, never_loses_a_key_to_another_of_its_name) {
  ASSERT_TRUE(store.save("savings", file, false));
  const auto other = *lock(key_of("//Bob"), "pw", "savings", 7, kCheap);
  EXPECT_EQ(store.save("savings", other, false).error().kind, ErrorKind::Exists);
  EXPECT_EQ(store.load("savings")->account, file.account);
  EXPECT_TRUE(store.save("savings", other, true));
  EXPECT_EQ(store.load("savings")->account, other.account);
}

TEST_F(Store, lists_by_name_and_a_damaged_file_hides_no_other) {
  EXPECT_TRUE(store.list()->empty());
  for (const auto* name : {"b", "a", "c"}) ASSERT_TRUE(store.save(name, file, false));
  put(folder / "keys/b.json", "{");
  put(folder / "keys/notes.txt", "");
  put(folder / "keys/not a name.json", "");
  std::filesystem::create_directory(folder / "keys/d.json");
  const auto all = *store.list();
  ASSERT_EQ(all.size(), 3U);
  EXPECT_EQ(all[0].name, "a");
  EXPECT_TRUE(all[0].file);
  EXPECT_EQ(all[1].file.error().kind, ErrorKind::Damaged);
  EXPECT_EQ(all[1].file.error().text.substr(0, 3), "b: ");
  EXPECT_TRUE(all[2].file);
}

TEST_F(Store, says_which_key_is_missing_and_how_to_see_the_others) {
  const auto missing = store.load("savings");
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().kind, ErrorKind::NotFound);
  EXPECT_NE(missing.error().text.find("descent key list"), std::string::npos);
}

TEST_F(Store, a_file_above_64_kib_is_refused) {
  ASSERT_TRUE(store.save("big", file, false));
  put(folder / "keys/big.json", std::string(kKeyFileBytesMax + 1, ' '));
  EXPECT_EQ(store.load("big").error().kind, ErrorKind::TooLarge);
}

TEST_F(Store, a_name_is_no_path_address_seed_or_phrase) {
  for (const auto* name :
       {"a", "savings", "Stash-1", "validator_2", "abcdefghijklmnopqrstuvwxyz012345"})
    EXPECT_TRUE(is_key_name(name)) << name;
  for (const auto* name : {"", "../a", "a/b", "a.b", ".a", "1a", "-a", "0xab", "a b", "//Alice",
                           "Alice", "Ferdie", "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY",
                           "abcdefghijklmnopqrstuvwxyz0123456", "\xc3\xa4"}) {
    EXPECT_FALSE(is_key_name(name)) << name;
    EXPECT_FALSE(store.contains(name));
    EXPECT_EQ(store.load(name).error().kind, ErrorKind::BadName);
    EXPECT_EQ(store.save(name, file, true).error().kind, ErrorKind::BadName);
  }
}

TEST(DefaultFolder, is_where_the_xdg_says) {
  const std::string home = getenv("HOME") == nullptr ? "" : getenv("HOME");
  setenv("XDG_DATA_HOME", "/data", 1);
  EXPECT_EQ(default_folder(), "/data/descent/keystore");
  setenv("XDG_DATA_HOME", "relative", 1);
  setenv("HOME", "/home/me", 1);
  EXPECT_EQ(default_folder(), "/home/me/.local/share/descent/keystore");
  unsetenv("XDG_DATA_HOME");
  unsetenv("HOME");
  EXPECT_EQ(default_folder(), "");
  setenv("HOME", home.c_str(), 1);
}

}  // namespace
}  // namespace descent::keystore

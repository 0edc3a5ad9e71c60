#include "network/files/owners_file.hpp"

#include <gtest/gtest.h>

#include "tests/network/files/temporary_folder.hpp"

namespace descent::network {
namespace {

namespace fs = std::filesystem;

Bytes content_of(const fs::path& path, std::size_t max = 100) {
  const auto read = read_owners(path, max);
  EXPECT_TRUE(read) << read.error().text;
  return read && *read ? ***read : Bytes{};
}
std::size_t files_in(const fs::path& folder) {
  return static_cast<std::size_t>(
      std::distance(fs::directory_iterator{folder}, fs::directory_iterator{}));
}

TEST(OwnersFile, what_was_written_is_read_and_is_the_owners) {
  TemporaryFolder folder;
  const auto path = folder.path / "a/b/file";
  EXPECT_FALSE(replace_owners(path, Bytes{1})) << "its folder is not there";
  EXPECT_FALSE(make_owners(path, Bytes{1}));
  make_folders_of(path);
  ASSERT_TRUE(replace_owners(path, Bytes{1, 2, 3}));
  EXPECT_EQ(content_of(path), (Bytes{1, 2, 3}));
  EXPECT_EQ(fs::status(path).permissions(), fs::perms::owner_read | fs::perms::owner_write);
  EXPECT_FALSE(is_open_to_others(path));
  fs::permissions(path, fs::perms::group_read, fs::perm_options::add);
  EXPECT_TRUE(is_open_to_others(path));
  ASSERT_TRUE(replace_owners(path, Bytes{4}));
  EXPECT_EQ(content_of(path), Bytes{4});
  EXPECT_FALSE(is_open_to_others(path)) << "a new file";
  EXPECT_EQ(files_in(path.parent_path()), 1u) << "nothing is left behind";
}

TEST(OwnersFile, a_file_that_is_there_is_not_made_again) {
  TemporaryFolder folder;
  const auto path = folder.path / "file";
  EXPECT_EQ(make_owners(path, Bytes{1}), (Expected<bool, std::string>{true}));
  EXPECT_EQ(make_owners(path, Bytes{2}), (Expected<bool, std::string>{false}));
  EXPECT_EQ(content_of(path), Bytes{1});
  EXPECT_EQ(files_in(folder.path), 1u);
}

TEST(OwnersFile, no_file_is_no_error_and_too_much_is_one) {
  TemporaryFolder folder;
  const auto none = read_owners(folder.path / "file", 10);
  ASSERT_TRUE(none);
  EXPECT_FALSE(*none);
  ASSERT_TRUE(replace_owners(folder.path / "file", Bytes(10)));
  EXPECT_EQ(content_of(folder.path / "file", 10).size(), 10u);
  const auto large = read_owners(folder.path / "file", 9);
  ASSERT_FALSE(large);
  EXPECT_TRUE(large.error().too_large);
  EXPECT_NE(large.error().text.find("more than 9 bytes"), std::string::npos);
  const auto endless = read_owners("/dev/zero", 1 << 20);
  ASSERT_FALSE(endless);
  EXPECT_TRUE(endless.error().too_large);
}

TEST(OwnersFile, says_what_cannot_be_done_and_where) {
  TemporaryFolder folder;
  ASSERT_TRUE(replace_owners(folder.path / "file", Bytes{1}));
  const auto below = folder.path / "file/below";
  for (const auto& error :
       {replace_owners(below, Bytes{1}).error(), make_owners(below, Bytes{1}).error(),
        read_owners(below, 1).error().text})
    EXPECT_NE(error.find(below.string()), std::string::npos) << error;
  EXPECT_FALSE(read_owners(below, 1).error().too_large);
  fs::create_directory(folder.path / "folder");
  const auto onto = replace_owners(folder.path / "folder", Bytes{1});
  EXPECT_FALSE(onto);
  EXPECT_EQ(files_in(folder.path), 2u) << "nothing is left behind";
}

}  // namespace
}  // namespace descent::network

#include "node/keystore/private_file.hpp"

#include "tests/node/keystore/folder.hpp"

namespace descent::keystore {
namespace {

TEST(PrivateFile, is_for_its_owner_only_whatever_the_umask) {
  const Folder folder{};
  const auto before = umask(0);
  EXPECT_TRUE(write_private(folder / "a", "text", false));
  EXPECT_TRUE(make_private_folder(folder / "x/y"));
  umask(before);
  EXPECT_EQ(mode(folder / "a"), 0600U);
  EXPECT_EQ(mode(folder / "x/y"), 0700U);
  EXPECT_EQ(**read_private(folder / "a", 4), "text");
}

TEST(PrivateFile, that_is_there_is_replaced_only_if_asked) {
  const Folder folder{};
  EXPECT_TRUE(write_private(folder / "a", "one", false));
  const auto refused = write_private(folder / "a", "two", false);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind, ErrorKind::Exists);
  EXPECT_EQ(content(folder / "a"), "one");
  EXPECT_TRUE(write_private(folder / "a", "two", true));
  EXPECT_EQ(content(folder / "a"), "two");
  EXPECT_EQ(folder.files(), 1U) << "nothing temporary is left";
}

TEST(PrivateFile, whose_folder_is_missing_says_so) {
  const Folder folder{};
  EXPECT_EQ(write_private(folder / "no/a", "", false).error().kind, ErrorKind::Io);
  EXPECT_FALSE(std::filesystem::exists(folder / "no")) << "a slip of the pen makes no folder";
  EXPECT_EQ(read_private(folder / "no", 4).error().kind, ErrorKind::NotFound);
  EXPECT_EQ(read_private(folder.path(), 4).error().kind, ErrorKind::Io);
}

TEST(PrivateFile, that_cannot_take_its_name_leaves_nothing) {
  const Folder folder{};
  std::filesystem::create_directories(folder / "taken/inside");
  EXPECT_EQ(write_private(folder / "taken", "text", true).error().kind, ErrorKind::Io);
  EXPECT_EQ(write_private(folder / "taken", "text", false).error().kind, ErrorKind::Exists);
  EXPECT_EQ(folder.files(), 0U);
}

TEST(PrivateFile, above_the_limit_is_refused) {
  const Folder folder{};
  put(folder / "a", "12345");
  EXPECT_EQ(**read_private(folder / "a", 5), "12345");
  EXPECT_EQ(read_private(folder / "a", 4).error().kind, ErrorKind::TooLarge);
  EXPECT_EQ(read_private("/dev/zero", 1 << 20).error().kind, ErrorKind::TooLarge);
}

TEST(PrivateFile, a_folder_others_may_read_is_refused) {
  const Folder folder{};
  EXPECT_TRUE(make_private_folder(folder.path())) << "it is there, and private";
  ::chmod(folder.path().c_str(), 0750);
  const auto open = make_private_folder(folder.path());
  ASSERT_FALSE(open);
  EXPECT_NE(open.error().text.find("chmod 700"), std::string::npos);
  put(folder / "file", "");
  EXPECT_FALSE(make_private_folder(folder / "file"));
}

}  // namespace
}  // namespace descent::keystore

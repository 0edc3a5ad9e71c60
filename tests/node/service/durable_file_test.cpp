#include "node/service/durable_file.hpp"

#include <gmock/gmock.h>
#include <sys/stat.h>
#include <unistd.h>

#include "node/service/base_path.hpp"

namespace descent::service {
namespace {

using testing::HasSubstr;

struct DurableFile : testing::Test {
  BasePath around = *BasePath::open(std::nullopt);
  std::filesystem::path path = around.database("test").parent_path() / "file";
  DurableFile() { std::filesystem::create_directories(path.parent_path()); }
};

TEST_F(DurableFile, what_was_written_is_read_and_replaced_whole) {
  EXPECT_TRUE(write_durably(path, Bytes(1'000, 1)));
  EXPECT_TRUE(write_durably(path, Bytes(3, 2)));
  EXPECT_EQ(**read_small(path, 3), Bytes(3, 2));
  EXPECT_FALSE(std::filesystem::exists(path.string() + ".new"));
}

TEST_F(DurableFile, only_its_owner_may_read_it) {
  EXPECT_TRUE(write_durably(path, Bytes(3, 2)));
  struct stat info {};
  ASSERT_EQ(::stat(path.c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 0777, 0600U);
}

TEST_F(DurableFile, none_is_no_error_and_a_large_one_is) {
  EXPECT_EQ(*read_small(path, 10), std::nullopt);
  EXPECT_TRUE(write_durably(path, Bytes(11, 2)));
  EXPECT_THAT(read_small(path, 10).error(), HasSubstr("larger"));
}

TEST_F(DurableFile, a_folder_that_is_not_there_is_told) {
  EXPECT_THAT(write_durably(path / "x", {}).error(), HasSubstr("cannot make"));
  EXPECT_THAT(lock_file(path / "x").error(), HasSubstr("cannot open"));
}

TEST_F(DurableFile, a_lock_is_held_until_its_descriptor_is_closed) {
  const int lock = *lock_file(path);
  EXPECT_THAT(lock_file(path).error(), HasSubstr("another process"));
  ::close(lock);
  const auto again = lock_file(path);
  ASSERT_TRUE(again);
  ::close(*again);
}

}  // namespace
}  // namespace descent::service

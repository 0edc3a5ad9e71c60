#include "node/service/lock_file.hpp"

#include <gmock/gmock.h>

#include "node/service/base_path.hpp"

namespace descent::service {
namespace {

using testing::HasSubstr;

struct LockFile : testing::Test {
  BasePath around = *BasePath::open(std::nullopt);
  std::filesystem::path path = around.database("test").parent_path() / "file";
  LockFile() { std::filesystem::create_directories(path.parent_path()); }
};

TEST_F(LockFile, is_held_until_what_it_returned_is_gone) {
  {
    const auto lock = lock_file(path);
    ASSERT_TRUE(lock);
    EXPECT_THAT(lock_file(path).error(), HasSubstr("another process"));
  }
  EXPECT_TRUE(lock_file(path));
}

TEST_F(LockFile, in_a_folder_that_is_not_there_is_told) {
  EXPECT_THAT(lock_file(path / "x").error(), HasSubstr("cannot open"));
}

}  // namespace
}  // namespace descent::service

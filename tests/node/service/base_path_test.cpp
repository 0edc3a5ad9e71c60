#include "node/service/base_path.hpp"

#include <gmock/gmock.h>

#include <fstream>

namespace descent::service {
namespace {

namespace fs = std::filesystem;

/// The folder itself, from the path of a database in it.
fs::path root_of(const BasePath& base) {
  return base.database("dev").parent_path().parent_path().parent_path();
}

TEST(BasePath, a_temporary_folder_is_new_and_goes_with_its_owner) {
  fs::path root;
  {
    auto first = *BasePath::open(std::nullopt);
    const auto second = *BasePath::open(std::nullopt);
    EXPECT_TRUE(first.is_temporary());
    root = root_of(first);
    EXPECT_NE(root, root_of(second));
    fs::create_directories(first.database("dev"));
    const BasePath moved = std::move(first);
    EXPECT_TRUE(fs::is_directory(moved.database("dev")));
  }
  EXPECT_FALSE(fs::exists(root));
}

TEST(BasePath, a_given_folder_is_made_and_stays) {
  const auto around = *BasePath::open(std::nullopt);
  const fs::path root = root_of(around) / "a" / "b";
  {
    const auto base = *BasePath::open(root);
    EXPECT_FALSE(base.is_temporary());
    EXPECT_EQ(base.database("dev"), root / "chains" / "dev" / "db");
  }
  EXPECT_TRUE(fs::is_directory(root));
}

TEST(BasePath, a_file_is_refused_with_its_name) {
  const auto around = *BasePath::open(std::nullopt);
  const fs::path file = root_of(around) / "file";
  std::ofstream{file} << "x";
  const auto opened = BasePath::open(file);
  ASSERT_FALSE(opened);
  EXPECT_THAT(opened.error(), testing::HasSubstr(file.string()));
}

TEST(BasePath, keeps_the_session_keys_of_each_chain_apart) {
  const auto base = *BasePath::open(std::nullopt);
  EXPECT_EQ(base.keystore("dev"), base.database("dev").parent_path() / "keystore");
  EXPECT_NE(base.keystore("dev"), base.keystore("local"));
}

}  // namespace
}  // namespace descent::service

#include "node/cli/files.hpp"

#include <gtest/gtest.h>

namespace descent::cli {
namespace {

TEST(Files, are_read_up_to_a_limit_and_written) {
  const auto path = testing::TempDir() + "descent_files";
  ASSERT_TRUE(write_file(path, Bytes{1, 2, 3}));
  EXPECT_EQ(*read_file(path, 3), (Bytes{1, 2, 3}));
  EXPECT_EQ(read_file(path, 2).error().exit, Exit::Usage);
  EXPECT_EQ(read_file(path + "/no", 2).error().exit, Exit::Usage);
  EXPECT_EQ(write_file(path + "/no", {}).error().exit, Exit::Refused);
}

}  // namespace
}  // namespace descent::cli

#include "node/cli/progress.hpp"

#include <gtest/gtest.h>

#include <sstream>

namespace descent::cli {
namespace {

TEST(Progress, a_bar_is_as_long_at_any_value) {
  EXPECT_EQ(bar(0, 7), "[................................]   0 %");
  EXPECT_EQ(bar(1, 2), "[################................]  50 %");
  EXPECT_EQ(bar(7, 7), "[################################] 100 %");
}

TEST(Progress, overwrites_its_line_and_ends_it) {
  std::ostringstream out;
  {
    Progress progress{out, true, "uploading", 2};
    progress.show(0);
    progress.show(2);
  }
  EXPECT_EQ(out.str(), "\ruploading " + bar(0, 2) + "\ruploading " + bar(2, 2) + "\n");
}

TEST(Progress, is_silent_where_nobody_looks) {
  std::ostringstream out;
  Progress{out, false, "uploading", 2}.show(1);
  EXPECT_EQ(out.str(), "");
}

}  // namespace
}  // namespace descent::cli

#include "runtime/kernels/self_test.hpp"

#include <gtest/gtest.h>

namespace descent::kernels {
namespace {

TEST(SelfTest, gives_the_constant_of_this_version_each_time) {
  Workspace workspace;
  EXPECT_EQ(self_test(workspace), kSelfTest);
  EXPECT_EQ(self_test(workspace), kSelfTest);
}

}  // namespace
}  // namespace descent::kernels

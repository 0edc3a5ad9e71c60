#include "node/store/error.hpp"

#include <gtest/gtest.h>

namespace descent::store {
namespace {

TEST(ErrorDeathTest, a_halt_says_why_and_is_no_crash) {
  EXPECT_EXIT(halt({ErrorKind::Io, "the disk is gone"}), testing::ExitedWithCode(kHaltStatus),
              "the node halts: the disk is gone");
}

}  // namespace
}  // namespace descent::store

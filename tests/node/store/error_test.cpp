#include "node/store/error.hpp"

#include <gtest/gtest.h>

namespace descent::store {
namespace {

TEST(ErrorDeathTest, a_halt_says_why) {
  EXPECT_DEATH(halt({ErrorKind::Io, "the disk is gone"}), "the node halts: the disk is gone");
}

}  // namespace
}  // namespace descent::store

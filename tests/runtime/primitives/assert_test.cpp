#include "runtime/primitives/assert.hpp"

#include <gtest/gtest.h>

namespace descent {
namespace {

TEST(Assert, evaluates_its_condition_once_and_goes_on) {
  int evaluated = 0;
  DESCENT_ASSERT(++evaluated > 0);
  EXPECT_EQ(evaluated, 1);
}

TEST(AssertDeath, names_the_condition_and_its_place) {
  const int balance = 1;
  EXPECT_DEATH(DESCENT_ASSERT(balance == 2), "assert_test.cpp:[0-9]+: .*balance == 2");
}

}  // namespace
}  // namespace descent

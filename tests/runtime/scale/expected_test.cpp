#include "runtime/scale/expected.hpp"

#include <gtest/gtest.h>

#include <memory>
#include <string>

namespace descent {
namespace {

using Number = Expected<int, std::string>;
using Status = Expected<void, std::string>;

TEST(Expected, holds_a_value_or_an_error) {
  Number good{7};
  ASSERT_TRUE(good);
  EXPECT_EQ(*good, 7);
  *good = 8;
  EXPECT_EQ(*std::as_const(good), 8);
  const Number bad{std::string{"no"}};
  ASSERT_FALSE(bad);
  EXPECT_EQ(bad.error(), "no");
}

TEST(Expected, of_nothing_is_good_unless_told_otherwise) {
  EXPECT_TRUE(Status{});
  EXPECT_EQ(Status{"no"}.error(), "no");
}

TEST(Expected, compares_kind_and_content) {
  EXPECT_EQ(Number{1}, Number{1});
  EXPECT_FALSE(Number{1} == Number{2});
  EXPECT_FALSE(Number{1} == Number{std::string{"1"}});
  EXPECT_EQ(Status{}, Status{});
}

TEST(Expected, the_same_type_may_be_value_and_error) {
  using Twin = Expected<std::unique_ptr<int>, std::unique_ptr<long>>;
  Twin twin{std::make_unique<int>(3)};
  EXPECT_EQ(**twin, 3);
  EXPECT_EQ(*twin->get(), 3);
}

TEST(ExpectedDeath, reading_what_is_not_there_aborts) {
  EXPECT_DEATH((void)*Number{std::string{"no"}}, "");
  EXPECT_DEATH((void)Number{1}.error(), "");
  EXPECT_DEATH(*Status{"no"}, "");
  EXPECT_DEATH((void)Status{}.error(), "");
}

Number half(int n) {
  if (n % 2 != 0) return std::string{"odd"};
  return n / 2;
}

Number quarter(int n) {
  const int once = DESCENT_TRY(half(n));
  return DESCENT_TRY(half(once));
}

Status check(int n, int& reached) {
  DESCENT_TRY(quarter(n));
  ++reached;
  return {};
}

TEST(Try, yields_the_value_or_returns_the_error) {
  EXPECT_EQ(*quarter(12), 3);
  EXPECT_EQ(quarter(6).error(), "odd");
}

TEST(Try, leaves_the_function_at_once) {
  int reached = 0;
  EXPECT_FALSE(check(6, reached));
  EXPECT_EQ(reached, 0);
  EXPECT_TRUE(check(8, reached));
  EXPECT_EQ(reached, 1);
}

Expected<std::unique_ptr<int>, std::string> box(int n) { return std::make_unique<int>(n); }

TEST(Try, moves_what_cannot_be_copied) {
  const auto twice = [](int n) -> Expected<int, std::string> {
    const auto boxed = DESCENT_TRY(box(n));
    return 2 * *boxed;
  };
  EXPECT_EQ(*twice(4), 8);
}

}  // namespace
}  // namespace descent

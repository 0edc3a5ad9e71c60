#include "runtime/kernels/columns.hpp"

#include <gmock/gmock.h>

namespace descent::kernels {
namespace {

using testing::ElementsAre;

/// The weight that limbs stand for: 128 * upper + lower.
int weight(const Columns& c, std::int64_t k, std::int64_t n) {
  const std::int8_t* row = c.limbs.data() + k * c.limbs.columns();
  return 128 * row[n] + row[c.limbs.columns() / 2 + n];
}

TEST(Columns, the_example_of_the_page_is_cut_as_written) {
  const auto c =
      cut_columns({{3, 2}, -26, {33554432, -16777216, 67108864, 8388608, 50331648, 67109}});
  ASSERT_TRUE(c);
  EXPECT_EQ(c->exponent, -26 + 12);
  EXPECT_THAT(c->lift, ElementsAre(2, 0));
  EXPECT_EQ(weight(*c, 0, 0), 2048);
  EXPECT_EQ(weight(*c, 0, 1), -4096);
  EXPECT_EQ(weight(*c, 2, 0), 3072);
  EXPECT_EQ(weight(*c, 2, 1), 16);
  EXPECT_THAT(c->bias, ElementsAre(std::int64_t{9216} << 17, std::int64_t{-2032} << 15));
}

TEST(Columns, weights_of_few_rows_are_kept_whole_too) {
  for (const std::uint32_t inner : {16u, 17u}) {
    std::vector<std::int32_t> values;
    for (std::uint32_t i = 0; i < 2 * inner; ++i)
      values.push_back(static_cast<std::int32_t>(i * 7'919 % 4'001) - 2'000);
    const auto c = cut_columns({{inner, 2}, 0, values});
    ASSERT_TRUE(c);
    ASSERT_EQ(c->whole.size(), inner == 16 ? 32u : 0u);
    for (std::size_t i = 0; i < c->whole.size(); ++i)
      EXPECT_EQ(c->whole[i], weight(*c, static_cast<std::int64_t>(i / 2), i % 2));
  }
}

TEST(Columns, a_weight_that_rounds_up_to_2_13_is_shifted_once_more) {
  const auto c = cut_columns({{1, 2}, 0, {(1 << 20) - 1, -((1 << 20) - 1)}});
  ASSERT_TRUE(c);
  EXPECT_EQ(c->exponent, 8);
  EXPECT_EQ(weight(*c, 0, 0), 4096);
  EXPECT_EQ(weight(*c, 0, 1), -4096);
}

TEST(Columns, small_weights_are_lifted_to_thirteen_bits) {
  const auto c = cut_columns({{1, 1}, 0, {3}});
  EXPECT_EQ(c->exponent, -11);
  EXPECT_EQ(weight(*c, 0, 0), 6144);
}

TEST(Columns, a_column_far_below_the_others_keeps_what_12_steps_reach) {
  const auto c = cut_columns({{1, 3}, 0, {INT32_MAX, 100, 0}});
  ASSERT_TRUE(c);
  EXPECT_THAT(c->lift, ElementsAre(12, 0, 12));
  EXPECT_EQ(c->exponent, 7);  // the greatest rounds up, so its column is at 19
  EXPECT_EQ(weight(*c, 0, 1), 1);
  EXPECT_EQ(weight(*c, 0, 2), 0);
}

TEST(Columns, limbs_of_the_greatest_weights_stay_in_range) {
  const auto c = cut_columns({{1, 2}, 0, {8191, -8191}});
  EXPECT_EQ(weight(*c, 0, 0), 8191);
  EXPECT_EQ(weight(*c, 0, 1), -8191);
}

TEST(Columns, a_weight_of_zeros_has_none) { EXPECT_FALSE(cut_columns({{1, 2}, 0, {0, 0}})); }

}  // namespace
}  // namespace descent::kernels

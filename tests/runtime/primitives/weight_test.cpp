#include "runtime/primitives/weight.hpp"

#include <gtest/gtest.h>

#include "runtime/scale/hex.hpp"

namespace descent {
namespace {

constexpr std::uint64_t kMax = UINT64_MAX;

TEST(Weight, both_dimensions_are_compact_on_the_wire) {
  EXPECT_EQ(to_hex(scale::encoded(Weight{64, 1})), "010104");
}

TEST(Weight, sums_differences_and_products_stop_at_the_ends) {
  EXPECT_EQ((Weight{1, kMax} + Weight{2, 1}), (Weight{3, kMax}));
  EXPECT_EQ((Weight{kMax - 1, 0} + Weight{1, 0}), (Weight{kMax, 0}));
  EXPECT_EQ((Weight{1, 5} - Weight{2, 3}), (Weight{0, 2}));
  EXPECT_EQ((Weight{kMax / 2 + 1, 3} * 2), (Weight{kMax, 6}));
  EXPECT_EQ((Weight{kMax / 2, 0} * 2), (Weight{kMax - 1, 0}));
  EXPECT_EQ((Weight{7, 7} * 0), (Weight{0, 0}));
}

TEST(Weight, fits_only_in_both_dimensions_at_once) {
  EXPECT_TRUE(fits({1, 2}, {1, 2}));
  EXPECT_FALSE(fits({2, 1}, {1, 2}));
  EXPECT_FALSE(fits({1, 3}, {2, 2}));
}

TEST(Weight, units_follow_from_one_another) {
  EXPECT_EQ(kMicrosecond, 1'000 * kNanosecond);
  EXPECT_EQ(kMillisecond, 1'000 * kMicrosecond);
}

TEST(DispatchInfo, is_a_weight_a_class_and_whether_it_pays) {
  const DispatchInfo info{{4, 8}, DispatchClass::Mandatory, Pays::No};
  EXPECT_EQ(to_hex(scale::encoded(info)), "10200201");
  EXPECT_FALSE(scale::decoded<DispatchInfo>(Bytes{0x10, 0x20, 3, 0}));
  EXPECT_FALSE(scale::decoded<DispatchInfo>(Bytes{0x10, 0x20, 0, 2}));
}

}  // namespace
}  // namespace descent

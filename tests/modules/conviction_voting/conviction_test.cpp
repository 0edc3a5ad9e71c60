#include "modules/conviction_voting/conviction.hpp"

#include <gtest/gtest.h>

namespace descent::modules::conviction_voting {
namespace {

constexpr auto c(int n) { return static_cast<Conviction>(n); }

// polkadot-sdk, frame/conviction-voting/src/conviction.rs: lock_periods
TEST(Conviction, locks_double_with_each_step) {
  const std::uint32_t expected[] = {0, 1, 2, 4, 8, 16, 32};
  for (int n = 0; n <= 6; ++n) EXPECT_EQ(lock_periods(c(n)), expected[n]);
}

TEST(Conviction, none_counts_a_tenth_and_the_others_their_number) {
  EXPECT_EQ(weighed(c(0), 109), (Delegations{10, 109}));
  EXPECT_EQ(weighed(c(0), 9), (Delegations{0, 9}));
  for (Balance n = 1; n <= 6; ++n)
    EXPECT_EQ(weighed(c(static_cast<int>(n)), 7), (Delegations{7 * n, 7}));
}

TEST(Conviction, votes_saturate) {
  const Balance most = ~Balance{0};
  EXPECT_TRUE(weighed(c(6), most) == (Delegations{most, most}));
  EXPECT_TRUE(weighed(c(6), most / 6) == (Delegations{most / 6 * 6, most / 6}));
}

TEST(Conviction, delegations_add_and_subtract_both_amounts_and_saturate) {
  const Balance most = ~Balance{0};
  EXPECT_EQ((Delegations{5, 2} + Delegations{1, 7}), (Delegations{6, 9}));
  EXPECT_EQ((Delegations{5, 2} - Delegations{1, 7}), (Delegations{4, 0}));
  EXPECT_TRUE((Delegations{most, 1} + Delegations{1, 1}) == (Delegations{most, 2}));
}

}  // namespace
}  // namespace descent::modules::conviction_voting

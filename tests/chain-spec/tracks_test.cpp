#include "chain-spec/tracks.hpp"

#include <gtest/gtest.h>

namespace descent::chain_spec {
namespace {

using modules::referenda::Track;

constexpr BlockNumber kDay = 86'400;
constexpr Perbill percent(std::uint32_t n) { return {n * 10'000'000}; }
constexpr std::uint32_t kClose = 100;  ///< billionths

TEST(Tracks, a_reciprocal_goes_through_the_points_that_are_wanted) {
  const auto seventh = modules::referenda::part_of(1, 7);
  const auto curve = reciprocal_through(seventh, percent(80), percent(50), percent(100));
  EXPECT_NEAR(curve.threshold({0}).parts, percent(100).parts, kClose);
  EXPECT_NEAR(curve.threshold(seventh).parts, percent(80).parts, kClose);
  EXPECT_NEAR(curve.threshold(percent(100)).parts, percent(50).parts, kClose);
  // What Polkadot's root track has for these points.
  const auto& found = std::get<modules::referenda::curve::Reciprocal>(curve);
  EXPECT_NEAR(static_cast<double>(found.factor.billionths), 222'222'224, kClose);
  EXPECT_NEAR(static_cast<double>(found.x_offset.billionths), 333'333'335, kClose);
  EXPECT_NEAR(static_cast<double>(found.y_offset.billionths), 333'333'332, kClose);
}

TEST(Tracks, every_curve_ends_where_nobody_need_fear_it) {
  for (const auto& track : tracks(kDay)) {
    EXPECT_GE(track.info.min_approval.threshold(percent(100)).parts + kClose, percent(50).parts);
    EXPECT_LE(track.info.min_support.threshold(percent(100)).parts, kClose);
    EXPECT_NEAR(track.info.min_approval.threshold({0}).parts, percent(100).parts, kClose);
    EXPECT_NEAR(track.info.min_support.threshold({0}).parts, percent(50).parts, kClose);
  }
}

TEST(Tracks, every_body_has_one_and_root_the_dearest) {
  const auto all = tracks(kDay);
  ASSERT_EQ(all.size(), 1 + static_cast<std::size_t>(modules::origins::Custom::kCount));
  for (std::size_t i = 0; i < all.size(); ++i) {
    EXPECT_EQ(all[i].id, i);
    EXPECT_LE(all[i].info.decision_deposit, all[0].info.decision_deposit);
    EXPECT_EQ(std::ranges::count(all, all[i].origin, &Track::origin), 1);
  }
}

TEST(Tracks, a_slash_can_be_cancelled_while_it_waits) {
  constexpr BlockNumber kDeferral = 13 * 6 * kDay / 24;
  const auto info = tracks(kDay).back().info;
  EXPECT_LT(
      info.prepare_period + info.decision_period + info.confirm_period + info.min_enactment_period,
      kDeferral);
}

TEST(Tracks, a_short_day_is_no_other_a_day) {
  for (const BlockNumber day : {1'440u, kDay})
    for (const auto& track : tracks(day)) {
      EXPECT_GT(track.info.min_enactment_period, 0u);
      EXPECT_LT(track.info.prepare_period, referenda_config(day, {}).undeciding_timeout);
      EXPECT_LE(track.info.min_enactment_period, vote_locking_period(day));
      EXPECT_TRUE(track.info.min_approval.is_sound() && track.info.min_support.is_sound());
    }
}

}  // namespace
}  // namespace descent::chain_spec

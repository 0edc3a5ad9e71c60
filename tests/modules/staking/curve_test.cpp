#include "modules/staking/curve.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "chain-spec/descent_runtime.hpp"

namespace descent::modules::staking {
namespace {

constexpr std::uint32_t kPercent = 10'000'000;
const RewardCurve kCurve = chain_spec::staking_config().curve;

/// The reward curve of polkadot-sdk in floating point: from least to most up to the ideal stake,
/// then falling by half with each falloff.
double reference(double stake) {
  const double least = 0.025;
  const double most = 0.1;
  const double ideal = 0.5;
  if (stake <= ideal) return least + (most - least) * stake / ideal;
  return least + (most - least) * std::pow(2.0, (ideal - stake) / 0.05);
}

TEST(Curve, it_is_that_of_the_field_where_it_halves) {
  EXPECT_TRUE(is_valid(kCurve));
  for (const std::uint32_t percent : {0u, 10u, 25u, 50u, 55u, 60u, 65u, 70u, 75u, 80u}) {
    const Perbill ours = inflation_at(kCurve, {percent * kPercent});
    EXPECT_NEAR(ours.parts / 1e9, reference(percent / 100.0), 2e-9) << percent;
  }
}

TEST(Curve, between_its_points_it_is_a_straight_line_rounded_down) {
  constexpr CurvePoint curve[] = {{{0}, {10}}, {{3}, {20}}, {{kBillion}, {0}}};
  EXPECT_EQ(inflation_at(curve, {1}).parts, 13u);
  EXPECT_EQ(inflation_at(curve, {2}).parts, 16u);
  EXPECT_EQ(inflation_at(curve, {3}).parts, 20u);
  EXPECT_EQ(inflation_at(curve, {4}).parts, 19u);
  EXPECT_EQ(inflation_at(curve, {kBillion}).parts, 0u);
}

TEST(Curve, a_curve_begins_at_nought_rises_and_ends_at_the_whole) {
  EXPECT_FALSE(is_valid({}));
  const auto valid = [](std::vector<CurvePoint> curve) { return is_valid(curve); };
  EXPECT_TRUE(valid({{{0}, {1}}, {{kBillion}, {1}}}));
  EXPECT_FALSE(valid({{{1}, {1}}, {{kBillion}, {1}}}));
  EXPECT_FALSE(valid({{{0}, {1}}, {{kBillion - 1}, {1}}}));
  EXPECT_FALSE(valid({{{0}, {1}}, {{5}, {1}}, {{5}, {2}}, {{kBillion}, {1}}}));
  EXPECT_FALSE(valid({{{0}, {1}}, {{kBillion}, {kBillion + 1}}}));
}

TEST(Curve, an_era_pays_its_part_of_the_year) {
  const Balance issuance = 1'000'000 * kGrad;
  EXPECT_EQ(era_payout(kCurve, issuance / 2, issuance, kYear), issuance / 10);
  EXPECT_EQ(era_payout(kCurve, issuance / 2, issuance, kYear / 2), issuance / 20);
  EXPECT_EQ(era_payout(kCurve, 0, issuance, kYear), issuance / 40);
  EXPECT_EQ(era_payout(kCurve, issuance, issuance, 0), 0u);
  EXPECT_EQ(era_payout(kCurve, 0, 0, kYear), 0u);
}

TEST(Curve, the_largest_amounts_do_not_overflow) {
  const Balance most = ~Balance{0};
  EXPECT_LE(era_payout(kCurve, most / 2, most, kYear), most / 10);
  EXPECT_EQ(part_of({kBillion}, most), most);
  EXPECT_EQ(share_of(most, 1, 2), most / 2);
}

}  // namespace
}  // namespace descent::modules::staking

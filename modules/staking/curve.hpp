#pragma once
// How much is minted for those who stake: a curve over the part of all tokens that is at stake.
// source  polkadot-sdk, substrate/frame/staking/reward-curve (whose exponential tail is here given
//         by its values at the points where it halves)
#include "modules/staking/types.hpp"

namespace descent::modules::staking {

/// At `stake` of the issuance at stake, `inflation` of the issuance is minted in a year.
struct CurvePoint {
  Perbill stake;
  Perbill inflation;
};
/// Straight lines between the points: the first at 0, the last at the whole, `stake` ascending.
using RewardCurve = std::span<const CurvePoint>;

inline constexpr Moment kYear = Moment{36'525} * 24 * 36'000;  ///< 365.25 days in milliseconds

bool is_valid(RewardCurve curve);

/// Inflation of a year, rounded down. REQUIRES a valid curve
Perbill inflation_at(RewardCurve curve, Perbill stake);

/// What an era of `length` milliseconds pays at most: the year's inflation for the stake rate
/// (rounded down) of the issuance (rounded down), times length / kYear (rounded down).
/// REQUIRES staked <= issuance, length <= kYear, a valid curve
Balance era_payout(RewardCurve curve, Balance staked, Balance issuance, Moment length);

}  // namespace descent::modules::staking

#include "modules/staking/curve.hpp"

#include <algorithm>

#include "runtime/primitives/assert.hpp"

namespace descent::modules::staking {

Balance share_of(Balance amount, u128 numerator, u128 denominator) {
  DESCENT_ASSERT(numerator <= denominator);
  const auto out = mul_div_floor(amount, numerator, denominator);
  DESCENT_ASSERT(out);
  return *out;
}

Balance part_of(Perbill part, Balance amount) { return share_of(amount, part.parts, kBillion); }

bool is_valid(RewardCurve curve) {
  if (curve.size() < 2) return false;
  const bool ascending = std::ranges::adjacent_find(curve, std::ranges::greater_equal{},
                                                    &CurvePoint::stake) == curve.end();
  const bool parts =
      std::ranges::all_of(curve, [](const CurvePoint& p) { return p.inflation.parts <= kBillion; });
  return ascending && parts && curve.front().stake.parts == 0 &&
         curve.back().stake.parts == kBillion;
}

Perbill inflation_at(RewardCurve curve, Perbill stake) {
  const auto above = std::ranges::lower_bound(curve, stake, {}, &CurvePoint::stake);
  DESCENT_ASSERT(above != curve.end());
  if (above == curve.begin()) return above->inflation;
  const CurvePoint& left = *(above - 1);
  const CurvePoint& right = *above;
  // Both products are at most 10^18.
  const std::uint64_t from =
      std::uint64_t{left.inflation.parts} * (right.stake.parts - stake.parts);
  const std::uint64_t to = std::uint64_t{right.inflation.parts} * (stake.parts - left.stake.parts);
  return {static_cast<std::uint32_t>((from + to) / (right.stake.parts - left.stake.parts))};
}

Balance era_payout(RewardCurve curve, Balance staked, Balance issuance, Moment length) {
  if (issuance == 0) return 0;
  const Perbill rate{static_cast<std::uint32_t>(share_of(kBillion, staked, issuance))};
  const Balance year = part_of(inflation_at(curve, rate), issuance);
  return share_of(year, length, kYear);
}

}  // namespace descent::modules::staking

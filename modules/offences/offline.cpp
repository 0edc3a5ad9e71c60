#include <algorithm>

#include "modules/offences/offences.hpp"

namespace descent::modules {

namespace {

/// Points that `blocks` made would be worth of an era's `total`, by the validator's part of the
/// stake: rounded down.
Balance points_due(const staking::PagedExposureMetadata& exposure, Balance stake,
                   std::uint32_t total) {
  return stake == 0 ? 0 : staking::share_of(total, exposure.total, stake);
}

}  // namespace

/// Counts an era for, or against, `who`. returns  true if that was the last one it could afford
bool Offences::note_era(const AccountId& who, bool offline) {
  if (!offline) {
    offline_for.remove(who);
    return false;
  }
  const std::uint32_t eras = offline_for.get(who) + 1;
  if (eras < values_.get(*this, kOfflineEras)) {
    offline_for.insert(who, eras);
    return false;
  }
  offline_for.remove(who);
  return true;
}

void Offences::look_for_offline(EraIndex era) {
  const auto points = staking_.eras_points.get(era);
  const Balance stake = staking_.eras_total_stake.get(era);
  const u128 least = values_.get(*this, kOfflineBlocks) * staking::kPointsPerBlock;
  std::vector<AccountId> chilled;
  for (const auto& [who, exposure] : staking_.eras_overview.entries(era)) {
    if (points_due(exposure, stake, points.total) < least) continue;
    if (note_era(who, !points.individual.contains(who))) chilled.push_back(who);
  }
  if (chilled.empty()) return;
  for (const auto& who : chilled) staking_.chill_stash(who);
  emit(SomeOffline{chilled});
}

}  // namespace descent::modules

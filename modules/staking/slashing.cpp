#include <algorithm>

#include "modules/origins/origins.hpp"
#include "modules/staking/staking.hpp"

namespace descent::modules {

using staking::UnappliedSlash;

staking::Perbill equivocation_fraction(std::size_t offenders, std::size_t n) {
  DESCENT_ASSERT(0 < offenders && offenders <= n && n <= staking::kElectedMax);
  const std::uint64_t square = std::uint64_t{9} * offenders * offenders;
  const std::uint64_t parts = square * staking::kBillion / (n * n);  // at most 6 * 10^14 before
  return {static_cast<std::uint32_t>(std::min<std::uint64_t>(parts, staking::kBillion))};
}

// ---- Reports --------------------------------------------------------------------------------

void Staking::report_offence(EraIndex era, const AccountId& validator,
                             const std::optional<AccountId>& reporter) {
  DESCENT_ASSERT(eras_overview.contains(era, validator));
  if (slash_in_era.contains(era, validator)) return;
  slash_in_era.insert(era, validator, {});
  const EraIndex due = era_now() + config.slash_defer_duration;
  auto waiting = unapplied_slashes.get(due);
  DESCENT_ASSERT(waiting.size() < staking::kSlashesMax);
  waiting.push_back({.validator = validator, .era = era, .reporter = reporter});
  unapplied_slashes.insert(due, waiting);
  emit(staking::SlashReported{validator, slash_fraction(era), era});
  chill_stash(validator);
  session_.disable(validator);
}

/// What each offender of the era loses, by how many there are.
Staking::Perbill Staking::slash_fraction(EraIndex era) const {
  return equivocation_fraction(slash_in_era.entries(era).size(), eras_overview.entries(era).size());
}

Result<> Staking::apply(const frame::Origin& origin, const cancel_deferred_slash& call) {
  DESCENT_TRY(origins::ensure_root_or(origin, origins::Custom::SlashCanceller));
  const auto& places = call.slash_indices;
  if (places.empty()) return fail(Error::EmptyTargets);
  if (std::ranges::adjacent_find(places, std::ranges::greater_equal{}) != places.end())
    return fail(Error::NotSortedAndUnique);
  auto waiting = unapplied_slashes.get(call.era);
  // Those that are due are being applied.
  if (call.era <= era_now() || places.back() >= waiting.size())
    return fail(Error::InvalidSlashIndex);
  for (auto place = places.rbegin(); place != places.rend(); ++place) {
    const UnappliedSlash gone = waiting[*place];
    waiting.erase(waiting.begin() + *place);
    slash_in_era.remove(gone.era, gone.validator);
    emit(staking::SlashCancelled{gone.era, gone.validator});
  }
  if (waiting.empty())
    unapplied_slashes.remove(call.era);
  else
    unapplied_slashes.insert(call.era, waiting);
  return {};
}

// ---- Slashes --------------------------------------------------------------------------------

bool Staking::slashes_due() const { return unapplied_slashes.contains(era_now()); }

/// Slashes that an era had no time for go before those of the next.
void Staking::carry_slashes(EraIndex from, EraIndex to) {
  auto all = unapplied_slashes.take(from);
  if (all.empty()) return;
  for (const auto& slash : unapplied_slashes.get(to)) all.push_back(slash);
  unapplied_slashes.insert(to, all);
}

/// Slashes the first that waits, and a page of its nominators. How many offended is settled by now:
/// evidence about its era is too old since then.
void Staking::apply_slash_page() {
  const EraIndex now = era_now();
  auto waiting = unapplied_slashes.get(now);
  UnappliedSlash& first = waiting.front();
  const auto overview = eras_overview.get(first.era, first.validator);
  auto record = slash_in_era.get(first.era, first.validator);
  DESCENT_ASSERT(overview && record);
  if (first.page == 0) {
    record->first = slash_fraction(first.era);
    record->second =
        slash(first.validator, staking::part_of(record->first, overview->own), first.reporter);
    slash_in_era.insert(first.era, first.validator, *record);
  }
  const auto page = eras_pages.get(first.era, first.validator, first.page);
  for (const auto& [who, value] : page.value_or(ExposurePage{}).others)
    slash(who, staking::part_of(record->first, value), first.reporter);
  if (++first.page >= overview->page_count) waiting.erase(waiting.begin());
  if (waiting.empty())
    unapplied_slashes.remove(now);
  else
    unapplied_slashes.insert(now, waiting);
}

/// Takes `amount`, or what there is, from the active stake, then from what is unlocking, the latest
/// unbonded first. The reporter's part goes to it, the rest is burned. returns  what was taken
Balance Staking::slash(const AccountId& stash, Balance amount,
                       const std::optional<AccountId>& reporter) {
  auto of = ledger.get(stash);
  if (!of) return 0;
  const Balance taken = std::min(amount, of->total.value);
  if (taken == 0) return 0;
  Balance left = taken - std::min(taken, of->active.value);
  of->active = of->active - (taken - left);
  while (left > 0) {
    auto& last = of->unlocking.back();
    const Balance part = std::min(left, last.value.value);
    last.value = last.value - part;
    left -= part;
    if (last.value == 0) of->unlocking.pop_back();
  }
  of->total = of->total - taken;
  ledger.insert(stash, *of);
  const Balance rewarded = reporter ? reporter_share(*reporter, taken) : 0;
  if (rewarded > 0) DESCENT_ASSERT(balances_.transfer_held(reason(), stash, *reporter, rewarded));
  DESCENT_ASSERT(balances_.burn_held(reason(), stash, taken - rewarded));
  if (of->total == 0) remove_stash(stash);
  emit(staking::Slashed{stash, taken});
  return taken;
}

/// Nothing if it is too little to create the reporter's account.
Balance Staking::reporter_share(const AccountId& reporter, Balance taken) const {
  const auto parts = values_.get(*this, staking::kSlashRewardFraction);
  const Balance share = staking::part_of({static_cast<std::uint32_t>(parts)}, taken);
  const bool exists = balances_.data(reporter).free > 0;
  return exists || share >= balances_.config.existential_deposit ? share : 0;
}

}  // namespace descent::modules

#include <algorithm>

#include "modules/staking/staking.hpp"

namespace descent::modules {

using staking::ElectionPhase;

namespace {

/// The part of `amount` that goes to the one at `place` of `n`: equal parts, and what does not
/// divide goes to the first ones.
Balance equal_part(Balance amount, std::size_t place, std::size_t n) {
  return amount / n + (place < amount % n ? 1 : 0);
}

/// A power is the backing in whole GRAD, and at least one.
std::uint64_t power_of(Balance backing) {
  const Balance whole = backing / kGrad;
  return static_cast<std::uint64_t>(std::clamp<Balance>(whole, 1, UINT64_MAX));
}

/// Greatest backing first; equals by account.
using Ranked = std::pair<AccountId, Balance>;
void rank(std::vector<Ranked>& all) {
  std::ranges::sort(all, [](const Ranked& a, const Ranked& b) {
    return a.second != b.second ? a.second > b.second : a.first < b.first;
  });
}

/// Moves on behind the accounts of this step; an empty step ends the phase.
template <class Entries>
void advance(staking::Election& e, const Entries& seen) {
  if (!seen.empty()) {
    e.last = seen.back().first;
    return;
  }
  e.last.reset();
  e.phase = static_cast<ElectionPhase>(static_cast<std::uint8_t>(e.phase) + 1);
}

}  // namespace

Staking::EraIndex Staking::era_elected() const {
  const auto current = current_era.get();
  return current ? *current + 1 : 0;
}

std::uint64_t Staking::election_cost(const staking::Election& e) const {
  if (e.phase == ElectionPhase::Select) return staking_weights::kSelect;
  if (e.phase == ElectionPhase::Discard) return staking_weights::kPrune;
  return staking_weights::kElectionStep;
}

/// One step.
void Staking::elect(staking::Election e) {
  switch (e.phase) {
    case ElectionPhase::Candidates: return rank_candidates(e);
    case ElectionPhase::Backings: return rank_backings(e);
    case ElectionPhase::Select: return select(e);
    case ElectionPhase::Assign: return assign(e);
    case ElectionPhase::Queue: return queue_elected(e);
    case ElectionPhase::Discard: return discard();
    case ElectionPhase::kCount: return;
  }
}

void Staking::rank_candidates(staking::Election& e) {
  const auto seen = validators.entries_after(e.last, staking_weights::kCandidatesStep);
  for (const auto& [who, prefs] : seen) {
    const auto of = ledger.get(who);
    DESCENT_ASSERT(of);
    if (of->active >= values_.get(*this, staking::kMinValidatorBond) && session_.has_keys(who))
      backings.insert(who, of->active);
  }
  advance(e, seen);
  election.put(e);
}

void Staking::rank_backings(staking::Election& e) {
  const auto seen = nominators.entries_after(e.last, staking_weights::kNominatorsStep);
  for (const auto& [who, nominations] : seen) {
    std::vector<Ranked> named;
    for (const auto& target : nominations.targets)
      if (const auto backing = backings.get(target)) named.emplace_back(target, *backing);
    const Balance stake = ledger.get(who)->active;
    if (stake < values_.get(*this, staking::kMinNominatorBond)) continue;
    for (std::size_t i = 0; i < named.size(); ++i)
      backings.insert(named[i].first, named[i].second + equal_part(stake, i, named.size()));
  }
  advance(e, seen);
  election.put(e);
}

void Staking::select(staking::Election& e) {
  std::vector<Ranked> all = backings.entries();
  rank(all);
  for (const auto& [who, backing] : all) backings.remove(who);
  if (all.size() < std::max(minimum_validator_count.get(), 1u)) {
    election.kill();
    return emit(staking::StakingElectionFailed{});
  }
  if (all.size() > validator_count.get()) all.resize(validator_count.get());
  for (const auto& [who, backing] : all) {
    const auto of = ledger.get(who);
    const Balance own = of ? of->active.value : 0;
    eras_overview.insert(era_elected(), who, Overview{.total = own, .own = own});
    eras_prefs.insert(era_elected(), who, validators.get(who));
  }
  e.phase = ElectionPhase::Assign;
  election.put(e);
}

void Staking::assign(staking::Election& e) {
  const auto seen = nominators.entries_after(e.last, staking_weights::kNominatorsStep);
  const EraIndex era = era_elected();
  for (const auto& [who, nominations] : seen) {
    std::vector<AccountId> named;
    for (const auto& target : nominations.targets)
      if (eras_overview.contains(era, target)) named.push_back(target);
    const Balance stake = ledger.get(who)->active;
    if (stake < values_.get(*this, staking::kMinNominatorBond)) continue;
    for (std::size_t i = 0; i < named.size(); ++i)
      expose(era, named[i], who, equal_part(stake, i, named.size()));
  }
  advance(e, seen);
  election.put(e);
}

/// Adds to the last page of a validator's exposure, or to a new one.
void Staking::expose(EraIndex era, const AccountId& validator, const AccountId& nominator,
                     Balance value) {
  Overview overview = *eras_overview.get(era, validator);
  if (overview.nominator_count % staking::kPageMax == 0) ++overview.page_count;
  const Page last = overview.page_count - 1;
  ExposurePage page = eras_pages.get(era, validator, last).value_or(ExposurePage{});
  page.others.push_back({nominator, value});
  page.page_total = page.page_total + value;
  eras_pages.insert(era, validator, last, page);
  ++overview.nominator_count;
  overview.total = overview.total + value;
  eras_overview.insert(era, validator, overview);
}

/// Drops what was exposed in vain, a step at a time.
void Staking::discard() {
  if (prune_exposures(era_elected())) return;
  election.kill();
  emit(staking::StakingElectionFailed{});
}

/// Who has chilled or lost its keys since it was selected does not validate: what is exposed for it
/// is dropped first, a step at a time.
void Staking::queue_elected(staking::Election& e) {
  const EraIndex era = era_elected();
  std::vector<Ranked> ready;
  for (const auto& [who, overview] : eras_overview.entries(era)) {
    if (!validators.contains(who) || !session_.has_keys(who)) return prune_exposure(era, who);
    ready.emplace_back(who, overview.total);
  }
  if (ready.size() < std::max(minimum_validator_count.get(), 1u)) {
    e.phase = ElectionPhase::Discard;
    return election.put(e);
  }
  rank(ready);
  std::vector<session::Elected> elected;
  Balance total = 0;
  for (const auto& [who, backing] : ready) {
    elected.push_back({who, power_of(backing)});
    total += backing;
  }
  session_.queue(elected);
  current_era.put(era);
  eras_start_session.insert(era, session_.current_index.get() + 1);
  eras_total_stake.insert(era, total);
  election.kill();
  emit(staking::StakersElected{});
}

}  // namespace descent::modules

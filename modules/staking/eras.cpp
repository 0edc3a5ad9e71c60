#include <algorithm>

#include "modules/staking/staking.hpp"

namespace descent::modules {

Staking::EraIndex Staking::era_now() const {
  const auto active = active_era.get();
  return active ? active->index : 0;
}

std::optional<Staking::EraIndex> Staking::era_of(BlockNumber number) const {
  const auto eras = bonded_eras.get();
  const auto later = std::ranges::upper_bound(eras, number, {}, &staking::BondedEra::since);
  if (later == eras.begin()) return std::nullopt;
  return (later - 1)->era;
}

// ---- Sessions and eras ----------------------------------------------------------------------

Weight Staking::on_initialize(BlockNumber now) {
  std::uint64_t weight = staking_weights::kPoints;
  const SessionIndex session = session_.current_index.get();
  if (session >= current_planned_session.get()) {
    weight += staking_weights::kSession + staking_weights::kEra;
    const auto planned = current_era.get();
    const auto active = active_era.get();
    if (planned && (!active || *planned > active->index))
      begin_era(*planned, session, now + session::kDelay);
    begin_session(session);
  }
  note_author();
  return {weight, 0};
}

/// Elects in the last session of an era, and until an election succeeds; or when that is forced.
void Staking::begin_session(SessionIndex session) {
  current_planned_session.put(session + 1);
  if (election.exists() || !elects_in(session)) return;
  if (forcing.get() == staking::Forcing::ForceNew) forcing.kill();
  election.put({});
}

bool Staking::elects_in(SessionIndex session) const {
  const auto mode = forcing.get();
  if (mode != staking::Forcing::NotForcing) return mode != staking::Forcing::ForceNone;
  const auto eras = bonded_eras.get();
  return eras.empty() || session + 1 - eras.back().session >= config.sessions_per_era;
}

void Staking::begin_era(EraIndex era, SessionIndex session, BlockNumber since) {
  if (const auto before = active_era.get()) {
    end_era(*before);
    carry_slashes(before->index, era);
  }
  active_era.put({era, std::nullopt});
  auto eras = bonded_eras.get();
  eras.push_back({era, session, since});
  std::erase_if(eras, [&](const auto& e) { return e.era + config.evidence_age < era; });
  session_.forget_before(eras.front().session);
  bonded_eras.put(eras);
}

/// Says what the era pays: for as long as it lasted, by the curve, for its stake.
void Staking::end_era(const staking::ActiveEraInfo& era) {
  const Moment now = timestamp_.now.get();
  const auto most = static_cast<Moment>(values_.get(*this, staking::kMaxEraDuration));
  const Moment length = std::min(saturating_sub(now, era.start.value_or(now)), most);
  const Balance issuance = balances_.total_issuance.get();
  const Balance staked = std::min(eras_total_stake.get(era.index), issuance);
  const Balance payout = staking::era_payout(config.curve, staked, issuance, length);
  eras_reward.insert(era.index, payout);
  emit(staking::EraPaid{era.index, payout, 0});
}

void Staking::on_finalize(BlockNumber) {
  auto active = active_era.get();
  if (!active || active->start) return;
  active->start = timestamp_.now.get();
  active_era.put(*active);
}

// ---- Idle work ------------------------------------------------------------------------------

Weight Staking::on_idle(BlockNumber, const Weight& left) {
  std::uint64_t rest = std::min(left.ref_time.value, staking_weights::kIdleMost);
  const std::uint64_t all = rest;
  while (const std::uint64_t cost = idle_step(rest)) rest -= cost;
  return {all - rest, 0};
}

/// Does a step of what is to be done first, if it fits. returns  its cost; 0 if nothing was done
std::uint64_t Staking::idle_step(std::uint64_t budget) {
  if (slashes_due()) {
    if (staking_weights::kSlashPage > budget) return 0;
    apply_slash_page();
    return staking_weights::kSlashPage;
  }
  if (const auto e = election.get()) {
    const std::uint64_t cost = election_cost(*e);
    if (cost > budget) return 0;
    elect(*e);
    return cost;
  }
  if (!has_old_era() || staking_weights::kPrune > budget) return 0;
  prune_step();
  return staking_weights::kPrune;
}

bool Staking::has_old_era() const { return oldest_era.get() + config.history_depth < era_now(); }

/// Drops part of what the oldest era left.
void Staking::prune_step() {
  const EraIndex era = oldest_era.get();
  if (prune_exposures(era)) return;
  eras_start_session.remove(era);
  eras_reward.remove(era);
  eras_points.remove(era);
  eras_total_stake.remove(era);
  oldest_era.put(era + 1);
}

/// Drops some of what an era has of one validator. returns  false if it has nothing of any
bool Staking::prune_exposures(EraIndex era) {
  const auto one = eras_overview.entries(era, 1);
  if (one.empty()) return false;
  prune_exposure(era, one.front().first);
  return true;
}

/// Drops some pages of a validator's exposure; with the last of them all there is of it.
void Staking::prune_exposure(EraIndex era, const AccountId& who) {
  Overview overview = *eras_overview.get(era, who);
  for (std::size_t n = 0; n < staking_weights::kPrunedPages && overview.page_count > 0; ++n)
    eras_pages.remove(era, who, --overview.page_count);
  if (overview.page_count > 0) {
    eras_overview.insert(era, who, overview);
    return;
  }
  eras_overview.remove(era, who);
  eras_prefs.remove(era, who);
  claimed_rewards.remove(era, who);
  slash_in_era.remove(era, who);
}

}  // namespace descent::modules

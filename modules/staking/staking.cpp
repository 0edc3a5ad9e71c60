#include "modules/staking/staking.hpp"

#include <algorithm>

namespace descent::modules {

// ---- Genesis --------------------------------------------------------------------------------

void Staking::set_genesis(std::uint32_t count, std::uint32_t minimum,
                          const std::vector<GenesisStaker>& stakers) {
  DESCENT_ASSERT(0 < minimum && minimum <= count && count <= staking::kElectedMax);
  validator_count.put(count);
  minimum_validator_count.put(minimum);
  if (stakers.empty()) return;
  for (const auto& [stash, keys, amount] : stakers) {
    DESCENT_ASSERT(begin_bond(stash, amount, staking::reward_destination::Staked{}));
    session_.set_genesis_keys(stash, keys);
    add_validator(stash, {});
  }
  election.put({});
  while (const auto e = election.get()) elect(*e);
  DESCENT_ASSERT(current_era.exists());
  session_.begin_at_genesis();
  eras_start_session.insert(0, 0);
  begin_era(0, 0, 0);
  begin_session(0);
}

// ---- Invariants -----------------------------------------------------------------------------

frame::Problems Staking::integrity() const {
  frame::Problems out;
  const auto& c = config;
  // A stake counted in the session before its era is free from then on: bonding_duration eras after
  // the era before. A slash may be reported evidence_age eras late, and takes the era it is due in.
  if (c.evidence_age + c.slash_defer_duration + 2 >= c.bonding_duration)
    out.push_back("stakes are free before their slashes are over");
  if (c.evidence_age >= c.slash_defer_duration)
    out.push_back("a slash is applied while evidence about its era still counts");
  if (c.history_depth < c.bonding_duration)
    out.push_back("exposures are forgotten before their slashes are over");
  if (c.evidence_age + 1 > decltype(bonded_eras)::Value::kMax ||
      (c.evidence_age + 1) * staking::kElectedMax > staking::kSlashesMax)
    out.push_back("evidence counts for more eras than are kept");
  if (c.sessions_per_era == 0) out.push_back("an era has no session");
  if (!staking::is_valid(c.curve)) out.push_back("the reward curve is not one");
  const auto dearest = std::max({staking_weights::kSlashPage, staking_weights::kElectionStep,
                                 staking_weights::kSelect, staking_weights::kPrune});
  if (dearest > staking_weights::kIdleMost) out.push_back("a step of idle work never fits");
  return out;
}

frame::Problems Staking::try_state() const {
  frame::Problems out;
  for (const auto& part : {check_ledgers(), check_roles(), check_exposures(), check_rewards()})
    out.insert(out.end(), part.begin(), part.end());
  return out;
}

frame::Problems Staking::check_ledgers() const {
  frame::Problems out;
  Balance staked = 0;
  for (const auto& [stash, of] : ledger.entries()) {
    Balance total = of.active;
    for (const auto& chunk : of.unlocking) total += chunk.value;
    if (total != of.total) out.push_back("a ledger's total is not active and unlocking");
    if (!std::ranges::is_sorted(of.unlocking, {}, [](auto& c) { return c.era.value; }))
      out.push_back("amounts unlock in another order than they were unbonded");
    if (bonded.get(stash) != stash) out.push_back("a ledger is not bonded");
    staked += of.total;
  }
  Balance held = 0;
  for (const auto& [who, holds] : balances_.holds.entries()) {
    const Balance amount = balances_.on_hold(reason(), who);
    const auto of = ledger.get(who);
    if (amount != (of ? of->total.value : 0)) out.push_back("a hold is not its ledger's total");
    held += amount;
  }
  if (held != staked) out.push_back("the ledgers do not sum up to what is held");
  return out;
}

frame::Problems Staking::check_roles() const {
  frame::Problems out;
  const auto all = validators.entries();
  for (const auto& [who, prefs] : all)
    if (!ledger.contains(who)) out.push_back("a validator has no ledger");
  const auto others = nominators.entries();
  for (const auto& [who, nominations] : others) {
    if (!ledger.contains(who)) out.push_back("a nominator has no ledger");
    if (validators.contains(who)) out.push_back("a nominator is a validator");
  }
  if (all.size() != validators_counter.get() || others.size() != nominators_counter.get())
    out.push_back("a counter is wrong");
  return out;
}

frame::Problems Staking::check_exposures() const {
  frame::Problems out;
  const auto active = active_era.get();
  if (!active) return out;
  for (const auto& [who, overview] : eras_overview.entries(active->index)) {
    Balance total = overview.own;
    std::size_t nominators_seen = 0;
    for (Page n = 0; n < overview.page_count; ++n) {
      const auto page = eras_pages.get(active->index, who, n);
      Balance of_page = 0;
      for (const auto& [nominator, stake] : page->others) of_page += stake;
      if (of_page != page->page_total) out.push_back("a page's total is not its nominators'");
      nominators_seen += page->others.size();
      total += of_page;
    }
    if (total != overview.total || nominators_seen != overview.nominator_count)
      out.push_back("an exposure's total is not its own and its pages'");
  }
  for (const auto& who : session_.validators.get())
    if (!eras_overview.contains(active->index, who))
      out.push_back("a validator of the session has no exposure");
  return out;
}

/// What all pages of an era pay together is at most what the era pays.
frame::Problems Staking::check_rewards() const {
  frame::Problems out;
  for (const auto& [era, payout] : eras_reward.entries()) {
    const auto points = eras_points.get(era);
    Balance all = 0;
    std::uint32_t sum = 0;
    for (const auto& [who, own] : points.individual) {
      all += earned(era, who);
      sum += own;
    }
    if (all > payout) out.push_back("an era pays more than its curve");
    if (sum != points.total) out.push_back("the points do not sum up");
  }
  return out;
}

}  // namespace descent::modules

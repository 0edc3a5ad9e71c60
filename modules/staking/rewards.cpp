#include <algorithm>

#include "modules/staking/staking.hpp"

namespace descent::modules {

using staking::kPointsPerBlock;

// ---- Points ---------------------------------------------------------------------------------

/// The author is of the set that decides on this block: for two blocks of an era that of the era
/// before, and then it has no part in this one.
void Staking::note_author() {
  const auto author = session_.author();
  const EraIndex era = era_now();
  if (!author || !eras_overview.contains(era, *author)) return;
  auto points = eras_points.get(era);
  points.total = saturating_add_of(points.total, kPointsPerBlock);
  points.individual[*author] = saturating_add_of(points.individual[*author], kPointsPerBlock);
  eras_points.insert(era, points);
}

// ---- What there is to claim -----------------------------------------------------------------

/// The pages of a validator: one at least, if it was elected, which pays the validator itself.
Staking::Page Staking::page_count(EraIndex era, const AccountId& validator) const {
  const auto overview = eras_overview.get(era, validator);
  return overview ? std::max(overview->page_count, 1u) : 0;
}

std::optional<Staking::Page> Staking::next_page(EraIndex era, const AccountId& validator) const {
  const auto claimed = claimed_rewards.get(era, validator);
  const Page count = page_count(era, validator);
  for (Page page = 0; page < count; ++page)
    if (std::ranges::count(claimed, page) == 0) return page;
  return std::nullopt;
}

/// The validator's part of what the era pays, by its points: rounded down.
Balance Staking::earned(EraIndex era, const AccountId& validator) const {
  const auto points = eras_points.get(era);
  const auto own = points.individual.find(validator);
  if (own == points.individual.end()) return 0;
  return staking::share_of(eras_reward.get(era).value_or(0), own->second, points.total);
}

Result<> Staking::check_reward(EraIndex era, const AccountId& validator) const {
  if (!eras_reward.contains(era)) return fail(Error::InvalidEraToReward);
  if (!eras_overview.contains(era, validator)) return fail(Error::NotStash);
  return {};
}

// ---- Claims ---------------------------------------------------------------------------------

Result<frame::Spent> Staking::apply(const frame::Origin& origin, const payout_stakers& call) {
  DESCENT_TRY(origin.signer());
  DESCENT_TRY(check_reward(call.era, call.validator_stash));
  const auto page = next_page(call.era, call.validator_stash);
  if (!page) return fail(Error::AlreadyClaimed);
  return pay_page(call.era, call.validator_stash, *page);
}

Result<frame::Spent> Staking::apply(const frame::Origin& origin,
                                    const payout_stakers_by_page& call) {
  DESCENT_TRY(origin.signer());
  DESCENT_TRY(check_reward(call.era, call.validator_stash));
  if (call.page >= page_count(call.era, call.validator_stash)) return fail(Error::InvalidPage);
  const auto claimed = claimed_rewards.get(call.era, call.validator_stash);
  if (std::ranges::count(claimed, call.page) > 0) return fail(Error::AlreadyClaimed);
  return pay_page(call.era, call.validator_stash, call.page);
}

/// Of what the validator earned, its commission is its own; the rest is shared by stake. Each part
/// is rounded down, and what is lost by that is never minted.
Result<frame::Spent> Staking::pay_page(EraIndex era, const AccountId& validator, Page page) {
  auto claimed = claimed_rewards.get(era, validator);
  claimed.push_back(page);
  claimed_rewards.insert(era, validator, claimed);
  emit(staking::PayoutStarted{era, validator, page, next_page(era, validator)});
  const Balance all = earned(era, validator);
  const Perbill rate{eras_prefs.get(era, validator).commission.parts};
  const Balance commission = staking::part_of(rate, all);
  const auto overview = eras_overview.get(era, validator);
  const auto part = [&](Balance stake) {
    return staking::share_of(all - commission, stake, overview->total);
  };
  if (page == 0) reward(validator, commission + part(overview->own));
  const auto others = eras_pages.get(era, validator, page).value_or(ExposurePage{}).others;
  for (const auto& [nominator, stake] : others) reward(nominator, part(stake));
  return frame::Spent{staking_weights::payout(others.size())};
}

namespace {

/// Whom a reward goes to; none if to nobody.
std::optional<AccountId> beneficiary(const AccountId& stash, const staking::RewardDestination& to) {
  if (std::holds_alternative<staking::reward_destination::None>(to)) return std::nullopt;
  if (const auto* account = std::get_if<staking::reward_destination::Account>(&to))
    return account->value;
  return stash;
}

}  // namespace

/// Mints it, unless it is too little to create the account it goes to.
void Staking::reward(const AccountId& stash, Balance amount) {
  using staking::reward_destination::Staked;
  using staking::reward_destination::Stash;
  const auto to = payee.get(stash).value_or(Stash{});
  const auto account = beneficiary(stash, to);
  if (amount == 0 || !account || !balances_.mint_into(*account, amount)) return;
  auto of = ledger.get(stash);
  // Should something else freeze it, what was earned stays free.
  const bool spare = balances_.reducible(stash, Existence::KeepAlive) >= amount;
  if (of && spare && std::holds_alternative<Staked>(to)) DESCENT_ASSERT(put_at_stake(*of, amount));
  emit(staking::Rewarded{stash, to, amount});
}

}  // namespace descent::modules

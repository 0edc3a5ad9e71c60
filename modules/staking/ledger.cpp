#include <algorithm>

#include "modules/staking/staking.hpp"

namespace descent::modules {

namespace reward_destination = staking::reward_destination;

// ---- Ledgers --------------------------------------------------------------------------------

Result<Staking::Ledger> Staking::ledger_of(const AccountId& stash) const {
  auto of = ledger.get(stash);
  if (!of) return fail(Error::NotController);
  return *std::move(of);
}

/// Holds `amount` more of the stash and writes the ledger.
Result<> Staking::put_at_stake(Ledger& of, Balance amount) {
  DESCENT_TRY(balances_.hold(reason(), of.stash, amount));
  of.total = DESCENT_TRY(checked_add(of.total.value, amount));
  of.active = of.active + amount;
  ledger.insert(of.stash, of);
  return {};
}

void Staking::remove_stash(const AccountId& stash) {
  chill_stash(stash);
  bonded.remove(stash);
  ledger.remove(stash);
  payee.remove(stash);
}

/// Frees all of it, waited or not.
void Staking::free_stash(const Ledger& of) {
  DESCENT_ASSERT(balances_.release(reason(), of.stash, of.total));
  remove_stash(of.stash);
}

/// Frees what has waited long enough.
void Staking::withdraw(Ledger& of) {
  Balance freed = 0;
  std::erase_if(of.unlocking, [&](const staking::UnlockChunk& chunk) {
    if (chunk.era > era_planned()) return false;
    freed += chunk.value;
    return true;
  });
  of.total = of.total - freed;
  ledger.insert(of.stash, of);
  DESCENT_ASSERT(balances_.release(reason(), of.stash, freed));
  if (of.total == 0) remove_stash(of.stash);
  if (freed > 0) emit(staking::Withdrawn{of.stash, freed});
}

// ---- Calls ----------------------------------------------------------------------------------

Result<> Staking::apply(const frame::Origin& origin, const bond& call) {
  const AccountId stash = DESCENT_TRY(origin.signer());
  const Balance spare = balances_.reducible(stash, Existence::KeepAlive);
  return begin_bond(stash, std::min(call.value.value, spare), call.payee);
}

Result<> Staking::begin_bond(const AccountId& stash, Balance value,
                             const staking::RewardDestination& to) {
  if (ledger.contains(stash)) return fail(Error::AlreadyBonded);
  DESCENT_TRY(check_payee(to));
  if (value < balances_.config.existential_deposit) return fail(Error::InsufficientBond);
  Ledger of{.stash = stash};
  DESCENT_TRY(put_at_stake(of, value));
  bonded.insert(stash, stash);
  payee.insert(stash, to);
  emit(staking::Bonded{stash, value});
  return {};
}

Result<> Staking::apply(const frame::Origin& origin, const bond_extra& call) {
  const AccountId stash = DESCENT_TRY(origin.signer());
  Ledger of = DESCENT_TRY(ledger_of(stash));
  const Balance spare = balances_.reducible(stash, Existence::KeepAlive);
  const Balance extra = std::min(call.max_additional.value, spare);
  DESCENT_TRY(put_at_stake(of, extra));
  if (of.active < balances_.config.existential_deposit) return fail(Error::InsufficientBond);
  emit(staking::Bonded{stash, extra});
  return {};
}

Result<> Staking::apply(const frame::Origin& origin, const unbond& call) {
  const AccountId stash = DESCENT_TRY(origin.signer());
  Ledger of = DESCENT_TRY(ledger_of(stash));
  Balance value = std::min(call.value.value, of.active.value);
  if (value == 0) return {};
  if (of.active - value < balances_.config.existential_deposit) value = of.active;
  of.active = of.active - value;
  if (of.active < least_active(stash)) return fail(Error::InsufficientBond);
  const EraIndex free_from = era_planned() + config.bonding_duration;
  if (!of.unlocking.empty() && of.unlocking.back().era == free_from) {
    of.unlocking.back().value = of.unlocking.back().value + value;
  } else {
    if (of.unlocking.size() == staking::kUnlockingMax) withdraw(of);
    if (of.unlocking.size() == staking::kUnlockingMax) return fail(Error::NoMoreChunks);
    of.unlocking.push_back({value, free_from});
  }
  ledger.insert(stash, of);
  emit(staking::Unbonded{stash, value});
  return {};
}

Result<> Staking::apply(const frame::Origin& origin, const withdraw_unbonded&) {
  const AccountId stash = DESCENT_TRY(origin.signer());
  Ledger of = DESCENT_TRY(ledger_of(stash));
  withdraw(of);
  return {};
}

Result<> Staking::apply(const frame::Origin& origin, const rebond& call) {
  const AccountId stash = DESCENT_TRY(origin.signer());
  Ledger of = DESCENT_TRY(ledger_of(stash));
  if (of.unlocking.empty()) return fail(Error::NoUnlockChunk);
  Balance left = call.value;
  while (left > 0 && !of.unlocking.empty()) {
    auto& last = of.unlocking.back();
    const Balance taken = std::min(left, last.value.value);
    last.value = last.value - taken;
    of.active = of.active + taken;
    left -= taken;
    if (last.value == 0) of.unlocking.pop_back();
  }
  if (of.active < balances_.config.existential_deposit) return fail(Error::InsufficientBond);
  ledger.insert(stash, of);
  emit(staking::Bonded{stash, call.value - left});
  return {};
}

/// A stash below the existential deposit cannot nominate, validate or bond, but is kept in state.
Result<> Staking::apply(const frame::Origin& origin, const reap_stash& call) {
  DESCENT_TRY(origin.signer());
  const Ledger of = DESCENT_TRY(ledger_of(call.stash));
  if (of.total >= balances_.config.existential_deposit) return fail(Error::FundedTarget);
  free_stash(of);
  return {};
}

Result<> Staking::apply(const frame::Origin& origin, const set_payee& call) {
  const AccountId stash = DESCENT_TRY(origin.signer());
  DESCENT_TRY(ledger_of(stash));
  DESCENT_TRY(check_payee(call.payee));
  payee.insert(stash, call.payee);
  return {};
}

Result<> Staking::check_payee(const staking::RewardDestination& to) const {
  if (std::holds_alternative<reward_destination::Controller>(to))
    return fail(Error::ControllerDeprecated);
  return {};
}

}  // namespace descent::modules

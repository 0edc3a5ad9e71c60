#include <algorithm>

#include "modules/staking/staking.hpp"

namespace descent::modules {

// ---- Roles ----------------------------------------------------------------------------------

void Staking::add_validator(const AccountId& stash, const Prefs& prefs) {
  remove_nominator(stash);
  if (!validators.contains(stash)) validators_counter.put(validators_counter.get() + 1);
  validators.insert(stash, prefs);
}

void Staking::remove_validator(const AccountId& stash) {
  if (!validators.contains(stash)) return;
  validators.remove(stash);
  validators_counter.put(validators_counter.get() - 1);
}

void Staking::add_nominator(const AccountId& stash, const Nominations& nominations) {
  remove_validator(stash);
  if (!nominators.contains(stash)) nominators_counter.put(nominators_counter.get() + 1);
  nominators.insert(stash, nominations);
}

void Staking::remove_nominator(const AccountId& stash) {
  if (!nominators.contains(stash)) return;
  nominators.remove(stash);
  nominators_counter.put(nominators_counter.get() - 1);
}

void Staking::chill_stash(const AccountId& stash) {
  if (!validators.contains(stash) && !nominators.contains(stash)) return;
  remove_validator(stash);
  remove_nominator(stash);
  emit(staking::Chilled{stash});
}

// ---- Calls ----------------------------------------------------------------------------------

Result<> Staking::apply(const frame::Origin& origin, const validate& call) {
  const AccountId stash = DESCENT_TRY(origin.signer());
  const Ledger of = DESCENT_TRY(ledger_of(stash));
  if (of.active < values_.get(*this, staking::kMinValidatorBond))
    return fail(Error::InsufficientBond);
  const std::uint32_t commission = call.prefs.commission.parts;
  if (commission > staking::kBillion || commission < values_.get(*this, staking::kMinCommission))
    return fail(Error::CommissionTooLow);
  if (!validators.contains(stash) &&
      validators_counter.get() >= values_.get(*this, staking::kMaxValidatorsCount))
    return fail(Error::TooManyValidators);
  add_validator(stash, call.prefs);
  emit(staking::ValidatorPrefsSet{stash, call.prefs});
  return {};
}

/// A validator that blocks new nominators keeps those who name it already.
Result<> Staking::check_target(const AccountId& target,
                               const std::optional<Nominations>& before) const {
  if (!validators.contains(target)) return fail(Error::BadTarget);
  const bool kept = before && std::ranges::count(before->targets, target) > 0;
  if (!kept && validators.get(target).blocked) return fail(Error::BadTarget);
  return {};
}

Result<> Staking::apply(const frame::Origin& origin, const nominate& call) {
  const AccountId stash = DESCENT_TRY(origin.signer());
  const Ledger of = DESCENT_TRY(ledger_of(stash));
  if (of.active < values_.get(*this, staking::kMinNominatorBond))
    return fail(Error::InsufficientBond);
  if (call.targets.empty()) return fail(Error::EmptyTargets);
  const auto before = nominators.get(stash);
  if (!before && nominators_counter.get() >= values_.get(*this, staking::kMaxNominatorsCount))
    return fail(Error::TooManyNominators);
  Nominations out{.targets = {}, .submitted_in = era_planned(), .suppressed = false};
  for (const auto& address : call.targets) {
    const auto* target = std::get_if<multi_address::Id>(&address);
    if (target == nullptr) return DispatchError{dispatch_error::CannotLookup{}};
    DESCENT_TRY(check_target(target->value, before));
    if (std::ranges::count(out.targets, target->value) > 0) return fail(Error::DuplicateIndex);
    out.targets.push_back(target->value);
  }
  add_nominator(stash, out);
  return {};
}

Result<> Staking::apply(const frame::Origin& origin, const chill&) {
  const AccountId stash = DESCENT_TRY(origin.signer());
  DESCENT_TRY(ledger_of(stash));
  chill_stash(stash);
  return {};
}

/// What its role asks a stash to have at stake; 0 without a role.
Balance Staking::least_active(const AccountId& stash) const {
  if (nominators.contains(stash)) return values_.get(*this, staking::kMinNominatorBond);
  if (validators.contains(stash)) return values_.get(*this, staking::kMinValidatorBond);
  return 0;
}

Result<> Staking::apply(const frame::Origin& origin, const chill_other& call) {
  DESCENT_TRY(origin.signer());
  const Ledger of = DESCENT_TRY(ledger_of(call.stash));
  if (of.active >= least_active(call.stash)) return fail(Error::CannotChillOther);
  chill_stash(call.stash);
  return {};
}

Result<> Staking::apply(const frame::Origin& origin, const kick& call) {
  const AccountId validator = DESCENT_TRY(origin.signer());
  DESCENT_TRY(ledger_of(validator));
  for (const auto& address : call.who) {
    const AccountId who = DESCENT_TRY(lookup(address));
    auto nominations = nominators.get(who);
    if (!nominations || std::erase(nominations->targets, validator) == 0) continue;
    if (nominations->targets.empty())
      chill_stash(who);
    else
      nominators.insert(who, *nominations);
    emit(staking::Kicked{who, validator});
  }
  return {};
}

}  // namespace descent::modules

#include "modules/balances/balances.hpp"

#include <algorithm>

#include "runtime/primitives/arithmetic.hpp"

namespace descent::modules {

// ---- Calls ----------------------------------------------------------------------------------

Result<> Balances::apply(const frame::Origin& origin, const transfer_allow_death& call) {
  const AccountId from = DESCENT_TRY(origin.signer());
  const AccountId to = DESCENT_TRY(lookup(call.dest));
  return transfer(from, to, call.value, Existence::AllowDeath);
}

Result<> Balances::apply(const frame::Origin& origin, const force_transfer& call) {
  DESCENT_TRY(origin.root());
  const AccountId from = DESCENT_TRY(lookup(call.source));
  const AccountId to = DESCENT_TRY(lookup(call.dest));
  return transfer(from, to, call.value, Existence::AllowDeath);
}

Result<> Balances::apply(const frame::Origin& origin, const transfer_keep_alive& call) {
  const AccountId from = DESCENT_TRY(origin.signer());
  const AccountId to = DESCENT_TRY(lookup(call.dest));
  return transfer(from, to, call.value, Existence::KeepAlive);
}

Result<> Balances::apply(const frame::Origin& origin, const transfer_all& call) {
  const AccountId from = DESCENT_TRY(origin.signer());
  const AccountId to = DESCENT_TRY(lookup(call.dest));
  const auto existence = call.keep_alive ? Existence::KeepAlive : Existence::AllowDeath;
  return transfer(from, to, reducible(from, existence), existence);
}

Result<> Balances::apply(const frame::Origin& origin, const force_set_balance& call) {
  DESCENT_TRY(origin.root());
  const AccountId who = DESCENT_TRY(lookup(call.who));
  AccountData account = data(who);
  const Balance free = call.new_free < config.existential_deposit ? 0 : call.new_free.value;
  const Balance rest = total_issuance.get() - account.free;
  total_issuance.put(DESCENT_TRY(checked_add(rest, free)));
  account.free = free;
  DESCENT_TRY(set_data(who, account));
  emit(BalanceSet{who, free});
  return {};
}

Result<> Balances::apply(const frame::Origin& origin, const burn& call) {
  const AccountId who = DESCENT_TRY(origin.signer());
  const auto existence = call.keep_alive ? Existence::KeepAlive : Existence::AllowDeath;
  DESCENT_TRY(burn_from(who, call.value, existence));
  emit(Burned{who, call.value});
  return {};
}

// ---- Free balance ---------------------------------------------------------------------------

Balance Balances::reducible(const AccountId& who, Existence existence) const {
  const AccountInfo info = system_.account.get(who);
  const Balance frozen = saturating_sub_of(info.data.frozen, info.data.reserved);
  // An account that other modules need may not go, whatever the caller allows.
  const bool stays = existence == Existence::KeepAlive || info.consumers > 0;
  const Balance untouchable = std::max(frozen, stays ? config.existential_deposit : Balance{0});
  return saturating_sub_of(info.data.free, untouchable);
}

Result<> Balances::transfer(const AccountId& from, const AccountId& to, Balance amount,
                            Existence existence) {
  if (amount == 0 || from == to) {
    if (data(from).free < amount) return DispatchError{TokenError::FundsUnavailable};
    emit(Transfer{from, to, amount});
    return {};
  }
  DESCENT_TRY(withdraw(from, amount, existence));
  DESCENT_TRY(deposit(to, amount));
  emit(Transfer{from, to, amount});
  return {};
}

Result<> Balances::mint_into(const AccountId& who, Balance amount) {
  const Balance issued = DESCENT_TRY(checked_add(total_issuance.get(), amount));
  DESCENT_TRY(deposit(who, amount));
  total_issuance.put(issued);
  return {};
}

Result<> Balances::burn_from(const AccountId& who, Balance amount, Existence existence) {
  DESCENT_TRY(withdraw(who, amount, existence));
  burn_issuance(amount);
  return {};
}

Result<> Balances::withdraw(const AccountId& who, Balance amount, Existence existence) {
  AccountData account = data(who);
  if (account.free < amount) return DispatchError{TokenError::FundsUnavailable};
  if (reducible(who, existence) < amount) {
    const bool frozen = reducible(who, Existence::AllowDeath) < amount;
    return DispatchError{frozen ? TokenError::Frozen : TokenError::NotExpendable};
  }
  account.free -= amount;
  return set_data(who, account);
}

Result<> Balances::deposit(const AccountId& who, Balance amount) {
  AccountData account = data(who);
  if (account.free == 0 && amount < config.existential_deposit)
    return DispatchError{TokenError::BelowMinimum};
  account.free = DESCENT_TRY(checked_add(account.free, amount));
  return set_data(who, account);
}

Result<> Balances::set_data(const AccountId& who, const AccountData& next) {
  constexpr u128 kNewLogic = u128{1} << 127;  // the flag wallets expect on accounts of today
  AccountInfo info = system_.account.get(who);
  const bool existed = info.data.free >= config.existential_deposit;
  const bool exists = next.free >= config.existential_deposit;
  if (!existed && exists) {
    system_.inc_providers(who);
    emit(Endowed{who, next.free});
  }
  if (existed && !exists) {
    if (info.consumers > 0) return DispatchError{dispatch_error::ConsumerRemaining{}};
    DESCENT_ASSERT(next.reserved == 0);
    if (next.free > 0) {
      emit(DustLost{who, next.free});
      burn_issuance(next.free);
    }
    return system_.dec_providers(who);
  }
  if (!exists) return {};
  info = system_.account.get(who);
  info.data = next;
  info.data.flags |= kNewLogic;
  system_.account.insert(who, info);
  return {};
}

void Balances::burn_issuance(Balance amount) {
  const Balance issued = total_issuance.get();
  DESCENT_ASSERT(issued >= amount);
  total_issuance.put(issued - amount);
}

// ---- Holds ----------------------------------------------------------------------------------

Balance Balances::on_hold(frame::HoldReason reason, const AccountId& who) const {
  for (const auto& hold : holds.get(who)) {
    if (hold.id == reason) return hold.amount;
  }
  return 0;
}

Result<> Balances::set_hold(frame::HoldReason reason, const AccountId& who, Balance amount) {
  auto all = holds.get(who);
  const bool had = !all.empty();
  const auto at = std::ranges::find(all, reason, &Hold::id);
  if (at != all.end() && amount == 0) {
    all.erase(at);
  } else if (at != all.end()) {
    at->amount = amount;
  } else if (amount > 0) {
    if (all.size() == kMaxHolds) return fail(Error::TooManyHolds);
    all.push_back({reason, amount});
  }
  if (!had && !all.empty()) DESCENT_TRY(system_.inc_consumers(who));
  if (had && all.empty()) system_.dec_consumers(who);
  if (all.empty())
    holds.remove(who);
  else
    holds.insert(who, all);
  return {};
}

Result<> Balances::hold(frame::HoldReason reason, const AccountId& who, Balance amount) {
  if (amount == 0) return {};
  if (saturating_sub_of(data(who).free, config.existential_deposit) < amount)
    return DispatchError{TokenError::FundsUnavailable};
  const Balance held = DESCENT_TRY(checked_add(on_hold(reason, who), amount));
  DESCENT_TRY(set_hold(reason, who, held));
  AccountData account = data(who);
  account.free -= amount;
  account.reserved = DESCENT_TRY(checked_add(account.reserved, amount));
  DESCENT_TRY(set_data(who, account));
  emit(Held{reason, who, amount});
  return {};
}

Result<> Balances::reduce_hold(frame::HoldReason reason, const AccountId& who, Balance amount) {
  const Balance held = on_hold(reason, who);
  if (held < amount) return DispatchError{TokenError::FundsUnavailable};
  AccountData account = data(who);
  DESCENT_ASSERT(account.reserved >= amount);
  account.reserved -= amount;
  DESCENT_TRY(set_data(who, account));
  return set_hold(reason, who, held - amount);
}

Result<> Balances::release(frame::HoldReason reason, const AccountId& who, Balance amount) {
  if (amount == 0) return {};
  DESCENT_TRY(reduce_hold(reason, who, amount));
  DESCENT_TRY(deposit(who, amount));
  emit(Released{reason, who, amount});
  return {};
}

Result<> Balances::burn_held(frame::HoldReason reason, const AccountId& who, Balance amount) {
  if (amount == 0) return {};
  DESCENT_TRY(reduce_hold(reason, who, amount));
  burn_issuance(amount);
  emit(BurnedHeld{reason, who, amount});
  return {};
}

Result<> Balances::transfer_held(frame::HoldReason reason, const AccountId& from,
                                 const AccountId& to, Balance amount) {
  if (amount == 0) return {};
  DESCENT_TRY(reduce_hold(reason, from, amount));
  DESCENT_TRY(deposit(to, amount));
  emit(TransferOnHold{reason, from, to, amount});
  return {};
}

// ---- Hooks ----------------------------------------------------------------------------------

frame::Problems Balances::integrity() const {
  if (config.existential_deposit == 0) return {"the existential deposit is zero"};
  return {};
}

frame::Problems Balances::try_state() const {
  frame::Problems out;
  Balance sum = 0;
  for (const auto& [who, info] : system_.account.entries()) {
    sum += info.data.free + info.data.reserved;
    Balance held = 0;
    for (const auto& hold : holds.get(who)) held += hold.amount;
    if (held != info.data.reserved) out.push_back("holds do not sum up to the reserved balance");
    Balance frozen = 0;
    for (const auto& lock : locks.get(who)) frozen = std::max(frozen, lock.amount);
    if (frozen != info.data.frozen) out.push_back("not the greatest lock is frozen");
    if (info.data.free < config.existential_deposit)
      out.push_back("an account has less than the existential deposit");
  }
  for (const auto& [who, all] : locks.entries())
    if (!system_.account.contains(who)) out.push_back("an account is locked that does not exist");
  if (sum != total_issuance.get())
    out.push_back("issuance is not the sum of free and reserved balances");
  return out;
}

}  // namespace descent::modules

// What may not leave an account. A locked account stays: it is needed by who locked it.
#include <algorithm>

#include "modules/balances/balances.hpp"
#include "runtime/primitives/arithmetic.hpp"

namespace descent::modules {

Balance Balances::total(const AccountId& who) const {
  const AccountData account = data(who);
  return saturating_add_of(account.free, account.reserved);
}

Balance Balances::locked(const LockId& id, const AccountId& who) const {
  for (const auto& lock : locks.get(who))
    if (lock.id == id) return lock.amount;
  return 0;
}

Result<> Balances::set_lock(const LockId& id, const AccountId& who, Balance amount) {
  auto all = locks.get(who);
  const auto at = std::ranges::find(all, id, &BalanceLock::id);
  if (at != all.end() && amount == 0) {
    all.erase(at);
  } else if (at != all.end()) {
    at->amount = amount;
  } else if (amount > 0) {
    if (all.size() == kMaxLocks) return fail(Error::LiquidityRestrictions);
    all.push_back({id, amount, LockReasons::All});
  }
  return put_locks(who, all);
}

Result<> Balances::extend_lock(const LockId& id, const AccountId& who, Balance amount) {
  return set_lock(id, who, std::max(amount, locked(id, who)));
}

Result<> Balances::put_locks(const AccountId& who, const Bounded<BalanceLock, kMaxLocks>& all) {
  const bool had = locks.contains(who);
  if (!had && !all.empty()) DESCENT_TRY(system_.inc_consumers(who));
  if (had && all.empty()) system_.dec_consumers(who);
  if (all.empty())
    locks.remove(who);
  else
    locks.insert(who, all);
  AccountData account = data(who);
  const Balance before = account.frozen;
  account.frozen = 0;
  for (const auto& lock : all) account.frozen = std::max(account.frozen, lock.amount);
  if (account.frozen > before) emit(Locked{who, account.frozen - before});
  if (account.frozen < before) emit(Unlocked{who, before - account.frozen});
  return set_data(who, account);
}

}  // namespace descent::modules

// What votes and delegations lock, by class. All classes lock the same tokens: the greatest counts.
#include <algorithm>

#include "modules/conviction_voting/conviction_voting.hpp"

namespace descent::modules {

namespace {

Balance greatest(const ConvictionVoting::ClassLocks& locks) {
  Balance out = 0;
  for (const auto& [of, amount] : locks) out = std::max(out, amount);
  return out;
}

}  // namespace

BlockNumber ConvictionVoting::lock_end(BlockNumber from, std::uint32_t periods) const {
  const std::uint64_t blocks = std::uint64_t{config.vote_locking_period} * periods;
  return static_cast<BlockNumber>(
      std::min<std::uint64_t>(saturating_add(from, blocks), UINT32_MAX));
}

Result<> ConvictionVoting::extend_lock(const AccountId& who, ClassId of, Balance amount) {
  if (amount == 0) return {};
  ClassLocks locks = class_locks.get(who);
  const auto at = std::ranges::find(locks, of, &std::pair<ClassId, Balance>::first);
  if (at == locks.end())
    locks.push_back({of, amount});
  else
    at->second = std::max(at->second, amount);
  DESCENT_ASSERT(locks.size() <= kMaxClasses);
  class_locks.insert(who, locks);
  return balances_.extend_lock(kLockId, who, amount);
}

Result<> ConvictionVoting::update_lock(const AccountId& who, ClassId of) {
  Voting voting = voting_for.get(who, of);
  voting.prior().expire(frame().number);
  put_voting(who, of, voting);
  const Balance needed = voting.locked();
  ClassLocks locks = class_locks.get(who);
  std::erase_if(locks, [&](const auto& lock) { return lock.first == of; });
  if (needed > 0) locks.push_back({of, needed});
  if (locks.empty())
    class_locks.remove(who);
  else
    class_locks.insert(who, locks);
  return balances_.set_lock(kLockId, who, greatest(locks));
}

void ConvictionVoting::put_voting(const AccountId& who, ClassId of, const Voting& voting) {
  const auto* casting = voting.casting();
  if (casting != nullptr && *casting == conviction_voting::Casting{})
    voting_for.remove(who, of);
  else
    voting_for.insert(who, of, voting);
}

}  // namespace descent::modules

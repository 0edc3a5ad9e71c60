#include "modules/conviction_voting/conviction_voting.hpp"

#include <algorithm>

namespace descent::modules {

namespace {

using conviction_voting::poll_status::Ongoing;
using Place = std::pair<AccountId, ConvictionVoting::ClassId>;

}  // namespace

// ---- Calls ----------------------------------------------------------------------------------

Result<> ConvictionVoting::apply(const frame::Origin& origin, const unlock& call) {
  DESCENT_TRY(origin.signer());
  const AccountId target = DESCENT_TRY(lookup(call.target));
  DESCENT_TRY(update_lock(target, call.class_));
  emit(VoteUnlocked{target, call.class_});
  return {};
}

Result<> ConvictionVoting::apply(const frame::Origin& origin, const remove_vote& call) {
  const AccountId who = DESCENT_TRY(origin.signer());
  if (call.class_) return remove(who, call.index, *call.class_, Scope::Any);
  const auto status = polls_.poll(call.index);
  const auto* poll = std::get_if<Ongoing>(&status);
  if (poll == nullptr) return fail(Error::ClassNeeded);
  return remove(who, call.index, poll->class_id, Scope::Any);
}

Result<> ConvictionVoting::apply(const frame::Origin& origin, const remove_other_vote& call) {
  const AccountId who = DESCENT_TRY(origin.signer());
  const AccountId target = DESCENT_TRY(lookup(call.target));
  return remove(target, call.index, call.class_, target == who ? Scope::Any : Scope::OnlyExpired);
}

// ---- Invariants -----------------------------------------------------------------------------

frame::Problems ConvictionVoting::integrity() const {
  frame::Problems out;
  if (config.vote_locking_period == 0) out.push_back("votes lock nothing");
  if (polls_.classes().size() > kMaxClasses) out.push_back("there are too many classes of polls");
  return out;
}

frame::Problems ConvictionVoting::try_state() const {
  frame::Problems out;
  check_locks(out);
  check_delegations(out);
  check_tallies(out);
  return out;
}

void ConvictionVoting::check_locks(frame::Problems& out) const {
  for (const auto& [who, locks] : class_locks.entries()) {
    Balance most = 0;
    for (const auto& [of, amount] : locks) most = std::max(most, amount);
    if (balances_.locked(kLockId, who) != most) out.push_back("not the greatest lock is locked");
  }
  for (const auto& [key, voting] : voting_for.entries()) {
    Balance locked = 0;
    for (const auto& [of, amount] : class_locks.get(std::get<0>(key)))
      if (of == std::get<1>(key)) locked = amount;
    if (locked < voting.locked()) out.push_back("a vote is not locked");
  }
}

void ConvictionVoting::check_delegations(frame::Problems& out) const {
  std::map<Place, Delegations> expected;
  const auto all = voting_for.entries();
  for (const auto& [key, voting] : all) {
    const auto* delegating = voting.delegating();
    if (delegating == nullptr) continue;
    auto& sum = expected[{delegating->target, std::get<1>(key)}];
    sum = sum + weighed(delegating->conviction, delegating->balance);
  }
  for (auto [key, voting] : all) {
    const auto at = expected.find({std::get<0>(key), std::get<1>(key)});
    const Delegations sum = at == expected.end() ? Delegations{} : at->second;
    if (voting.delegations() != sum) out.push_back("delegations are not what is delegated");
  }
}

void ConvictionVoting::check_tallies(frame::Problems& out) const {
  std::map<PollIndex, Tally> expected;
  for (const auto& [key, voting] : voting_for.entries()) {
    const auto& [who, of] = key;
    const auto* casting = voting.casting();
    if (casting == nullptr) continue;
    for (const auto& [index, cast] : casting->votes) {
      const auto tally = counted(who, index, of, cast, casting->delegations);
      if (!tally || !expected[index].add(*tally)) out.push_back("votes are too many to count");
    }
  }
  for (const auto& [index, tally] : expected) {
    const auto status = polls_.poll(index);
    const auto* poll = std::get_if<Ongoing>(&status);
    if (poll != nullptr && poll->tally != tally) out.push_back("a tally is not its votes");
  }
}

}  // namespace descent::modules

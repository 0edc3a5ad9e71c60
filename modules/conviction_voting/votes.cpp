// Votes that come and go, and the tallies that follow them.
#include <algorithm>

#include "modules/conviction_voting/conviction_voting.hpp"

namespace descent::modules {

namespace {

using conviction_voting::Casting;
using conviction_voting::poll_status::Completed;
using conviction_voting::poll_status::Ongoing;

/// Where the vote in `poll` is, or belongs.
template <class Votes>
auto place_of(Votes& votes, conviction_voting::PollIndex poll) {
  return std::ranges::lower_bound(votes, poll, {}, [](const auto& entry) { return entry.first; });
}

}  // namespace

Result<> ConvictionVoting::apply(const frame::Origin& origin, const vote& call) {
  const AccountId who = DESCENT_TRY(origin.signer());
  const PollIndex index = call.poll_index;
  if (call.vote_.balance() > balances_.total(who)) return fail(Error::InsufficientFunds);
  const auto status = polls_.poll(index);
  const auto* poll = std::get_if<Ongoing>(&status);
  if (poll == nullptr) return fail(Error::NotOngoing);
  if (is_excluded(who, index)) return fail(Error::Excluded);
  auto voting = voting_for.get(who, poll->class_id);
  Casting* casting = voting.casting();
  if (casting == nullptr) return fail(Error::AlreadyDelegating);

  Tally tally = poll->tally;
  const auto at = place_of(casting->votes, index);
  const auto count = [&](const AccountVote& v) {
    return counted(who, index, poll->class_id, v, casting->delegations);
  };
  if (at != casting->votes.end() && at->first == index) {
    const Tally before = DESCENT_TRY(count(at->second));
    DESCENT_TRY(tally.remove(before));
    at->second = call.vote_;
  } else {
    if (casting->votes.size() == kMaxVotes) return fail(Error::MaxVotesReached);
    casting->votes.insert(at, {index, call.vote_});
  }
  const Tally now = DESCENT_TRY(count(call.vote_));
  DESCENT_TRY(tally.add(now));
  polls_.put_tally(index, tally);
  put_voting(who, poll->class_id, voting);
  DESCENT_TRY(extend_lock(who, poll->class_id, call.vote_.balance()));
  emit(Voted{who, call.vote_, index});
  return {};
}

Result<> ConvictionVoting::remove(const AccountId& who, PollIndex index, ClassId of, Scope scope) {
  auto voting = voting_for.get(who, of);
  Casting* casting = voting.casting();
  if (casting == nullptr) return fail(Error::NotVoter);
  const auto at = place_of(casting->votes, index);
  if (at == casting->votes.end() || at->first != index) return fail(Error::NotVoter);
  const AccountVote old = at->second;
  casting->votes.erase(at);
  const auto status = polls_.poll(index);
  if (std::holds_alternative<Ongoing>(status)) {
    if (scope != Scope::Any) return fail(Error::NoPermission);
    DESCENT_TRY(retract(who, index, of, old));
  } else if (const auto* poll = std::get_if<Completed>(&status)) {
    DESCENT_TRY(keep_locked(voting, old, poll->end, poll->approved, scope));
  }
  put_voting(who, of, voting);
  emit(VoteRemoved{who, old, index});
  return {};
}

Result<> ConvictionVoting::retract(const AccountId& who, PollIndex index, ClassId of,
                                   const AccountVote& cast) {
  const auto delegations = voting_for.get(who, of).delegations();
  Tally tally = std::get<Ongoing>(polls_.poll(index)).tally;
  const Tally before = DESCENT_TRY(counted(who, index, of, cast, delegations));
  DESCENT_TRY(tally.remove(before));
  polls_.put_tally(index, tally);
  return {};
}

Result<> ConvictionVoting::keep_locked(Voting& voting, const AccountVote& cast, BlockNumber end,
                                       bool approved, Scope scope) const {
  const std::uint32_t periods = cast.locked_for(approved);
  const BlockNumber until = lock_end(end, periods);
  if (periods == 0 || frame().number >= until) return {};
  if (scope != Scope::Any) return fail(Error::NoPermissionYet);
  voting.prior().accumulate(until, cast.balance());
  return {};
}

Result<ConvictionVoting::Tally> ConvictionVoting::counted(const AccountId& who, PollIndex index,
                                                          ClassId of, const AccountVote& cast,
                                                          const Delegations& delegations) const {
  Tally out = Tally::of(cast);
  const auto side = cast.side();
  if (!side || delegations == Delegations{}) return out;
  Delegations behind = delegations;
  for (const auto& excluded : polls_.excluded(index)) {
    const Voting voting = voting_for.get(excluded, of);
    const auto* delegating = voting.delegating();
    if (delegating != nullptr && delegating->target == who)
      behind = behind - weighed(delegating->conviction, delegating->balance);
  }
  DESCENT_TRY(out.add(Tally::of(*side, behind)));
  return out;
}

bool ConvictionVoting::is_excluded(const AccountId& who, PollIndex index) const {
  const auto excluded = polls_.excluded(index);
  return std::ranges::find(excluded, who) != excluded.end();
}

}  // namespace descent::modules

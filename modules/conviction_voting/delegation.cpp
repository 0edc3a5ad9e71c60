// Tokens that follow another account's votes.
#include <algorithm>

#include "modules/conviction_voting/conviction_voting.hpp"

namespace descent::modules {

namespace weights = conviction_voting_weights;

Result<frame::Spent> ConvictionVoting::apply(const frame::Origin& origin, const delegate& call) {
  const AccountId who = DESCENT_TRY(origin.signer());
  const AccountId to = DESCENT_TRY(lookup(call.to));
  if (who == to) return fail(Error::Nonsense);
  if (!std::ranges::binary_search(polls_.classes(), call.class_)) return fail(Error::BadClass);
  if (call.balance > balances_.total(who)) return fail(Error::InsufficientFunds);
  Voting before = voting_for.get(who, call.class_);
  if (before.delegating() != nullptr) return fail(Error::AlreadyDelegating);
  if (!before.casting()->votes.empty()) return fail(Error::AlreadyVoting);
  put_voting(who, call.class_,
             conviction_voting::voting::Delegating{
                 {call.balance, to, call.conviction, before.delegations(), before.prior()}});
  const Delegations more = weighed(call.conviction, call.balance);
  const std::size_t votes = DESCENT_TRY(follow(who, to, call.class_, more, true));
  DESCENT_TRY(extend_lock(who, call.class_, call.balance));
  emit(Delegated{who, to, call.class_});
  return frame::Spent{weights::delegate(votes)};
}

Result<frame::Spent> ConvictionVoting::apply(const frame::Origin& origin, const undelegate& call) {
  const AccountId who = DESCENT_TRY(origin.signer());
  const Voting before = voting_for.get(who, call.class_);
  const auto* was = before.delegating();
  if (was == nullptr) return fail(Error::NotDelegating);
  const Delegations less = weighed(was->conviction, was->balance);
  const std::size_t votes = DESCENT_TRY(follow(who, was->target, call.class_, less, false));
  conviction_voting::Casting next{{}, was->delegations, was->prior};
  next.prior.accumulate(lock_end(frame().number, lock_periods(was->conviction)), was->balance);
  put_voting(who, call.class_, conviction_voting::voting::Casting{std::move(next)});
  emit(Undelegated{who, call.class_});
  return frame::Spent{weights::delegate(votes)};
}

Result<std::size_t> ConvictionVoting::follow(const AccountId& who, const AccountId& to, ClassId of,
                                             const Delegations& more, bool add) {
  Voting voting = voting_for.get(to, of);
  voting.delegations() = add ? voting.delegations() + more : voting.delegations() - more;
  put_voting(to, of, voting);
  const auto* casting = voting.casting();
  if (casting == nullptr) return std::size_t{0};
  for (const auto& [index, cast] : casting->votes)
    DESCENT_TRY(follow_vote(who, index, cast, more, add));
  return casting->votes.size();
}

Result<> ConvictionVoting::follow_vote(const AccountId& who, PollIndex index,
                                       const AccountVote& cast, const Delegations& more, bool add) {
  const auto side = cast.side();
  const auto status = polls_.poll(index);
  const auto* poll = std::get_if<conviction_voting::poll_status::Ongoing>(&status);
  if (!side || poll == nullptr || is_excluded(who, index)) return {};
  Tally tally = poll->tally;
  const Tally change = Tally::of(*side, more);
  DESCENT_TRY(add ? tally.add(change) : tally.remove(change));
  polls_.put_tally(index, tally);
  return {};
}

}  // namespace descent::modules

#pragma once
// Estimated upper bounds on the reference machine, by what is read and written; not measured yet.
#include "modules/conviction_voting/polls.hpp"
#include "modules/system/system.hpp"

namespace descent::modules::conviction_voting_weights {

using system_weights::kRead;
using system_weights::kWrite;

/// The tally of a poll, and the alarm that has it looked at: the referendum and two agendas.
inline constexpr std::uint64_t kPoll = 4 * (kRead + kWrite);
/// The lock of a class, the lock on the balance, and the account.
inline constexpr std::uint64_t kLock = 3 * (kRead + kWrite);
/// All votes of an account in a class.
inline constexpr std::uint64_t kVoting =
    kRead + kWrite + conviction_voting::kMaxVotes * kNanosecond * 100;
/// Those who may not vote, of whom each may delegate.
inline constexpr std::uint64_t kExcluded = (1 + conviction_voting::kExcludedMax) * kRead;

inline constexpr Weight kVote{kVoting + kPoll + kLock + kExcluded, 0};
inline constexpr Weight kRemove{kVoting + kPoll + kExcluded, 0};
inline constexpr Weight kUnlock{kVoting + kLock, 0};
/// `votes` of the delegate follow.
constexpr Weight delegate(std::size_t votes) {
  return {2 * kVoting + kLock + votes * (kPoll + kRead), 0};
}

}  // namespace descent::modules::conviction_voting_weights

#pragma once
// On the reference machine; `./dev bench weights` measures what calls and blocks take of them.
#include "modules/staking/types.hpp"
#include "modules/system/system.hpp"

namespace descent::modules::staking_weights {

/// A hold with its ledger and its events.
inline constexpr std::uint64_t kLedger = 100 * kMicrosecond;
/// One of many writes to a map, which share the trie's nodes above them.
inline constexpr std::uint64_t kSharedWrite = 8 * kMicrosecond;

inline constexpr Weight kBond{2 * kLedger, 0};
inline constexpr Weight kUnbond{2 * kLedger, 0};
inline constexpr Weight kWithdraw{3 * kLedger, 0};
inline constexpr Weight kRebond{kLedger, 0};
inline constexpr Weight kValidate{kLedger, 0};
inline constexpr Weight kChill{kLedger, 0};
inline constexpr Weight kSetPayee{kLedger / 2, 0};
inline constexpr Weight kSetCount{kLedger / 4, 0};
/// Each target is looked up.
constexpr Weight nominate(std::size_t targets) {
  return {kLedger + targets * system_weights::kRead, 0};
}

/// Of each, its nominations are read, and perhaps written; or it is chilled.
constexpr Weight kick(std::size_t nominators) { return {kLedger / 4 + nominators * kLedger, 0}; }

/// A reward that is minted and bonded; or a slash of one staker.
inline constexpr std::uint64_t kReward = 2 * kLedger;
constexpr Weight payout(std::size_t nominators) {
  return {kLedger + (1 + nominators) * kReward, 0};
}
inline constexpr std::uint64_t kSlashPage = (1 + staking::kPageMax) * kReward + 2 * kLedger;
/// The list of an era is rewritten for each that is cancelled.
constexpr Weight cancel(std::size_t slashes) {
  return {(1 + slashes) * (kLedger + staking::kSlashesMax * 100 * kNanosecond), 0};
}
/// An offender is chilled and disabled, and its slash written down.
inline constexpr std::uint64_t kOffence = 5 * kLedger + staking::kSlashesMax * 100 * kNanosecond;

// ---- Hooks ----------------------------------------------------------------------------------

/// The author's points: a list of all validators is read and written.
inline constexpr std::uint64_t kPoints =
    2 * kSharedWrite + staking::kElectedMax * 200 * kNanosecond;
inline constexpr std::uint64_t kSession = kLedger;
inline constexpr std::uint64_t kEra = 3 * kLedger;

/// Accounts looked at in a step of the election.
inline constexpr std::size_t kCandidatesStep = 32;
inline constexpr std::size_t kNominatorsStep = 8;
inline constexpr std::uint64_t kElectionStep =
    kNominatorsStep * (kLedger + staking::kNominationsMax * 4 * kSharedWrite);
/// Ranks all candidates at once.
inline constexpr std::uint64_t kSelect = staking::kCandidatesMax * 3 * kSharedWrite + kLedger;
/// Drops what an old era left of one validator, so many pages at most.
inline constexpr std::size_t kPrunedPages = 32;
inline constexpr std::uint64_t kPrune = kPrunedPages * kSharedWrite + kLedger;
/// What Staking takes of a block's idle work.
inline constexpr std::uint64_t kIdleMost = 40 * kMillisecond;

}  // namespace descent::modules::staking_weights

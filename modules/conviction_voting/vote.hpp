#pragma once
// One vote, and all that an account votes in a class of polls, in the layout wallets read.
// source  polkadot-sdk, substrate/frame/conviction-voting/src/vote.rs of 2024
#include <compare>

#include "modules/conviction_voting/conviction.hpp"
#include "runtime/frame/metadata/registry.hpp"

namespace descent::modules::conviction_voting {

using PollIndex = std::uint32_t;
using ClassId = std::uint16_t;  ///< a class of polls: the track of a referendum

/// Votes of an account in a class, those in finished polls among them.
inline constexpr std::uint32_t kMaxVotes = 128;

/// For or against, and how strongly: one byte, of which the highest bit is aye.
struct Vote {
  bool aye{};
  Conviction conviction{};
  friend bool operator==(const Vote&, const Vote&) = default;
};

namespace account_vote {

struct Standard {
  Vote vote;
  Balance balance{};
  DESCENT_FIELDS(vote, balance)
  friend bool operator==(const Standard&, const Standard&) = default;
};
/// Both ways, without conviction.
struct Split {
  Balance aye{};
  Balance nay{};
  DESCENT_FIELDS(aye, nay)
  friend bool operator==(const Split&, const Split&) = default;
};
/// As Split; what abstains supports the poll without a side.
struct SplitAbstain {
  Balance aye{};
  Balance nay{};
  Balance abstain{};
  DESCENT_FIELDS(aye, nay, abstain)
  friend bool operator==(const SplitAbstain&, const SplitAbstain&) = default;
};

}  // namespace account_vote

struct AccountVote
    : std::variant<account_vote::Standard, account_vote::Split, account_vote::SplitAbstain> {
  static constexpr std::string_view type_path = "pallet_conviction_voting::vote::AccountVote";
  using Cases = variant;
  using variant::variant;

  /// The tokens it takes; saturates.
  Balance balance() const;
  /// The side it takes, if it is not split: only then do delegations follow it.
  std::optional<bool> side() const;
  /// The periods it locks its tokens for after a poll that ended so; none if it lost, was split or
  /// has no conviction.
  std::uint32_t locked_for(bool approved) const;
};

/// What is still locked for votes and delegations that are no more: the greatest of the amounts,
/// until the latest of the blocks.
struct PriorLock {
  static constexpr std::string_view type_path = "pallet_conviction_voting::vote::PriorLock";
  static constexpr bool unnamed = true;
  BlockNumber until{};
  Balance amount{};
  DESCENT_FIELDS(until, amount)

  void accumulate(BlockNumber block, Balance locked);
  /// Forgets it once its block has come.
  void expire(BlockNumber now);
  friend bool operator==(const PriorLock&, const PriorLock&) = default;
};

/// An account that votes itself.
struct Casting {
  static constexpr std::string_view type_path = "pallet_conviction_voting::vote::Casting";
  Bounded<std::pair<PollIndex, AccountVote>, kMaxVotes> votes;  ///< by poll, ascending
  Delegations delegations;                                      ///< what others delegate to it
  PriorLock prior;
  DESCENT_FIELDS(votes, delegations, prior)
  friend bool operator==(const Casting&, const Casting&) = default;
};

/// An account whose tokens follow the votes of another.
struct Delegating {
  static constexpr std::string_view type_path = "pallet_conviction_voting::vote::Delegating";
  Balance balance{};
  AccountId target;
  Conviction conviction{};
  Delegations delegations;  ///< what others delegate to it: counts nowhere while it delegates
  PriorLock prior;
  DESCENT_FIELDS(balance, target, conviction, delegations, prior)
  friend bool operator==(const Delegating&, const Delegating&) = default;
};

namespace voting {

struct Casting {
  static constexpr bool unnamed = true;
  conviction_voting::Casting value;
  DESCENT_FIELDS(value)
  friend bool operator==(const Casting&, const Casting&) = default;
};
struct Delegating {
  static constexpr bool unnamed = true;
  conviction_voting::Delegating value;
  DESCENT_FIELDS(value)
  friend bool operator==(const Delegating&, const Delegating&) = default;
};

}  // namespace voting

/// What an account does in a class of polls; nothing is an empty Casting.
struct Voting : std::variant<voting::Casting, voting::Delegating> {
  static constexpr std::string_view type_path = "pallet_conviction_voting::vote::Voting";
  using Cases = variant;
  using variant::variant;

  Casting* casting();
  const Casting* casting() const;
  Delegating* delegating();
  const Delegating* delegating() const;
  Delegations& delegations();
  PriorLock& prior();
  /// What must stay locked because of it.
  Balance locked() const;
};

}  // namespace descent::modules::conviction_voting

template <>
struct descent::scale::Codec<descent::modules::conviction_voting::Vote> {
  using Vote = modules::conviction_voting::Vote;
  static void encode(Bytes& out, const Vote& vote);
  static void decode(Reader& in, Vote& vote);
};

template <>
struct descent::frame::metadata::Custom<descent::modules::conviction_voting::Vote> {
  static Type describe(Registry& registry) {
    return {"pallet_conviction_voting::vote::Vote",
            {},
            composite_def({registry.field<std::uint8_t>("")})};
  }
};

#pragma once
/// # What was heard at one height
/// Checked votes by round, kind and authority. An authority that says two things in one place is
/// counted for each of them, as in the paper, where a quorum is a set of messages; the pair is
/// evidence. How much is kept of one authority is bounded, whatever it sends.
#include "consensus/bft/limits.hpp"

namespace descent::consensus::bft {

/// What one authority said in one place: one vote if it is honest.
using Said = Bounded<Vote, kBlocksMax>;

struct RoundVotes {
  std::array<std::map<AuthorityIndex, Said>, 3> by_kind;
  DESCENT_FIELDS(by_kind)
  friend bool operator==(const RoundVotes&, const RoundVotes&) = default;
};

struct VoteKeeper {
  std::map<Round, RoundVotes> rounds;
  DESCENT_FIELDS(rounds)
  friend bool operator==(const VoteKeeper&, const VoteKeeper&) = default;

  /// True if `add` would keep it: new, and within what is kept of its authority.
  /// round   ours
  bool wants(const AuthoritySet& set, AuthorityIndex from, const Vote& vote, Round round) const;

  /// Keeps `vote`, for good if its round is not beyond ours: of rounds ahead the highest of an
  /// authority replace its lower ones.
  /// returns  evidence, the first time the authority contradicts itself in this place
  std::optional<Equivocation> add(const AuthoritySet& set, AuthorityIndex from, const Vote& vote,
                                  Round round);

  /// Forgets the rounds before `oldest`, but for `spared`.
  void forget_before(Round oldest, const std::vector<Round>& spared);

  /// The first proposal of `round`, if any came.
  const Vote* proposal(Round round) const;

  /// The power of those who said `block`.
  Power power_for(const AuthoritySet& set, Round round, VoteKind kind,
                  const std::optional<Hash>& block) const;
  /// The power of those who said anything; who said two things counts once.
  Power power_of_kind(const AuthoritySet& set, Round round, VoteKind kind) const;
  Power power_of_round(const AuthoritySet& set, Round round) const;

  /// What more than two thirds said, if anything.
  std::optional<std::optional<Hash>> quorum(const AuthoritySet& set, Round round,
                                            VoteKind kind) const;
  /// The votes for `block`, by ascending index.
  std::vector<std::pair<AuthorityIndex, Vote>> votes_for(Round round, VoteKind kind,
                                                         const std::optional<Hash>& block) const;
};

}  // namespace descent::consensus::bft

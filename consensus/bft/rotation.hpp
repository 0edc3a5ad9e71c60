#pragma once
/// # Whose turn it is to propose
/// Each step every authority's priority grows by its power; the highest, of equals the first,
/// proposes and pays the total power. In the long run each proposes in proportion to its power, and
/// in no stretch much more or less.
///
/// The step of a round is number + round, and every kRotationWindow steps priorities are zero
/// again: a function of the set, the number and the round alone, so a node that joins anywhere
/// agrees. source  CometBFT, spec/consensus/proposer-selection.md; here the set is constant, so
/// nothing has
///         to be rescaled or centred
#include "runtime/primitives/authority.hpp"
#include "runtime/primitives/vote.hpp"

namespace descent::consensus::bft {

/// Who has less than one part in so many of the power may never get a turn in round 0.
inline constexpr BlockNumber kRotationWindow = 16'384;

struct Rotation {
  AuthoritySet set;
  std::uint64_t steps{};
  std::vector<i128> priorities;  ///< [authorities], their sum is 0
  DESCENT_FIELDS(set, steps, priorities)
  friend bool operator==(const Rotation&, const Rotation&) = default;
};

/// Before its first step. REQUIRES is_canonical(set).
Rotation rotation_of(const AuthoritySet& set);

/// Takes one step and says whose turn it is.
AuthorityIndex advance(Rotation& rotation);

/// Moves `rotation` to where `step` is about to be taken: forward if it is not past it, else anew,
/// in fewer than kRotationWindow steps.
void seek(Rotation& rotation, const AuthoritySet& set, std::uint64_t step);

/// The proposers of one height.
struct Proposers {
  Rotation base;                         ///< about to choose that of round 0
  Rotation next;                         ///< about to choose the first one not in `by_round`
  std::vector<AuthorityIndex> by_round;  ///< as far as somebody asked, at most kRoundsRemembered
  DESCENT_FIELDS(base, next, by_round)
  friend bool operator==(const Proposers&, const Proposers&) = default;
};

/// Proposers of later rounds are computed each time: a chain that needs so many has time.
inline constexpr std::size_t kRoundsRemembered = 256;

/// Moves to another height, in one step if it is the next one of the same set.
void seek(Proposers& proposers, const AuthoritySet& set, BlockNumber number);

AuthorityIndex proposer(Proposers& proposers, Round round);

}  // namespace descent::consensus::bft

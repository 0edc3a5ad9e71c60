#pragma once
// All the engine knows: a value that copies, compares and encodes, so that it can be snapshotted,
// restored and explored. The functions on it are in rules (what the paper says), voice (how a vote
// gets out), intake (how one gets in) and height (how a height begins).
#include "consensus/bft/rotation.hpp"
#include "consensus/bft/vote_keeper.hpp"
#include "consensus/engine.hpp"

namespace descent::consensus::bft {

enum class Step : std::uint8_t {
  NewHeight,  ///< too early for a block, or nothing to put into one
  Propose,
  Prevote,
  Precommit,
  Decided,  ///< the node commits the block; also before the first height
  Halted,   ///< see effect::Halt
  kCount
};

/// A block and the round in which more than two thirds prevoted it.
struct Choice {
  Hash block;
  Round round{};
  DESCENT_FIELDS(block, round)
  friend bool operator==(const Choice&, const Choice&) = default;
};

/// What happens once in a round.
struct Once {
  bool polka{};            ///< L36
  bool prevote_timer{};    ///< L34
  bool precommit_timer{};  ///< L47
  DESCENT_FIELDS(polka, prevote_timer, precommit_timer)
  friend bool operator==(const Once&, const Once&) = default;
};

/// A vote of ours that is not signed yet.
struct Unsigned {
  std::uint64_t sequence{};  ///< of its record
  Vote vote;
  bool durable{};
  DESCENT_FIELDS(sequence, vote, durable)
  friend bool operator==(const Unsigned&, const Unsigned&) = default;
};

using Slot = std::pair<Round, VoteKind>;  ///< a validator speaks once in each
using CheckKey = std::pair<Hash, Round>;

struct State {
  // Constant within a height.
  BlockNumber number{};  ///< of the block to be decided
  AuthoritySet authorities;
  std::optional<AuthorityIndex> self;
  Timing timing;
  // The paper's variables; proposers is its function proposer(h, r).
  Proposers proposers;
  Round round{};
  Step step = Step::Decided;
  std::optional<Choice> locked;
  std::optional<Choice> valid;
  Once once;
  // What was heard and found out.
  VoteKeeper votes;
  std::map<CheckKey, std::optional<Verdict>> checks;  ///< none: asked, not answered
  std::optional<CommitCertificate> proof;             ///< from a peer, its signatures checked
  // Reasons to begin.
  bool paced{};
  bool wanted{};
  // What we said.
  std::vector<Unsigned> unsigned_votes;  ///< in order
  std::map<Slot, Vote> said;             ///< signed
  std::optional<Slot> last;              ///< the last we meant to say
  std::uint64_t next_sequence{};
  // Signatures being checked.
  std::uint64_t next_batch{};
  std::vector<Vote> unchecked;  ///< wait for the batch before theirs
  std::optional<std::uint64_t> batch;
  std::vector<Vote> in_batch;
  std::optional<std::uint64_t> proof_batch;
  std::optional<CommitCertificate> unproven;
  // Heights after this one.
  std::map<AuthorityIndex, Bounded<Vote, kNextHeightMax>> next_height;
  std::map<AuthorityIndex, BlockNumber> ahead;  ///< the highest number each spoke of
  bool sync_asked{};

  DESCENT_FIELDS(number, authorities, self, timing, proposers, round, step, locked, valid, once,
                 votes, checks, proof, paced, wanted, unsigned_votes, said, last, next_sequence,
                 next_batch, unchecked, batch, in_batch, proof_batch, unproven, next_height, ahead,
                 sync_asked)
  friend bool operator==(const State&, const State&) = default;
};

/// True between the start of round 0 and the decision.
bool in_round(const State& state);

/// Whether `block` may be decided; none if that is not known. Its time does not matter: more than
/// two thirds found it good when it came.
std::optional<bool> is_valid(const State& state, const Hash& block);

/// The node's answer about `block` as the proposal of `round`.
std::optional<Verdict> verdict(const State& state, const Hash& block, Round round);

/// base + growth * round, saturating.
std::uint64_t timeout_ms(std::uint64_t base_ms, const Timing& timing, Round round);

effect::ScheduleTimer timer_of(const State& state, Timer timer, std::uint64_t delay_ms);

/// The oldest round whose votes are kept.
Round oldest_round(const State& state);

/// Older rounds that still matter: that of our valid value, and that which the proposal of this
/// round appeals to.
std::vector<Round> spared_rounds(const State& state);

}  // namespace descent::consensus::bft

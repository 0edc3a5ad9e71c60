#pragma once
// What the chain keeps of a task, its rounds and who takes part (docs/scoring.md).
#include "runtime/graph/hashes.hpp"
#include "runtime/kernels/evaluate.hpp"
#include "runtime/kernels/gain.hpp"

namespace descent::modules::training {

using TaskId = std::uint32_t;
using RoundIndex = std::uint32_t;

inline constexpr std::size_t kParticipantsMax = 64;
inline constexpr std::size_t kOpeningBytesMax = std::size_t{2} << 20;
inline constexpr std::size_t kProofMax = 16;

// ---- Who may take part ------------------------------------------------------------------------

/// Anybody, with a deposit of their choice between the two.
struct Open {
  Balance deposit_min{};
  Balance deposit_max{};
  DESCENT_FIELDS(deposit_min, deposit_max)
  friend bool operator==(const Open&, const Open&) = default;
};
/// Accounts the sponsor names, each with the same deposit.
struct Listed {
  Bounded<AccountId, kParticipantsMax> accounts;
  Balance deposit{};
  DESCENT_FIELDS(accounts, deposit)
  friend bool operator==(const Listed&, const Listed&) = default;
};
struct Participants : std::variant<Open, Listed> {
  using Cases = variant;
  using variant::variant;
};

// ---- A task -----------------------------------------------------------------------------------

/// What a sponsor decides. A task keeps its copy: no vote changes a round that runs.
struct Terms {
  kernels::Loss loss{};
  Participants participants;
  std::uint32_t max_participants{};
  std::uint32_t rounds{};
  Balance reward{};        ///< of one round, at most
  Balance bond{};          ///< lost if the sponsor withholds a slice; at least one reward
  std::uint64_t target{};  ///< mean gain that earns the whole reward, in units of 2^-24
  std::uint64_t harm{};    ///< mean loss beyond which a deposit is forfeited, in units of 2^-24
  BlockNumber commit_blocks{};
  BlockNumber reveal_blocks{};
  BlockNumber open_blocks{};
  Hash set_root;            ///< of the validation set of rounds + 1 slices
  std::uint32_t samples{};  ///< in each slice
  DESCENT_FIELDS(loss, participants, max_participants, rounds, reward, bond, target, harm,
                 commit_blocks, reveal_blocks, open_blocks, set_root, samples)
};

/// What the chain decides when a task opens, and keeps for it.
struct Rates {
  std::uint32_t no_reveal_forfeit{};  ///< millionths of a deposit
  std::uint32_t harm_forfeit{};       ///< millionths of a deposit
  Balance evaluation_price{};         ///< of one model over one slice
  std::uint64_t unit_fixed{};         ///< weight of a unit without samples, ref_time
  std::uint64_t unit_per_sample{};    ///< weight of each of its samples, ref_time
  std::uint32_t unit_samples{};       ///< most samples in a unit
  DESCENT_FIELDS(no_reveal_forfeit, harm_forfeit, evaluation_price, unit_fixed, unit_per_sample,
                 unit_samples)
};

/// Facts of the model that no round changes.
struct Shape {
  std::uint32_t elements{};    ///< of the model's input
  std::uint32_t classes{};     ///< elements of its score
  std::uint64_t parameters{};  ///< elements of all its tensors
  std::uint64_t bytes{};       ///< of its encoding
  DESCENT_FIELDS(elements, classes, parameters, bytes)
};

enum class Phase : std::uint8_t {
  Commit,        ///< participants seal their updates
  Reveal,        ///< they store and show them
  OpenSlice,     ///< the sponsor shows the round's slice
  Evaluate,      ///< the chain scores; as long as it takes
  OpenLast,      ///< after the last round: the sponsor may show the last slice
  EvaluateLast,  ///< the chain scores the head on it
  Closed,
  kCount
};

struct Task {
  AccountId sponsor;
  std::uint32_t model{};
  Terms terms;
  Rates rates;
  Shape shape;
  Balance pool{};     ///< held from the sponsor for rewards
  Balance bond{};     ///< held from the sponsor; zero once lost or returned
  Balance scoring{};  ///< held from the sponsor to score base, merged and full step
  RoundIndex round{};
  Phase phase{};
  BlockNumber phase_ends{};  ///< the first block of the next phase; 0 while evaluating or closed
  DESCENT_FIELDS(sponsor, model, terms, rates, shape, pool, bond, scoring, round, phase, phase_ends)
};

// ---- A round ----------------------------------------------------------------------------------

/// A model over a whole slice.
struct Measure {
  std::uint64_t loss{};  ///< sum over the samples, in units of 2^-24
  std::uint32_t correct{};
  DESCENT_FIELDS(loss, correct)
  friend bool operator==(const Measure&, const Measure&) = default;
};

/// A model beside the round's base.
struct Score {
  Measure measure;
  kernels::Gain gain;
  DESCENT_FIELDS(measure, gain)
  friend bool operator==(const Score&, const Score&) = default;
};

/// What became of a round.
enum class Outcome : std::uint8_t {
  Running,
  NobodyRevealed,
  Withheld,   ///< the sponsor did not open its slice
  Unchanged,  ///< scored, and nothing was better than the base
  Merged,     ///< the accepted updates together are the new version
  FullStep,   ///< the best one alone is
  Halted,     ///< the model was taken out of use
  kCount
};

struct Round {
  std::uint32_t base_version{};
  Hash base;                        ///< content hash of the base
  BlockNumber reveal_from{};        ///< chunks stored before it are refused
  std::uint64_t fullness_before{};  ///< the chain's `Fullness` when revealing began
  Hash slice;                       ///< blob root of the opening; zero before it is shown
  Measure base_measure;
  std::optional<Score> merged;  ///< none if not computed or refused
  std::optional<Score> full;    ///< none if not computed or refused
  Outcome outcome{};
  std::optional<std::uint32_t> version;  ///< the new one
  Balance payable{};                     ///< of the reward, by the new version's gain
  Balance paid{};
  DESCENT_FIELDS(base_version, base, reveal_from, fullness_before, slice, base_measure, merged,
                 full, outcome, version, payable, paid)
};

// ---- A participant ----------------------------------------------------------------------------

enum class Status : std::uint8_t {
  Committed,
  Revealed,  ///< shown and valid: a candidate
  Scored,    ///< evaluated
  Refused,   ///< its merge left the range of a tensor: no score
  Missing,   ///< not revealed, part of the deposit burned
  Excused,   ///< not revealed while the chain was full
  Withheld,  ///< valid, but the sponsor did not open the slice
  Halted,    ///< the model was taken out of use: everything was returned
  kCount
};

/// One participant's part in one round, in the order of commitments; afterwards its receipt.
struct Entry {
  AccountId account;
  Hash commitment;
  BlockNumber committed{};
  Balance deposit{};
  Balance prepaid{};  ///< for its evaluation; burned when that begins
  Status status{};
  Hash update;             ///< blob root, once revealed
  std::uint32_t weight{};  ///< in the merge, of the sum over all that revealed
  std::optional<Score> score;
  bool accepted{};
  bool paid{};
  Balance payout{};
  Balance forfeit{};
  DESCENT_FIELDS(account, commitment, committed, deposit, prepaid, status, update, weight, score,
                 accepted, paid, payout, forfeit)
};
using Entries = Bounded<Entry, kParticipantsMax>;

// ---- Evaluation -------------------------------------------------------------------------------

enum class Step : std::uint8_t {
  Base,
  Candidate,
  Merge,  ///< of the accepted
  Merged,
  MergeFull,  ///< the best one's full step
  Full,
  Settle,
  Last,  ///< the head on the last slice
  kCount
};

/// Where the evaluation of a task stands between two units.
struct Work {
  Step step{};
  Hash slice;                  ///< blob root of the opening
  std::uint32_t candidate{};   ///< its number among the entries
  std::uint32_t next{};        ///< the first sample not yet scored
  Measure measure;             ///< so far
  kernels::Gain gain;          ///< so far
  std::optional<Hash> merged;  ///< blob root of the merged model, held until the round is settled
  std::optional<Hash> full;    ///< that of the full step
  DESCENT_FIELDS(step, slice, candidate, next, measure, gain, merged, full)
};

}  // namespace descent::modules::training

#pragma once
// A tiny problem on a chain: two features, the sign of the first is the class; a linear softmax
// model that begins with zeros; Alice sponsors, accounts 10, 11, ... take part.
#include "modules/training/opening.hpp"
#include "tests/modules/harness.hpp"

namespace descent::modules {

using TaskId = training::TaskId;

inline constexpr std::uint32_t kSamples = 16;
inline constexpr Balance kDeposit = 10 * kGrad;
inline constexpr Balance kReward = 12 * kGrad + 345;
inline constexpr Balance kBond = 20 * kGrad + 7;

/// Account of participant `n`.
constexpr AccountId party(std::uint8_t n) { return account(static_cast<std::uint8_t>(10 + n)); }

/// The model before any training.
graph::Graph linear();

/// A step of the weights, in units of 2^-13: `good` towards the right class by the first feature,
/// `noise` by the second.
graph::Update step_of(const Hash& base, std::int16_t good, std::int16_t noise);

/// A validation set with its openings and proofs.
struct ValidationSet {
  /// Of the tiny problem.
  explicit ValidationSet(std::uint32_t slices);
  /// Of any openings, one a slice, each of the length that `shape` says.
  ValidationSet(const training::SetShape& shape, std::vector<Bytes> slices);
  Hash root;
  std::vector<Bytes> openings;
  std::vector<std::vector<Hash>> proofs;
};

class Story : public Chain {
 public:
  /// A chain with a registered model and rich participants.
  Story();

  Training& training() { return runtime().training; }
  training::Terms terms(std::uint32_t rounds = 2);
  TaskId open(const training::Terms& terms);
  training::Task task() { return *training().tasks.get(id); }
  training::Round round() { return *training().rounds.get(id, at); }
  training::Entry entry(std::uint8_t n, std::uint32_t of_round);
  Hash base() { return training().rounds.get(id, task().round)->base; }
  /// The graph of the model's head.
  graph::Graph head();

  static Hash salt(std::uint8_t n) { return Hash{account(static_cast<std::uint8_t>(100 + n)).id}; }
  /// Stores a blob. returns  its root
  Hash upload(const AccountId& who, View content);
  /// What `n` would reveal, sealed.
  Hash seal(std::uint8_t n, View update);
  Result<> commit(std::uint8_t n, const Hash& commitment, Balance deposit = kDeposit);
  Result<> reveal(std::uint8_t n, const Hash& update);
  Result<> show(std::uint32_t slice);
  /// Goes on until the task is in this phase.
  void until(training::Phase phase);

  struct Move {
    std::uint8_t party{};
    Bytes update;
    Balance deposit = kDeposit;
    bool reveals = true;
  };
  /// Plays a whole round, to the settlement. Leaves it at `at`.
  void play(const std::vector<Move>& moves);
  /// The same up to the opened slice: nothing is evaluated.
  void play_until_open(const std::vector<Move>& moves);
  Bytes honest(std::int16_t good, std::int16_t noise = 0);

  /// All of an account's tokens.
  Balance wealth(const AccountId& who) { return free(who) + reserved(who); }

  TaskId id{};
  ModelId model{};
  std::uint32_t at{};  ///< the round played last
  std::optional<ValidationSet> validation;

 private:
  void set_parameters();
};

}  // namespace descent::modules

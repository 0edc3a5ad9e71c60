#pragma once
// What a round's entries say about its evaluation, and one unit of it: functions without state.
#include "modules/training/opening.hpp"
#include "modules/training/score.hpp"

namespace descent::modules::training {

/// A model over some samples of a slice; no losses if the model's merge was refused.
struct UnitResult {
  std::optional<std::vector<std::uint64_t>> losses;
  std::uint32_t correct{};
  DESCENT_FIELDS(losses, correct)
  friend bool operator==(const UnitResult&, const UnitResult&) = default;
};

/// The numbers of the valid reveals among the entries.
std::vector<std::size_t> candidates(const Entries& entries);

/// The numbers of those of them whose score is a gain.
std::vector<std::size_t> contributors(const Entries& entries);

/// The number of the one with the greatest gain. REQUIRES: there is a contributor
std::size_t best_of(const Entries& entries);

/// The sum of the weights of the entries of these numbers.
std::uint32_t weight_of(const Entries& entries, const std::vector<std::size_t>& numbers);

/// What the candidates of a round are settled by.
Scores scores_of(const Entries& entries, const Round& round, std::uint32_t samples);

/// The measure of what is the head after the round.
Measure measure_of(const Round& round);

/// Scores a model. A sample that it refuses has the greatest loss and is not correct.
/// REQUIRES: the slice was checked for this model and loss.
UnitResult score_slice(kernels::Workspace& workspace, const kernels::Model& model,
                       const Slice& slice, kernels::Loss loss);

}  // namespace descent::modules::training

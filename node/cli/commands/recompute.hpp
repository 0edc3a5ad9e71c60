#pragma once
/// # Pay, recomputed
/// What docs/scoring.md says a round pays and takes, from what the chain keeps of the round: its
/// scores, deposits and terms. No result of the chain's own settlement is used.
#include "modules/training/training.hpp"

namespace descent::cli {

struct Due {
  bool accepted{};
  bool paid{};
  Balance payout{};
  Balance forfeit{};
  friend bool operator==(const Due&, const Due&) = default;
};

/// By participant, in the order of commitments. nullopt: the round is not settled yet.
std::optional<std::vector<Due>> recompute(const modules::training::Task& task,
                                          const modules::training::Round& round,
                                          const std::vector<modules::training::Entry>& entries);

/// What the chain did.
Due done(const modules::training::Entry& entry);

}  // namespace descent::cli

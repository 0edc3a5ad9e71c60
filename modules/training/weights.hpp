#pragma once
// What descent_bench_weights measured in 2026-11 on an AMD EPYC (family 26, two cores at 2.6 GHz),
// one thread, 100,000 accounts, roots and database included; charged with a factor of 1.3 to 2.5.
// kParticipant and reveal were raised by calculation after that and not measured again.
#include "modules/training/types.hpp"
#include "runtime/primitives/weight.hpp"

namespace descent::modules::training_weights {

/// Reading, hashing, decoding or writing a byte of a blob.
inline constexpr std::uint64_t kByte = 1'000;
/// Adding one element of one update to a model.
inline constexpr std::uint64_t kMergeElement = 4'000;
/// A sparse position and its value: the most an element takes in an update.
inline constexpr std::uint64_t kUpdateBytesPerElement = 6;
/// Holds, releases, events and state of one participant.
inline constexpr std::uint64_t kParticipant = 160 * kMicrosecond;
inline constexpr std::uint64_t kTaskState = 40 * kMicrosecond;

/// An entry list is rewritten whole.
inline constexpr Weight kCommit{2 * kTaskState + 3 * kParticipant, 0};
inline constexpr Weight kClose{5 * kTaskState, 0};
/// A change of phase settles up to every participant.
inline constexpr std::uint64_t kPhaseChange =
    2 * kTaskState + training::kParticipantsMax * kParticipant;
inline constexpr std::uint64_t kSettle = 2 * kPhaseChange;

/// Opening a task looks at the graph of the model, of so many bytes.
constexpr Weight open_task(std::uint64_t graph_bytes) {
  return {8 * kTaskState + saturating_mul(2 * kByte, graph_bytes), 0};
}
/// An update is read, decoded and compared with the tensors of its base.
constexpr Weight reveal(std::uint64_t update_bytes, std::uint64_t graph_bytes) {
  return {8 * kTaskState + saturating_mul(2 * kByte, saturating_add(update_bytes, graph_bytes)), 0};
}
/// Leaves and nodes are hashed, the opening is kept, and every participant's fee is burned.
constexpr Weight open_slice(std::uint64_t bytes) { return {kPhaseChange + 4 * kByte * bytes, 0}; }

/// Merging so many updates, and keeping the result.
constexpr std::uint64_t merge(const training::Shape& shape, std::uint64_t updates) {
  const std::uint64_t element = kMergeElement + kByte * kUpdateBytesPerElement;
  return 3 * kTaskState + saturating_mul(6 * kByte, shape.bytes) +
         saturating_mul(saturating_mul(element, updates), shape.parameters);
}

}  // namespace descent::modules::training_weights

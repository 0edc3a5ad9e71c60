#pragma once
// The hashes that bind a participant to its update and a sponsor to its validation set
// (docs/scoring.md, "The validation set" and "Commitment to an update").
#include "modules/training/types.hpp"

namespace descent::modules::training {

/// What a set's root says beside its samples.
struct SetShape {
  std::uint32_t slices{};
  std::uint32_t samples{};
  std::uint32_t elements{};
  kernels::Loss loss{};
};

enum class OpeningError : std::uint8_t {
  WrongLength,
  WrongProof,  ///< not under the root: another proof, salt, order or sample
  NotFinite,
  LabelOutOfRange,
  kCount
};

/// A slice as the kernels read it.
struct Slice {
  std::vector<std::uint32_t> samples;  ///< f32 patterns, [samples, elements]
  std::vector<std::uint32_t> targets;  ///< [samples]
};

/// Bytes of an opening: the salt, and samples of `elements` and a target each.
std::uint64_t opening_bytes(std::uint64_t samples, std::uint64_t elements);

/// The sealed form of an update.
Hash commitment(const Hash& blob, const Hash& salt, const AccountId& who, TaskId task,
                RoundIndex round);

/// Root of slice `number`. REQUIRES: `opening` has the length that `shape` says.
Hash slice_root(const SetShape& shape, std::uint32_t number, View opening);

/// Checks that `opening` is slice `number` of the set under `root`, and that the kernels take it.
/// classes  elements of the model's score
/// errors   of docs/scoring.md, in the order of OpeningError
Expected<void, OpeningError> check_opening(const Hash& root, const SetShape& shape,
                                           std::uint32_t number, View opening,
                                           std::span<const Hash> proof, std::uint32_t classes);

/// Samples [first, first + count) of a checked opening.
Slice read_slice(View opening, std::uint32_t elements, std::uint32_t first, std::uint32_t count);

}  // namespace descent::modules::training

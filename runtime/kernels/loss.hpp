#pragma once
// From a score row to a loss, a class or probabilities (docs/arithmetic.md, "Loss and accuracy").
#include "runtime/kernels/error.hpp"
#include "runtime/kernels/rows.hpp"
#include "runtime/scale/expected.hpp"

namespace descent::kernels {

inline constexpr int kLossBits = 24;                               ///< a loss is in units of 2^-24
inline constexpr std::uint64_t kLossMax = std::uint64_t{1} << 36;  ///< 4096.0
inline constexpr int kProbabilityBits = 30;                        ///< 2^30 is 1

/// Mantissas and exponent of one sample.
struct ScoreRow {
  std::span<const std::int16_t> mantissas;
  std::int32_t exponent{};
};

/// Index of the greatest; the lower of equals.
std::uint32_t arg_max(const ScoreRow& row);

/// Minus the logarithm of the label's probability, in nats.
/// errors  LabelOutOfRange
Expected<std::uint64_t, Error> cross_entropy(const ScoreRow& row, std::uint32_t label);

/// target  an f32 pattern
/// errors  ShapeMismatch if the row has not one element; NotFinite
Expected<std::uint64_t, Error> squared_error(const ScoreRow& row, std::uint32_t target);

/// In units of 2^-kProbabilityBits.
std::vector<std::int32_t> softmax(const ScoreRow& row);

}  // namespace descent::kernels

#pragma once
// A model over samples: scores, losses, predictions.
#include "runtime/kernels/multiply.hpp"

namespace descent::kernels {

/// f32 patterns, [count, elements of the model's input].
using Samples = std::span<const std::uint32_t>;

enum class Loss : std::uint8_t { CrossEntropy, MeanSquaredError, kCount };

/// What an evaluation is scored by.
struct Scored {
  std::vector<std::uint64_t> losses;  ///< [samples] in units of 2^-24
  std::uint32_t correct{};            ///< arg-max equal to the label; 0 for MeanSquaredError
  friend bool operator==(const Scored&, const Scored&) = default;
};

/// What a graph puts out: element j of sample i is values[i, j] * 2^exponents[i].
struct Output {
  std::size_t elements{};
  std::vector<std::int32_t> values;
  std::vector<std::int32_t> exponents;
  friend bool operator==(const Output&, const Output&) = default;
};

/// The rows of the model's score, before a Softmax or ArgMax.
/// errors  ShapeMismatch if `samples` is not a number of whole samples; NotFinite; Overflow
Expected<Rows, Error> evaluate(Workspace& workspace, const Model& model, Samples samples);

/// targets  [count] labels for CrossEntropy, f32 patterns for MeanSquaredError
/// errors   those of `evaluate`; ShapeMismatch if the counts differ or the loss does not fit the
///          score; LabelOutOfRange; NotFinite
Expected<Scored, Error> score(Workspace& workspace, const Model& model, Samples samples,
                              std::span<const std::uint32_t> targets, Loss loss);

/// The graph's output.
/// errors  those of `evaluate`
Expected<Output, Error> infer(Workspace& workspace, const Model& model, Samples samples);

}  // namespace descent::kernels

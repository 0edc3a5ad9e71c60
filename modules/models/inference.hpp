#pragma once
// Running a graph on samples outside of scoring, and what an operation costs.
#include "runtime/kernels/cost.hpp"
#include "runtime/kernels/evaluate.hpp"
#include "runtime/primitives/weight.hpp"

namespace descent::modules {

/// Reference time of an operation of `kernels::cost`, in picoseconds. descent_bench_kernels
/// measured 3.7 to 4.8 in 2026-11 on an AMD EPYC (family 26), up to 5.5 there with AVX2 and up
/// to 6.7 with SSE4.1 alone.
inline constexpr std::uint64_t kOperationTime = 10;

/// What evaluating `samples` samples is charged.
constexpr Weight evaluation_weight(const kernels::Cost& cost, std::uint64_t samples) {
  const std::uint64_t operations =
      saturating_add(cost.prepare, saturating_mul(cost.per_sample, samples));
  return {saturating_mul(operations, kOperationTime), 0};
}

/// The answer for one sample.
struct InferenceRow {
  std::uint32_t class_{};             ///< index of the greatest score; the lower of equals
  std::vector<std::uint32_t> values;  ///< the graph's output, as f32 bit patterns
  DESCENT_FIELDS(class_, values)
  friend bool operator==(const InferenceRow&, const InferenceRow&) = default;
};

/// Why there is no answer.
enum class InferenceError : std::uint8_t {
  UnknownVersion,    ///< no version has this number
  GraphDropped,      ///< its graph is no longer kept
  SamplesMisshapen,  ///< not a number of whole samples, or none
  SamplesNotFinite,  ///< NaN or infinity
  SamplesOverflow,   ///< an activation beyond 2^1023, or an output beyond f32
  TooCostly,         ///< more evaluation than a question may ask for: send fewer samples
  OutputTooLarge,    ///< more numbers than an answer may have: send fewer samples
  kCount
};

/// What an answer may take.
struct InferenceLimits {
  std::uint64_t time;     ///< ref_time of the evaluation
  std::uint64_t numbers;  ///< of the output
};

/// One row for each sample.
using Inference = Expected<std::vector<InferenceRow>, InferenceError>;

/// Runs `graph`; outputs are rounded to multiples of 2^-64 and then to f32.
/// errors  SamplesMisshapen, SamplesNotFinite, SamplesOverflow
/// REQUIRES: the graph is valid.
Inference infer_rows(const graph::Graph& graph, kernels::Samples samples);

}  // namespace descent::modules

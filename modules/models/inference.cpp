#include "modules/models/inference.hpp"

#include "runtime/graph/f32.hpp"
#include "runtime/graph/rounding.hpp"
#include "runtime/kernels/loss.hpp"
#include "runtime/primitives/assert.hpp"

namespace descent::modules {
namespace {

using Bits = Expected<std::uint32_t, InferenceError>;

InferenceError error_of(kernels::Error error) {
  switch (error) {
    case kernels::Error::NotFinite: return InferenceError::SamplesNotFinite;
    case kernels::Error::Overflow: return InferenceError::SamplesOverflow;
    default: return InferenceError::SamplesMisshapen;
  }
}

Bits bits_of(std::int32_t value, int exponent) {
  const int finer = graph::kTensorExponentMin - exponent;
  const auto rounded =
      finer > 0 ? static_cast<std::int32_t>(graph::round_shift(value, finer)) : value;
  const auto bits = graph::f32_bits(rounded, finer > 0 ? graph::kTensorExponentMin : exponent);
  if (!bits) return InferenceError::SamplesOverflow;
  return *bits;
}

template <class Value>
Expected<InferenceRow, InferenceError> row_of(const kernels::ScoreRow& score,
                                              std::span<const Value> values, int exponent) {
  InferenceRow out{kernels::arg_max(score), {}};
  for (const Value value : values) out.values.push_back(DESCENT_TRY(bits_of(value, exponent)));
  return out;
}

/// The output of one sample, by the operator that makes it (docs/arithmetic.md, "Output").
Expected<InferenceRow, InferenceError> row_of(const graph::Operator& last,
                                              const kernels::ScoreRow& score) {
  if (std::holds_alternative<graph::Softmax>(last)) {
    const auto probabilities = kernels::softmax(score);
    return row_of(score, std::span<const std::int32_t>{probabilities}, -kernels::kProbabilityBits);
  }
  if (std::holds_alternative<graph::ArgMax>(last)) {
    const auto index = static_cast<std::int32_t>(kernels::arg_max(score));
    return row_of(score, std::span<const std::int32_t>{&index, 1}, 0);
  }
  return row_of(score, score.mantissas, score.exponent);
}

}  // namespace

Inference infer_rows(const graph::Graph& graph, kernels::Samples samples) {
  const auto model = kernels::Model::prepare(graph);
  DESCENT_ASSERT(model);
  kernels::Workspace workspace;
  const auto scores = kernels::evaluate(workspace, *model, samples);
  if (!scores) return error_of(scores.error());
  std::vector<InferenceRow> out;
  for (std::size_t i = 0; i < scores->samples(); ++i) {
    const kernels::ScoreRow score{scores->row(i), scores->exponents[i]};
    out.push_back(DESCENT_TRY(row_of(model->operators().back(), score)));
  }
  return out;
}

}  // namespace descent::modules

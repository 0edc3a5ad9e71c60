#include "runtime/kernels/model.hpp"

#include <algorithm>

#include "runtime/graph/rounding.hpp"
#include "runtime/primitives/assert.hpp"

namespace descent::kernels {
namespace {

Addend addend_from(const graph::Tensor& tensor) {
  Addend out{.values = {tensor.values.begin(), tensor.values.end()},
             .exponent = tensor.exponent,
             .bits = 0};
  for (const auto v : out.values) out.bits = std::max(out.bits, graph::bit_length(v));
  return out;
}

}  // namespace

Expected<Model, graph::Refusal> Model::prepare(const graph::Graph& graph) {
  Model out;
  out.summary_ = DESCENT_TRY(graph::validate(graph));
  out.operators_ = graph.operators;
  out.columns_.resize(graph.tensors.size());
  out.addends_.resize(graph.tensors.size());
  for (const auto& tensor : graph.tensors) out.weight_shapes_.push_back(tensor.shape);
  const auto cut = [&](std::uint32_t i) {
    if (!out.columns_[i]) out.columns_[i] = cut_columns(graph.tensors[i]);
  };
  const auto add = [&](std::uint32_t i) {
    if (!out.addends_[i]) out.addends_[i] = addend_from(graph.tensors[i]);
  };
  for (const auto& op : graph.operators) {
    if (const auto* o = std::get_if<graph::MatMul>(&op)) cut(o->weight);
    if (const auto* o = std::get_if<graph::Gemm>(&op)) {
      cut(o->weight);
      add(o->bias);
    }
    if (const auto* o = std::get_if<graph::Add>(&op))
      if (const auto* t = std::get_if<graph::TensorOperand>(&o->right)) add(t->tensor);
  }
  return out;
}

const Columns* Model::columns(std::uint32_t tensor) const {
  return columns_[tensor] ? &*columns_[tensor] : nullptr;
}

const Addend& Model::addend(std::uint32_t tensor) const {
  DESCENT_ASSERT(addends_[tensor].has_value());
  return *addends_[tensor];
}

}  // namespace descent::kernels

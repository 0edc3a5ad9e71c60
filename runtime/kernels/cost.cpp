#include "runtime/kernels/cost.hpp"

#include "runtime/graph/operands.hpp"

namespace descent::kernels {
namespace {

// Operations for each element, fitted to tests/bench/kernels.
constexpr std::uint64_t kProducts = 4;      ///< partial products of a multiply-add
constexpr std::uint64_t kPerResult = 160;   ///< combining, rounding, storing
constexpr std::uint64_t kPerElement = 200;  ///< reading a sample, adding, cutting
constexpr std::uint64_t kPerClass = 3'000;  ///< exp2 of a logit
constexpr std::uint64_t kPerSample = 30'000;
constexpr std::uint64_t kPerParameter = 400;  ///< cutting a weight

}  // namespace

Cost cost(const graph::Graph& graph, const graph::Summary& summary) {
  Cost out{.per_sample = kPerSample, .prepare = kPerParameter * summary.parameters};
  for (const auto& op : graph.operators)
    if (const auto product = graph::product_size(op, graph, summary.shapes))
      out.per_sample += kProducts * product->macs() + kPerResult * product->rows * product->columns;
  for (const auto& shape : summary.shapes) out.per_sample += kPerElement * graph::elements(shape);
  out.per_sample += kPerClass * graph::elements(summary.shapes[summary.score]);
  return out;
}

}  // namespace descent::kernels

#include "runtime/kernels/cost.hpp"

namespace descent::kernels {
namespace {

// Fitted to tests/bench/kernels_bench.cpp on a machine with AVX2 and without VNNI.
constexpr std::uint64_t kPerMac = 4;            ///< partial products of a multiply-add
constexpr std::uint64_t kPerInput = 1'000;      ///< reading an f32 pattern into a row
constexpr std::uint64_t kPerElement = 200;      ///< of any other value: combining, rounding, adding
constexpr std::uint64_t kPerClass = 2'000;      ///< the exponential of a score
constexpr std::uint64_t kPerSample = 20'000;    ///< a loss
constexpr std::uint64_t kPerParameter = 1'000;  ///< cutting a weight
constexpr std::uint64_t kPerOperator = 200'000;  ///< calling it, once for each evaluation

}  // namespace

Cost cost(const graph::Graph& graph, const graph::Summary& summary) {
  Cost out{
      .per_sample = kPerSample + kPerMac * summary.macs + kPerInput * graph::elements(graph.input),
      .prepare = kPerParameter * summary.parameters + kPerOperator * graph.operators.size()};
  for (const auto& shape : summary.shapes) out.per_sample += kPerElement * graph::elements(shape);
  out.per_sample += kPerClass * graph::elements(summary.shapes[summary.score]);
  return out;
}

}  // namespace descent::kernels

#pragma once
// What an evaluation is charged, from static shapes, before it runs.
#include "runtime/graph/validate.hpp"

namespace descent::kernels {

/// Operations of one sample and, once for an evaluation, of cutting the weights. An operation is
/// about one u8 x s8 multiply-add on a machine without VNNI; what it takes is measured by
/// tests/bench/kernels_bench.cpp.
struct Cost {
  std::uint64_t per_sample{};
  std::uint64_t prepare{};

  std::uint64_t operations(std::uint64_t samples) const { return prepare + per_sample * samples; }
  friend bool operator==(const Cost&, const Cost&) = default;
};

/// REQUIRES: `summary` is what graph::validate gave for `graph`.
Cost cost(const graph::Graph& graph, const graph::Summary& summary);

}  // namespace descent::kernels

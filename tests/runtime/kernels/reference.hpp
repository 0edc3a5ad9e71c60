#pragma once
// The oracle: docs/arithmetic.md written down once more with plain loops and wide integers, nothing
// shared with the kernels but the types.
#include "runtime/graph/validate.hpp"
#include "runtime/kernels/evaluate.hpp"

namespace descent::kernels::reference {

/// v / 2^s, half to even; exact for s <= 0.
i128 round_shift(i128 v, int s);

struct Row {
  int exponent{};
  std::vector<i128> mantissas;
};

/// Fails an assertion on Overflow; exponent range is checked by the caller's data.
Row normalise(const std::vector<i128>& sums, int exponent);
Row row_from(std::span<const std::uint32_t> bits);

/// The score row of one sample. REQUIRES: `graph` is valid.
Row score(const graph::Graph& graph, std::span<const std::uint32_t> sample);
Rows scores(const graph::Graph& graph, std::span<const std::uint32_t> samples);

std::uint64_t cross_entropy(const Row& row, std::uint32_t label);
std::vector<std::int32_t> softmax(const Row& row);

}  // namespace descent::kernels::reference

#pragma once
// Weights cut into columns of 14 bits, each with its exponent, and those into two limbs: done once
// for a model (docs/arithmetic.md, "Weights").
#include <optional>

#include "runtime/graph/graph.hpp"
#include "runtime/kernels/loops.hpp"
#include "runtime/kernels/product.hpp"

namespace descent::kernels {

struct Columns {
  Limbs limbs;                      ///< [inner, 2 * columns]: upper limbs of a row, then lower
  std::vector<std::int64_t> lift;   ///< [columns] exponent above that of the finest column
  std::vector<std::int64_t> bias;   ///< [columns] 2^15 * sum of the column, lifted
  int exponent{};                   ///< of the finest column
  std::vector<std::int32_t> whole;  ///< [inner, columns] not cut; empty above kWholeInnerMax
};

/// Cuts a weight [inner, columns]; nullopt if it is all zero.
std::optional<Columns> cut_columns(const graph::Tensor& weight);

}  // namespace descent::kernels

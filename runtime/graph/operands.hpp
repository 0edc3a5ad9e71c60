#pragma once
// What each operator reads, and the shape and the work that follow from that.
#include <optional>

#include "runtime/graph/shape.hpp"

namespace descent::graph {

/// Numbers of the values and tensors an operator reads, in the order of its layout.
struct Operands {
  std::vector<std::uint32_t> values;
  std::vector<std::uint32_t> tensors;
};

Operands operands(const Operator& op);

/// True of the operators that may only stand last.
bool is_head(const Operator& op);

/// The shape an operator makes.
/// shapes  of the values before it, the input first
/// errors  ShapeMismatch, and those of `checked_elements`
/// REQUIRES: every value and tensor it reads exists.
Expected<Shape, Error> result_shape(const Operator& op, const Graph& graph,
                                    const std::vector<Shape>& shapes);

/// A product [rows, inner] x [inner, columns] of one sample.
struct ProductSize {
  std::uint64_t rows{};
  std::uint64_t inner{};
  std::uint64_t columns{};

  std::uint64_t macs() const { return rows * inner * columns; }
  /// Two limbs of each activation, four partial sums and one aligned sum of each result.
  std::uint64_t scratch_bytes() const { return 2 * rows * inner + 24 * rows * columns; }
};

/// The product a Gemm or MatMul computes; nullopt for others. REQUIRES: its shapes fit.
std::optional<ProductSize> product_size(const Operator& op, const Graph& graph,
                                        const std::vector<Shape>& shapes);

}  // namespace descent::graph

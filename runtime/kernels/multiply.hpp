#pragma once
// Gemm and MatMul of rows (docs/arithmetic.md, "Gemm and MatMul").
#include "runtime/kernels/model.hpp"
#include "runtime/kernels/rows.hpp"

namespace descent::kernels {

/// The library's products and the buffers between them: one for each thread that evaluates.
struct Workspace {
  Products products;
  std::vector<std::uint8_t> bytes;     ///< [2 rows, inner] upper bytes of all rows, then lower
  std::vector<std::int32_t> partials;  ///< [2 rows, 2 columns]
  std::vector<std::int64_t> sums;      ///< of one sample
};

/// x [samples, R, inner] times a weight [inner, columns], plus a bias [columns].
struct Multiplication {
  const Columns* weight;  ///< nullptr if it is all zero
  const Addend* bias;     ///< nullptr for MatMul
  std::size_t rows;       ///< R, of one sample
  std::size_t columns;
};

/// errors  Overflow
/// REQUIRES: with a bias, rows = 1.
Expected<Rows, Error> multiply(Workspace& workspace, const Multiplication& how, const Rows& x);

}  // namespace descent::kernels

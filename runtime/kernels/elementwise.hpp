#pragma once
// Add and Relu of rows (docs/arithmetic.md).
#include "runtime/kernels/model.hpp"
#include "runtime/kernels/rows.hpp"

namespace descent::kernels {

/// errors  Overflow
/// REQUIRES: both have the same size.
Expected<Rows, Error> add(const Rows& left, const Rows& right);

/// Adds a tensor to each row, repeated along the leading dimensions.
/// errors  Overflow
/// REQUIRES: left.elements is a multiple of the tensor's.
Expected<Rows, Error> add(const Rows& left, const Addend& right);

Rows relu(const Rows& x);

}  // namespace descent::kernels

#pragma once
// Samples as they come, f32 bit patterns, to rows.
#include "runtime/kernels/error.hpp"
#include "runtime/kernels/rows.hpp"
#include "runtime/scale/expected.hpp"

namespace descent::kernels {

/// bits    [samples, elements] f32 patterns
/// errors  NotFinite
/// REQUIRES: bits.size() is a multiple of `elements`.
Expected<Rows, Error> rows_from(std::span<const std::uint32_t> bits, std::size_t elements);

}  // namespace descent::kernels

#pragma once
// From aligned 64-bit sums to a normal row of 16 bits (docs/arithmetic.md, "normalise").
#include "runtime/kernels/error.hpp"
#include "runtime/kernels/rows.hpp"
#include "runtime/scale/expected.hpp"

namespace descent::kernels {

/// Sums of one sample at one exponent.
struct Sums {
  std::span<const std::int64_t> values;  ///< each of less than 61 bits
  std::uint64_t bits{};                  ///< what `bits_in_use` returns for them
  int exponent{};
};

/// Writes the normal row next to `sums` into `out`, of the same size.
/// returns  its exponent
/// errors   Overflow
Expected<std::int32_t, Error> normalise(const Sums& sums, std::span<std::int16_t> out);

}  // namespace descent::kernels

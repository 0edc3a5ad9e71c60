#include "runtime/kernels/normalise.hpp"

#include <algorithm>
#include <bit>

#include "runtime/kernels/loops.hpp"
#include "runtime/primitives/assert.hpp"

namespace descent::kernels {
namespace {

/// True if every result is in [-(2^15 - 1), 2^15 - 1].
bool shift_to_16(std::span<const std::int64_t> sums, int shift, std::span<std::int16_t> out) {
  if (shift > 0) return round_to_16(sums.data(), sums.size(), shift, out.data());
  lift_to_16(sums.data(), sums.size(), -shift, out.data());
  return std::find(out.begin(), out.end(), INT16_MIN) == out.end();
}

std::int32_t zero_row(std::span<std::int16_t> out) {
  std::fill(out.begin(), out.end(), std::int16_t{0});
  return 0;
}

}  // namespace

Expected<std::int32_t, Error> normalise(const Sums& sums, std::span<std::int16_t> out) {
  DESCENT_ASSERT(sums.values.size() == out.size() && sums.bits >> 61 == 0);
  const bool all_zero =
      sums.bits == 0 && std::find_if(sums.values.begin(), sums.values.end(),
                                     [](auto v) { return v != 0; }) == sums.values.end();
  if (all_zero) return zero_row(out);
  // A greatest magnitude of exactly -2^k shows k bits instead of k + 1. Shifted by one too little
  // it becomes -2^15, just as a magnitude that rounds up to 2^15: both are shifted once more.
  int shift = static_cast<int>(std::bit_width(sums.bits)) - kMantissaBits;
  if (!shift_to_16(sums.values, shift, out)) {
    ++shift;
    const bool fits = shift_to_16(sums.values, shift, out);
    DESCENT_ASSERT(fits);
  }
  const int exponent = sums.exponent + shift;
  if (exponent > kExponentMax) return Error::Overflow;
  if (exponent < kExponentMin) return zero_row(out);
  return exponent;
}

}  // namespace descent::kernels

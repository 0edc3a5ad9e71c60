#pragma once
// The inner loops between products: plain, without branches, compiled for the vector unit.
// Buffers of one call do not overlap.
#include <cstddef>
#include <cstdint>

namespace descent::kernels {

/// Cuts mantissas, biased by 2^15, into their upper and lower bytes.
void cut_bytes(const std::int16_t* mantissas, std::size_t n, std::uint8_t* high, std::uint8_t* low);

/// The four partial sums of a row of a stacked product: activation byte first, weight limb second.
struct Partials {
  const std::int32_t* high_high;
  const std::int32_t* high_low;
  const std::int32_t* low_high;
  const std::int32_t* low_low;
};

/// out[i] = (2^15 hh + 2^8 hl + 2^7 lh + ll) * 2^lift[i] + offset[i]
/// returns  the bits in use: the OR of out[i], or of its complement where negative
std::uint64_t combine(const Partials& partials, const std::int64_t* lift,
                      const std::int64_t* offset, std::size_t n, std::int64_t* out);

/// The bits in use of `sums`, as `combine` returns them.
std::uint64_t bits_in_use(const std::int64_t* sums, std::size_t n);

/// out[i] = sums[i] / 2^shift, half to even, in 16 bits.
/// returns  true if all results are in [-(2^15 - 1), 2^15 - 1]; `out` is of no use otherwise
/// REQUIRES: 0 < shift <= 46, |sums[i]| < 2^61, and the results are in [-2^15, 2^15].
bool round_to_16(const std::int64_t* sums, std::size_t n, int shift, std::int16_t* out);

/// out[i] = sums[i] * 2^shift. REQUIRES: shift >= 0, and the results fit.
void lift_to_16(const std::int64_t* sums, std::size_t n, int shift, std::int16_t* out);

/// out[i] = max(in[i], 0). returns  the greatest.
std::int16_t rectify(const std::int16_t* in, std::size_t n, std::int16_t* out);

}  // namespace descent::kernels

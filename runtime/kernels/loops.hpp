#pragma once
// The inner loops between products: plain, without branches, compiled for several vector units.
// They compute with integers only, so each gives the same bits on all of them; the tests compare.
// Buffers of one call do not overlap.
#include <cstddef>
#include <cstdint>

namespace descent::kernels {

/// What a loop is compiled for.
enum class Unit : std::uint8_t { Plain, Avx2, Avx512, kCount };

/// The best that this machine has; it has those before it, too.
Unit best_unit();

/// The greatest of f32 patterns without their signs: it has the greatest magnitude, and is at least
/// that of infinity if any is not finite.
std::uint32_t greatest_pattern(const std::uint32_t* bits, std::size_t n, Unit unit = best_unit());

/// out[i] = the value of pattern bits[i] / 2^exponent, half to even.
/// returns  true if all results are in [-(2^15 - 1), 2^15 - 1]; `out` is of no use otherwise
/// REQUIRES: exponent >= -140, and each value is finite and less than 2^(exponent + 15).
bool round_patterns(const std::uint32_t* bits, std::size_t n, int exponent, std::int16_t* out,
                    Unit unit = best_unit());

/// Cuts mantissas, biased by 2^15, into their upper and lower bytes.
void cut_bytes(const std::int16_t* mantissas, std::size_t n, std::uint8_t* high, std::uint8_t* low,
               Unit unit = best_unit());

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
                      const std::int64_t* offset, std::size_t n, std::int64_t* out,
                      Unit unit = best_unit());

/// So few terms are summed up quicker in whole weights than in limbs.
inline constexpr std::size_t kWholeInnerMax = 16;

/// A row of mantissas, and a matrix [inner, n] of whole weights, each of at most 13 bits.
/// REQUIRES inner <= kWholeInnerMax.
struct Whole {
  const std::int16_t* mantissas;
  const std::int32_t* weights;
  std::size_t inner;
};

/// out[i] = (sum over k of mantissas[k] * weights[k, i]) * 2^lift[i] + offset[i]
/// returns  as `combine`
std::uint64_t multiply_whole(const Whole& whole, const std::int64_t* lift,
                             const std::int64_t* offset, std::size_t n, std::int64_t* out,
                             Unit unit = best_unit());

/// The bits in use of `sums`, as `combine` returns them.
std::uint64_t bits_in_use(const std::int64_t* sums, std::size_t n, Unit unit = best_unit());

/// out[i] = sums[i] / 2^shift, half to even, in 16 bits.
/// returns  true if all results are in [-(2^15 - 1), 2^15 - 1]; `out` is of no use otherwise
/// REQUIRES: 0 < shift <= 46, |sums[i]| < 2^61, and the results are in [-2^15, 2^15].
bool round_to_16(const std::int64_t* sums, std::size_t n, int shift, std::int16_t* out,
                 Unit unit = best_unit());

/// out[i] = sums[i] * 2^shift. REQUIRES: shift >= 0, and the results fit.
void lift_to_16(const std::int64_t* sums, std::size_t n, int shift, std::int16_t* out,
                Unit unit = best_unit());

/// out[i] = max(in[i], 0). returns  the greatest.
std::int16_t rectify(const std::int16_t* in, std::size_t n, std::int16_t* out,
                     Unit unit = best_unit());

}  // namespace descent::kernels

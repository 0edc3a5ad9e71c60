#include "runtime/kernels/samples.hpp"

#include "runtime/graph/f32.hpp"
#include "runtime/graph/rounding.hpp"
#include "runtime/kernels/loops.hpp"
#include "runtime/primitives/assert.hpp"

namespace descent::kernels {
namespace {

constexpr std::uint32_t kInfinity = 0x7f80'0000;
constexpr std::uint32_t kNormal = 0x0080'0000;  ///< the least pattern of 24 bits
constexpr int kBeyond = 1 << kMantissaBits;

/// A row of which the greatest pattern is normal.
std::int32_t fill_row(std::span<const std::uint32_t> bits, std::uint32_t greatest,
                      std::span<std::int16_t> out) {
  const int exponent = static_cast<int>(greatest >> 23) - 126 - kMantissaBits;
  if (round_patterns(bits.data(), bits.size(), exponent, out.data())) return exponent;
  const bool fits = round_patterns(bits.data(), bits.size(), exponent + 1, out.data());
  DESCENT_ASSERT(fits);
  return exponent + 1;
}

/// False if a mantissa rounds to 2^15.
bool round_at(std::span<const std::uint32_t> bits, int exponent, std::span<std::int16_t> out) {
  for (std::size_t i = 0; i < bits.size(); ++i) {
    const auto part = *graph::parts_of(bits[i]);
    const auto m = graph::round_shift(part.mantissa, exponent - part.exponent);
    if (m == kBeyond || m == -kBeyond) return false;
    out[i] = static_cast<std::int16_t>(m);
  }
  return true;
}

/// A row of subnormal numbers, which no training meets: slowly.
std::int32_t fill_subnormal_row(std::span<const std::uint32_t> bits, std::uint32_t greatest,
                                std::span<std::int16_t> out) {
  const auto top = *graph::parts_of(greatest);
  const int exponent = graph::bit_length(top.mantissa) + top.exponent - kMantissaBits;
  if (round_at(bits, exponent, out)) return exponent;
  const bool fits = round_at(bits, exponent + 1, out);
  DESCENT_ASSERT(fits);
  return exponent + 1;
}

}  // namespace

Expected<Rows, Error> rows_from(std::span<const std::uint32_t> bits, std::size_t elements) {
  DESCENT_ASSERT(elements > 0 && bits.size() % elements == 0);
  Rows out{bits.size() / elements, elements};
  for (std::size_t i = 0; i < out.samples(); ++i) {
    const auto row = bits.subspan(i * elements, elements);
    const std::uint32_t greatest = greatest_pattern(row.data(), elements);
    if (greatest >= kInfinity) return Error::NotFinite;
    if (greatest >= kNormal)
      out.exponents[i] = fill_row(row, greatest, out.row(i));
    else if (greatest > 0)
      out.exponents[i] = fill_subnormal_row(row, greatest, out.row(i));
  }
  return out;
}

}  // namespace descent::kernels

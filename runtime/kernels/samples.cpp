#include "runtime/kernels/samples.hpp"

#include <algorithm>
#include <climits>

#include "runtime/graph/f32.hpp"
#include "runtime/graph/rounding.hpp"
#include "runtime/primitives/assert.hpp"

namespace descent::kernels {
namespace {

constexpr int kBeyond = 1 << kMantissaBits;

/// False if a mantissa rounds to 2^15.
bool round_at(std::span<const graph::Parts> parts, int exponent, std::span<std::int16_t> out) {
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const auto m = graph::round_shift(parts[i].mantissa, exponent - parts[i].exponent);
    if (m == kBeyond || m == -kBeyond) return false;
    out[i] = static_cast<std::int16_t>(m);
  }
  return true;
}

std::int32_t fill_row(std::span<const graph::Parts> parts, std::span<std::int16_t> out) {
  int top = INT_MIN;  // position above the highest bit of any element
  for (const auto& p : parts)
    if (p.mantissa != 0) top = std::max(top, graph::bit_length(p.mantissa) + p.exponent);
  if (top == INT_MIN) return 0;
  const int exponent = top - kMantissaBits;
  if (round_at(parts, exponent, out)) return exponent;
  const bool fits = round_at(parts, exponent + 1, out);
  DESCENT_ASSERT(fits);
  return exponent + 1;
}

}  // namespace

Expected<Rows, Error> rows_from(std::span<const std::uint32_t> bits, std::size_t elements) {
  DESCENT_ASSERT(elements > 0 && bits.size() % elements == 0);
  Rows out{bits.size() / elements, elements};
  std::vector<graph::Parts> parts(elements);
  for (std::size_t i = 0; i < out.samples(); ++i) {
    for (std::size_t j = 0; j < elements; ++j) {
      const auto part = graph::parts_of(bits[i * elements + j]);
      if (!part) return Error::NotFinite;
      parts[j] = *part;
    }
    out.exponents[i] = fill_row(parts, out.row(i));
  }
  return out;
}

}  // namespace descent::kernels

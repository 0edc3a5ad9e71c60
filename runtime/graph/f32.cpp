#include "runtime/graph/f32.hpp"

#include <algorithm>
#include <optional>

#include "runtime/graph/rounding.hpp"

namespace descent::graph {
namespace {

constexpr std::uint32_t kFractionBits = 23;
constexpr std::uint32_t kFractionMask = (1u << kFractionBits) - 1;
constexpr std::uint32_t kHiddenBit = 1u << kFractionBits;
constexpr int kBias = 150;           ///< of an integer mantissa of 24 bits
constexpr int kMantissaBits = 27;    ///< of a tensor's greatest value
constexpr int kExponentFloor = -27;  ///< a step no tensor needs to go below

}  // namespace

Expected<Parts, Error> parts_of(std::uint32_t bits) {
  const std::uint32_t x = bits >> kFractionBits & 0xff;
  const std::uint32_t f = bits & kFractionMask;
  if (x == 0xff) return Error::NotFinite;
  const auto g = static_cast<std::int32_t>(x == 0 ? f : f | kHiddenBit);
  return Parts{.mantissa = bits >> 31 ? -g : g,
               .exponent = x == 0 ? 1 - kBias : static_cast<int>(x) - kBias};
}

Expected<Quantised, Refusal> quantise(std::span<const std::uint32_t> bits) {
  std::optional<int> top;  // position above the highest bit of any element
  for (std::size_t i = 0; i < bits.size(); ++i) {
    const auto parts = parts_of(bits[i]);
    if (!parts) return Refusal{parts.error(), static_cast<std::uint32_t>(i)};
    if (parts->mantissa == 0) continue;
    const int t = bit_length(parts->mantissa) + parts->exponent;
    top = top ? std::max(*top, t) : t;
  }
  const int exponent = std::max(top.value_or(kExponentFloor) - kMantissaBits, kExponentFloor);
  Quantised out{.exponent = static_cast<std::int16_t>(exponent), .values = {}};
  out.values.reserve(bits.size());
  for (const auto pattern : bits) {
    const Parts parts = *parts_of(pattern);
    out.values.push_back(
        static_cast<std::int32_t>(round_shift(parts.mantissa, exponent - parts.exponent)));
  }
  return out;
}

Expected<std::uint32_t, Error> f32_bits(std::int32_t value, int exponent) {
  if (value == 0) return 0u;
  const std::int64_t size = value < 0 ? -std::int64_t{value} : value;
  int shift = bit_length(size) - 24;
  std::int64_t a = round_shift(size, shift);
  if (a == std::int64_t{1} << 24) {
    a >>= 1;
    ++shift;
  }
  const int x = shift + exponent + kBias;
  if (x > 254) return Error::ResultOutOfRange;
  const std::uint32_t sign = value < 0 ? 1u << 31 : 0u;
  return sign | static_cast<std::uint32_t>(x) << kFractionBits |
         (static_cast<std::uint32_t>(a) & kFractionMask);
}

}  // namespace descent::graph

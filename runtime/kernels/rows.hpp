#pragma once
// Activations as block floating point (docs/arithmetic.md, "Rows").
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace descent::kernels {

inline constexpr int kMantissaBits = 15;  ///< of the greatest mantissa of a row that is not zero
inline constexpr int kExponentMin = -1'024;
inline constexpr int kExponentMax = 1'023;

/// One value of `samples()` samples: element j of sample i is mantissa [i, j] * 2^exponents[i].
/// Each row is normal: greatest |mantissa| in [2^14, 2^15), or all zero with exponent 0.
struct Rows {
  std::size_t elements{};
  std::vector<std::int16_t> mantissas;  ///< [samples, elements]
  std::vector<std::int32_t> exponents;  ///< [samples]

  Rows() = default;
  Rows(std::size_t samples, std::size_t per_sample)
      : elements{per_sample}, mantissas(samples * per_sample), exponents(samples) {}

  std::size_t samples() const { return exponents.size(); }
  std::span<std::int16_t> row(std::size_t i) {
    return std::span{mantissas}.subspan(i * elements, elements);
  }
  std::span<const std::int16_t> row(std::size_t i) const {
    return std::span{mantissas}.subspan(i * elements, elements);
  }
  friend bool operator==(const Rows&, const Rows&) = default;
};

}  // namespace descent::kernels

#include "runtime/kernels/columns.hpp"

#include <algorithm>
#include <climits>

#include "runtime/graph/rounding.hpp"

namespace descent::kernels {
namespace {

constexpr int kWeightBits = 13;  ///< of a column's greatest magnitude
constexpr int kLiftMax = 12;     ///< a column's exponent is at most so much below the coarsest
constexpr int kLimbBits = 7;

/// [columns] greatest magnitudes
std::vector<std::int64_t> magnitudes(const graph::Tensor& weight) {
  const std::size_t n = weight.shape[1];
  std::vector<std::int64_t> out(n);
  for (std::size_t i = 0; i < weight.values.size(); ++i) {
    const std::int64_t v = weight.values[i];
    out[i % n] = std::max(out[i % n], v < 0 ? -v : v);
  }
  return out;
}

int shift_of(std::int64_t magnitude) {
  const int shift = graph::bit_length(magnitude) - kWeightBits;
  const bool rounds_up = graph::round_shift(magnitude, shift) == 1 << kWeightBits;
  return rounds_up ? shift + 1 : shift;
}

/// [columns] exponents above the tensor's; nullopt if every magnitude is 0
std::optional<std::vector<int>> shifts(const std::vector<std::int64_t>& magnitude) {
  std::optional<int> top;
  for (const auto m : magnitude)
    if (m > 0) top = std::max(top.value_or(INT_MIN), shift_of(m));
  if (!top) return std::nullopt;
  std::vector<int> out;
  out.reserve(magnitude.size());
  for (const auto m : magnitude)
    out.push_back(m == 0 ? *top : std::max(shift_of(m), *top - kLiftMax));
  return out;
}

}  // namespace

std::optional<Columns> cut_columns(const graph::Tensor& weight) {
  const std::size_t inner = weight.shape[0];
  const std::size_t n = weight.shape[1];
  const auto shift = shifts(magnitudes(weight));
  if (!shift) return std::nullopt;
  std::vector<std::int8_t> limbs(2 * inner * n);
  std::vector<std::int64_t> lift(n);
  std::vector<std::int64_t> bias(n);
  std::vector<std::int32_t> whole(inner <= kWholeInnerMax ? inner * n : 0);
  const int low = *std::min_element(shift->begin(), shift->end());
  for (std::size_t k = 0; k < inner; ++k)
    for (std::size_t c = 0; c < n; ++c) {
      const auto w = graph::round_shift(weight.values[k * n + c], (*shift)[c]);
      const auto upper = (w + (1 << (kLimbBits - 1))) >> kLimbBits;
      limbs[2 * n * k + c] = static_cast<std::int8_t>(upper);
      limbs[2 * n * k + n + c] = static_cast<std::int8_t>(w - upper * (1 << kLimbBits));
      bias[c] += w;
      if (!whole.empty()) whole[k * n + c] = static_cast<std::int32_t>(w);
    }
  for (std::size_t c = 0; c < n; ++c) {
    lift[c] = (*shift)[c] - low;
    bias[c] *= std::int64_t{1} << (15 + lift[c]);
  }
  auto checked = Limbs::make(static_cast<std::int64_t>(inner), static_cast<std::int64_t>(2 * n),
                             std::move(limbs));
  return Columns{*std::move(checked), std::move(lift), std::move(bias), weight.exponent + low,
                 std::move(whole)};
}

}  // namespace descent::kernels

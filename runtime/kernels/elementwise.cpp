#include "runtime/kernels/elementwise.hpp"

#include <algorithm>
#include <bit>

#include "runtime/graph/rounding.hpp"
#include "runtime/kernels/loops.hpp"
#include "runtime/kernels/normalise.hpp"
#include "runtime/primitives/assert.hpp"

namespace descent::kernels {
namespace {

constexpr int kAlignedBitsMax = 58;

/// An operand of Add: `values` times 2^exponent, the greatest of `bits` bits, 0 if all are zero.
struct Term {
  std::span<const std::int64_t> values;
  int exponent{};
  int bits{};
};

Sums as_sums(const Term& t, std::span<const std::int64_t> values) {
  return {values, bits_in_use(values.data(), values.size()), t.exponent};
}

/// Adds row after row, with one buffer.
class Adder {
 public:
  explicit Adder(std::size_t elements) : sums_(elements), left_(elements), right_(elements) {}

  Term left(const Rows& rows, std::size_t i) { return widened(left_, rows, i); }
  Term right(const Rows& rows, std::size_t i) { return widened(right_, rows, i); }

  Expected<std::int32_t, Error> add(const Term& u, const Term& v, std::span<std::int16_t> out) {
    if (v.bits == 0) return normalise(as_sums(u, repeated(u)), out);
    if (u.bits == 0) return normalise(as_sums(v, repeated(v)), out);
    const int top = std::max(u.exponent + u.bits, v.exponent + v.bits);
    const int exponent = std::max(std::min(u.exponent, v.exponent), top - kAlignedBitsMax);
    for (std::size_t j = 0; j < sums_.size(); ++j)
      sums_[j] = graph::round_shift(u.values[j], exponent - u.exponent) +
                 graph::round_shift(v.values[j % v.values.size()], exponent - v.exponent);
    return normalise({sums_, bits_in_use(sums_.data(), sums_.size()), exponent}, out);
  }

 private:
  static Term widened(std::vector<std::int64_t>& buffer, const Rows& rows, std::size_t i) {
    const auto row = rows.row(i);
    std::copy(row.begin(), row.end(), buffer.begin());
    const bool zero = std::all_of(row.begin(), row.end(), [](auto m) { return m == 0; });
    return {buffer, rows.exponents[i], zero ? 0 : kMantissaBits};
  }

  /// The values of a term, repeated to the length of a row.
  std::span<const std::int64_t> repeated(const Term& t) {
    for (std::size_t j = 0; j < sums_.size(); ++j) sums_[j] = t.values[j % t.values.size()];
    return sums_;
  }

  std::vector<std::int64_t> sums_;
  std::vector<std::int64_t> left_;
  std::vector<std::int64_t> right_;
};

}  // namespace

Expected<Rows, Error> add(const Rows& left, const Rows& right) {
  DESCENT_ASSERT(left.elements == right.elements && left.samples() == right.samples());
  Rows out{left.samples(), left.elements};
  Adder adder{left.elements};
  for (std::size_t i = 0; i < out.samples(); ++i)
    out.exponents[i] =
        DESCENT_TRY(adder.add(adder.left(left, i), adder.right(right, i), out.row(i)));
  return out;
}

Expected<Rows, Error> add(const Rows& left, const Addend& right) {
  DESCENT_ASSERT(left.elements % right.values.size() == 0);
  Rows out{left.samples(), left.elements};
  Adder adder{left.elements};
  const Term v{right.values, right.exponent, right.bits};
  for (std::size_t i = 0; i < out.samples(); ++i)
    out.exponents[i] = DESCENT_TRY(adder.add(adder.left(left, i), v, out.row(i)));
  return out;
}

Rows relu(const Rows& x) {
  Rows out{x.samples(), x.elements};
  for (std::size_t i = 0; i < out.samples(); ++i) {
    const auto row = out.row(i);
    const std::int16_t greatest = rectify(x.row(i).data(), x.elements, row.data());
    if (greatest == 0) continue;
    const int lift =
        kMantissaBits - static_cast<int>(std::bit_width(static_cast<unsigned>(greatest)));
    const int exponent = x.exponents[i] - lift;
    if (exponent < kExponentMin) {
      std::fill(row.begin(), row.end(), std::int16_t{0});
      continue;
    }
    if (lift > 0)
      for (auto& m : row) m = static_cast<std::int16_t>(m << lift);
    out.exponents[i] = exponent;
  }
  return out;
}

}  // namespace descent::kernels

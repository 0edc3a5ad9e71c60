#include "runtime/kernels/multiply.hpp"

#include <algorithm>
#include <array>

#include "runtime/graph/rounding.hpp"
#include "runtime/kernels/loops.hpp"
#include "runtime/kernels/normalise.hpp"
#include "runtime/primitives/assert.hpp"

namespace descent::kernels {
namespace {

constexpr int kAddendBitsMax = 58;  ///< an aligned bias has at most so many
constexpr std::size_t kPartialsBytes = std::size_t{512}
                                       << 10;  ///< of a block, to stay in the cache
constexpr std::size_t kBlockRowsMin = 64;

bool is_zero_row(std::span<const std::int16_t> row) {
  return std::all_of(row.begin(), row.end(), [](auto m) { return m == 0; });
}

/// Samples multiplied at once.
std::size_t block_samples(const Multiplication& how) {
  const std::size_t row_bytes = 4 * how.columns * sizeof(std::int32_t);
  return std::max<std::size_t>(1, std::max(kBlockRowsMin, kPartialsBytes / row_bytes) / how.rows);
}

/// What is added to the sums of a sample at exponent A: its bias, less the bias of its bytes if it
/// was cut into bytes. Neighbouring samples mostly share a few exponents, so the last few are kept.
class Offsets {
 public:
  Offsets(const Columns& weight, const Addend* bias) : weight_{weight}, bias_{bias} {}

  /// REQUIRES: exponent >= bias exponent + bias bits - kAddendBitsMax
  const std::int64_t* at(int exponent) {
    Slot& slot = slots_[static_cast<unsigned>(exponent) % slots_.size()];
    if (slot.values.empty() || slot.exponent != exponent) fill(slot, exponent);
    return slot.values.data();
  }

 private:
  struct Slot {
    int exponent{};
    std::vector<std::int64_t> values;
  };

  void fill(Slot& slot, int exponent) const {
    slot.exponent = exponent;
    slot.values.resize(weight_.bias.size());
    for (std::size_t c = 0; c < slot.values.size(); ++c) {
      const std::int64_t aligned =
          bias_ ? graph::round_shift(bias_->values[c], exponent - bias_->exponent) : 0;
      slot.values[c] = aligned - (weight_.whole.empty() ? weight_.bias[c] : 0);
    }
  }

  const Columns& weight_;
  const Addend* bias_;
  std::array<Slot, 8> slots_;
};

/// One multiplication, block by block.
class Run {
 public:
  Run(Workspace& workspace, const Multiplication& how, const Rows& x)
      : work_{workspace},
        how_{how},
        x_{x},
        inner_{x.elements / how.rows},
        offsets_{*how.weight, how.bias},
        unbiased_{*how.weight, nullptr},
        out_{x.samples(), how.rows * how.columns} {
    work_.sums.resize(out_.elements);
  }

  Expected<Rows, Error> finish() && {
    const std::size_t step = block_samples(how_);
    for (std::size_t first = 0; first < x_.samples(); first += step)
      DESCENT_TRY(block(first, std::min(step, x_.samples() - first)));
    return std::move(out_);
  }

 private:
  Expected<void, Error> block(std::size_t first, std::size_t samples) {
    first_ = first;
    if (how_.weight->whole.empty()) multiply_limbs(samples * how_.rows);
    for (std::size_t i = 0; i < samples; ++i) {
      const Sums sums =
          is_zero_row(x_.row(first + i)) ? bias_alone() : summed(i, x_.exponents[first + i]);
      out_.exponents[first + i] = DESCENT_TRY(normalise(sums, out_.row(first + i)));
    }
    return {};
  }

  /// The partial sums of `rows` rows, from sample `first_` on.
  void multiply_limbs(std::size_t rows) {
    const std::size_t bytes = rows * inner_;
    rows_ = rows;
    work_.bytes.resize(2 * bytes);
    work_.partials.resize(4 * rows * how_.columns);
    cut_bytes(x_.row(first_).data(), bytes, work_.bytes.data(), work_.bytes.data() + bytes);
    work_.products.multiply(static_cast<std::int64_t>(2 * rows), work_.bytes, how_.weight->limbs,
                            work_.partials);
  }

  Sums bias_alone() {
    std::fill(work_.sums.begin(), work_.sums.end(), 0);
    if (how_.bias) work_.sums = how_.bias->values;
    return as_sums(how_.bias ? how_.bias->exponent : 0);
  }

  Sums as_sums(int exponent) const {
    return {work_.sums, bits_in_use(work_.sums.data(), work_.sums.size()), exponent};
  }

  /// The aligned sums of sample `i` of the block.
  Sums summed(std::size_t i, int row_exponent) {
    const int finest = row_exponent + how_.weight->exponent;
    const bool biased = how_.bias && how_.bias->bits > 0;
    const int least = biased ? how_.bias->exponent + how_.bias->bits - kAddendBitsMax : finest;
    if (least <= finest) return {work_.sums, combined(i, offsets_.at(finest)), finest};
    combined(i, unbiased_.at(0));
    for (std::size_t c = 0; c < work_.sums.size(); ++c)
      work_.sums[c] = graph::round_shift(work_.sums[c], least - finest) +
                      graph::round_shift(how_.bias->values[c], least - how_.bias->exponent);
    return as_sums(least);
  }

  std::uint64_t combined(std::size_t i, const std::int64_t* offset) {
    std::uint64_t bits = 0;
    for (std::size_t r = 0; r < how_.rows; ++r)
      bits |= how_.weight->whole.empty() ? from_limbs(i, r, offset) : from_whole(i, r, offset);
    return bits;
  }

  std::uint64_t from_limbs(std::size_t i, std::size_t r, const std::int64_t* offset) {
    const std::size_t n = how_.columns;
    const std::int32_t* upper = work_.partials.data() + (i * how_.rows + r) * 2 * n;
    const std::int32_t* lower = upper + rows_ * 2 * n;
    return combine({upper, upper + n, lower, lower + n}, how_.weight->lift.data(), offset, n,
                   work_.sums.data() + r * n);
  }

  std::uint64_t from_whole(std::size_t i, std::size_t r, const std::int64_t* offset) {
    const std::int16_t* row = x_.row(first_ + i).data() + r * inner_;
    return multiply_whole({row, how_.weight->whole.data(), inner_}, how_.weight->lift.data(),
                          offset, how_.columns, work_.sums.data() + r * how_.columns);
  }

  Workspace& work_;
  const Multiplication& how_;
  const Rows& x_;
  std::size_t inner_;
  std::size_t first_ = 0;  ///< sample of the block
  std::size_t rows_ = 0;   ///< of the block
  Offsets offsets_;
  Offsets unbiased_;
  Rows out_;
};

/// Every row is the bias.
Expected<Rows, Error> without_weight(const Multiplication& how, const Rows& x) {
  Rows out{x.samples(), how.rows * how.columns};
  if (!how.bias) return out;
  const auto& values = how.bias->values;
  const Sums sums{values, bits_in_use(values.data(), values.size()), how.bias->exponent};
  for (std::size_t i = 0; i < out.samples(); ++i)
    out.exponents[i] = DESCENT_TRY(normalise(sums, out.row(i)));
  return out;
}

}  // namespace

Expected<Rows, Error> multiply(Workspace& workspace, const Multiplication& how, const Rows& x) {
  DESCENT_ASSERT(how.rows > 0 && (how.rows == 1 || how.bias == nullptr));
  if (!how.weight) return without_weight(how, x);
  return Run{workspace, how, x}.finish();
}

}  // namespace descent::kernels

#include "runtime/kernels/loss.hpp"

#include <algorithm>

#include "runtime/graph/f32.hpp"
#include "runtime/graph/rounding.hpp"
#include "runtime/kernels/exp2.hpp"

namespace descent::kernels {
namespace {

constexpr std::int64_t kOne = std::int64_t{1} << 31;  ///< in Q31
constexpr int kTargetBits = 20;                       ///< scores and targets, in units of 2^-20
constexpr std::int64_t kTargetMax = std::int64_t{1} << 30;
constexpr int kExponentOfNothing = 16;  ///< above it, what is not the greatest has weight 0

/// exp of (m * 2^exponent below the greatest) in Q31. below  >= 0
std::int64_t term(std::int64_t below, int exponent) {
  if (below == 0) return kOne;
  if (exponent > kExponentOfNothing) return 0;
  return exp2_negative(graph::round_shift(below * kLog2E, -exponent));
}

struct Terms {
  std::vector<std::int64_t> each;
  std::int64_t sum{};
};

Terms terms_of(const ScoreRow& row) {
  const std::int64_t greatest = *std::max_element(row.mantissas.begin(), row.mantissas.end());
  Terms out;
  for (const auto m : row.mantissas) {
    out.each.push_back(term(greatest - m, row.exponent));
    out.sum += out.each.back();
  }
  return out;
}

/// v * 2^exponent in units of 2^-bits, clamped to [-cap, cap]. REQUIRES: |v| < 2^25
std::int64_t fixed(std::int64_t v, int exponent, int bits, std::int64_t cap) {
  const int shift = -(exponent + bits);
  if (v != 0 && graph::bit_length(v) - shift > 61) return v > 0 ? cap : -cap;
  return std::clamp(graph::round_shift(v, shift), -cap, cap);
}

}  // namespace

std::uint32_t arg_max(const ScoreRow& row) {
  const auto greatest = std::max_element(row.mantissas.begin(), row.mantissas.end());
  return static_cast<std::uint32_t>(greatest - row.mantissas.begin());
}

Expected<std::uint64_t, Error> cross_entropy(const ScoreRow& row, std::uint32_t label) {
  if (label >= row.mantissas.size()) return Error::LabelOutOfRange;
  const std::int64_t z = terms_of(row).sum;
  const std::int64_t log_sum =
      graph::round_shift(graph::round_shift(log2(static_cast<std::uint64_t>(z)), 7) * kLn2, 31);
  const std::int64_t below = row.mantissas[arg_max(row)] - std::int64_t{row.mantissas[label]};
  const auto cap = static_cast<std::int64_t>(kLossMax);
  return static_cast<std::uint64_t>(
      std::min(cap, log_sum + fixed(below, row.exponent, kLossBits, cap)));
}

Expected<std::uint64_t, Error> squared_error(const ScoreRow& row, std::uint32_t target) {
  if (row.mantissas.size() != 1) return Error::ShapeMismatch;
  const auto parts = graph::parts_of(target);
  if (!parts) return Error::NotFinite;
  const std::int64_t d = fixed(row.mantissas[0], row.exponent, kTargetBits, kTargetMax) -
                         fixed(parts->mantissa, parts->exponent, kTargetBits, kTargetMax);
  const std::int64_t squared = graph::round_shift(d * d, 2 * kTargetBits - kLossBits);
  return std::min(kLossMax, static_cast<std::uint64_t>(squared));
}

std::vector<std::int32_t> softmax(const ScoreRow& row) {
  const Terms terms = terms_of(row);
  std::vector<std::int32_t> out;
  for (const auto t : terms.each) {
    const i128 scaled = static_cast<i128>(t) << kProbabilityBits;
    out.push_back(static_cast<std::int32_t>(graph::round_divide(scaled, terms.sum)));
  }
  return out;
}

}  // namespace descent::kernels

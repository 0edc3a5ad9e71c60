#pragma once
// How much better a candidate is than its base, paired by sample (docs/arithmetic.md, "Gain").
#include "runtime/scale/codec.hpp"

namespace descent::kernels {

inline constexpr std::uint32_t kSliceSamplesMax = 65'536;

/// Sums over the samples seen so far; what a metered evaluation leaves in state.
struct Gain {
  std::uint32_t samples{};
  std::int64_t sum{};  ///< of base loss - candidate loss, units of 2^-24
  u128 squares{};      ///< of the same, squared
  DESCENT_FIELDS(samples, sum, squares)
  friend bool operator==(const Gain&, const Gain&) = default;

  /// Adds one sample. REQUIRES: both losses <= kLossMax, samples < kSliceSamplesMax.
  void add(std::uint64_t base_loss, std::uint64_t candidate_loss);

  bool positive() const { return sum > 0; }
  /// Mean gain above `k` standard errors. REQUIRES: k <= 4
  bool above_errors(unsigned k) const { return sum > 0 && beyond_errors(k); }
  /// Mean gain below minus `k` standard errors.
  bool below_errors(unsigned k) const { return sum < 0 && beyond_errors(k); }
  /// Mean gain below -threshold, which is in the unit of a loss.
  bool below(std::uint64_t threshold) const;

 private:
  bool beyond_errors(unsigned k) const;
};

}  // namespace descent::kernels

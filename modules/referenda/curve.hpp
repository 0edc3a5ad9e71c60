#pragma once
// What part of votes a referendum needs, as a function of how far into its decision period it is:
// both in parts of a billion, and both computed in integers. All curves fall.
// source  polkadot-sdk, substrate/frame/referenda/src/types.rs, Curve
#include "runtime/primitives/perbill.hpp"

namespace descent::modules::referenda {

inline constexpr std::uint32_t kBillion = 1'000'000'000;

/// floor(some / all), at most the whole; the whole if `all` is zero.
Perbill part_of(std::uint64_t some, std::uint64_t all);
/// ceil(part of blocks)
BlockNumber blocks_of(Perbill part, BlockNumber blocks);

/// A number in billionths.
struct FixedI64 {
  static constexpr std::string_view type_path = "sp_arithmetic::fixed_point::FixedI64";
  static constexpr bool unnamed = true;
  std::int64_t billionths{};
  DESCENT_FIELDS(billionths)
  friend auto operator<=>(const FixedI64&, const FixedI64&) = default;
};

namespace curve {

/// A line from (0, ceil) to (length, floor), and level behind that.
struct LinearDecreasing {
  Perbill length;
  Perbill floor;
  Perbill ceil;
  DESCENT_FIELDS(length, floor, ceil)
  friend bool operator==(const LinearDecreasing&, const LinearDecreasing&) = default;
};
/// `begin`, and `step` less after each `period`, but never below `end`.
struct SteppedDecreasing {
  Perbill begin;
  Perbill end;
  Perbill step;
  Perbill period;
  DESCENT_FIELDS(begin, end, step, period)
  friend bool operator==(const SteppedDecreasing&, const SteppedDecreasing&) = default;
};
/// factor / (x + x_offset) + y_offset
struct Reciprocal {
  FixedI64 factor;
  FixedI64 x_offset;
  FixedI64 y_offset;
  DESCENT_FIELDS(factor, x_offset, y_offset)
  friend bool operator==(const Reciprocal&, const Reciprocal&) = default;
};

}  // namespace curve

struct Curve : std::variant<curve::LinearDecreasing, curve::SteppedDecreasing, curve::Reciprocal> {
  static constexpr std::string_view type_path = "pallet_referenda::types::Curve";
  using Cases = variant;
  using variant::variant;

  /// What is needed at `x`.
  Perbill threshold(Perbill x) const;
  /// The first `x` at which `y` is enough, but for rounding: of a line it may be a billionth early,
  /// of a reciprocal as late as the curve is flat. The whole if none is.
  /// Unlike polkadot-sdk's, a reciprocal answers 0 for what is enough from the beginning.
  Perbill delay(Perbill y) const;
  bool passing(Perbill x, Perbill y) const { return y >= threshold(x); }
  /// Whether the curve falls and is nowhere undefined.
  bool is_sound() const;
};

}  // namespace descent::modules::referenda

#pragma once
// How long an extrinsic may be included.
// source  polkadot-sdk, substrate/primitives/runtime/src/generic/era.rs
#include "runtime/primitives/types.hpp"

namespace descent::frame {

/// Immortal, or mortal for `period` blocks from one that its signer names by hash.
class Era {
 public:
  static constexpr std::uint64_t kPeriodMin = 4;
  static constexpr std::uint64_t kPeriodMax = 1 << 16;

  Era() = default;
  /// A mortal era that holds `current`: the period is rounded up to a power of two.
  static Era mortal(std::uint64_t period, std::uint64_t current);

  bool is_immortal() const { return period_ == 0; }
  std::uint64_t period() const { return period_; }  ///< blocks; 0 if immortal
  std::uint64_t phase() const { return phase_; }    ///< the first block, modulo the period
  /// The first block of the era that holds `current`; 0 if immortal.
  std::uint64_t birth(std::uint64_t current) const;
  /// The first block behind it; UINT64_MAX if immortal.
  std::uint64_t death(std::uint64_t current) const;

  friend bool operator==(const Era&, const Era&) = default;

 private:
  friend struct scale::Codec<Era>;
  std::uint64_t quantize_factor() const;
  std::uint64_t period_ = 0;
  std::uint64_t phase_ = 0;
};

}  // namespace descent::frame

/// One byte 0, or two whose first is not 0.
template <>
struct descent::scale::Codec<descent::frame::Era> {
  static void encode(Bytes& out, const frame::Era& era);
  static void decode(Reader& in, frame::Era& era);
};

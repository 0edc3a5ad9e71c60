#pragma once
#include "runtime/scale/codec.hpp"

namespace descent::frame {

/// Why a module holds part of a balance: its index in the runtime, and its own numbering, an enum
/// `HoldReason` in the module. On the wire it is polkadot-sdk's RuntimeHoldReason.
struct HoldReason {
  static constexpr bool forwarded = true;  ///< metadata describes it once all modules are known
  std::uint8_t module{};
  std::uint8_t reason{};
  DESCENT_FIELDS(module, reason)
  friend bool operator==(const HoldReason&, const HoldReason&) = default;
};

}  // namespace descent::frame

#pragma once
// Estimated upper bounds on the reference machine; not measured.
#include "runtime/primitives/weight.hpp"

namespace descent::modules::balances_weights {

inline constexpr Weight kTransfer{20 * kMicrosecond, 0};
inline constexpr Weight kForce{20 * kMicrosecond, 0};
inline constexpr Weight kBurn{20 * kMicrosecond, 0};

}  // namespace descent::modules::balances_weights

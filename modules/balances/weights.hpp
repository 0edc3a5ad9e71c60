#pragma once
// What descent_bench_weights measured in 2026-11 on an AMD EPYC (family 26, two cores at 2.6 GHz),
// one thread, 100,000 accounts, roots and database included; charged with a factor of 1.5.
// All three were raised by calculation after that and not measured again.
#include "runtime/primitives/weight.hpp"

namespace descent::modules::balances_weights {

inline constexpr Weight kTransfer{180 * kMicrosecond, 0};
inline constexpr Weight kForce{190 * kMicrosecond, 0};
inline constexpr Weight kBurn{120 * kMicrosecond, 0};

}  // namespace descent::modules::balances_weights

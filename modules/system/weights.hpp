#pragma once
// What descent_bench_weights measured in 2026-11 on an AMD EPYC (family 26, two cores at 2.6 GHz),
// one thread, 100,000 accounts, roots and database included; charged with a factor of 1.5 to 2.
#include "runtime/primitives/weight.hpp"

namespace descent::modules::system_weights {

/// A read of state that is not in memory; a write, with the trie's nodes above it.
inline constexpr std::uint64_t kRead = 5 * kMicrosecond;
inline constexpr std::uint64_t kWrite = 40 * kMicrosecond;

inline constexpr Weight kBaseBlock{1'000 * kMicrosecond, 0};
/// Decoding, the signature, the nonce and the fee of any extrinsic.
inline constexpr Weight kBaseExtrinsic{80 * kMicrosecond, 0};

constexpr Weight remark(std::size_t bytes) { return {kMicrosecond + 1'000 * bytes, 0}; }

}  // namespace descent::modules::system_weights

#pragma once
// Estimated upper bounds on the reference machine; not measured.
#include "runtime/primitives/weight.hpp"

namespace descent::modules::system_weights {

/// A read and a write of state that is not in memory.
inline constexpr std::uint64_t kRead = 5 * kMicrosecond;
inline constexpr std::uint64_t kWrite = 8 * kMicrosecond;

inline constexpr Weight kBaseBlock{500 * kMicrosecond, 0};
/// Decoding, the signature, the nonce and the fee of any extrinsic.
inline constexpr Weight kBaseExtrinsic{40 * kMicrosecond, 0};

constexpr Weight remark(std::size_t bytes) { return {kMicrosecond + 1'000 * bytes, 0}; }

}  // namespace descent::modules::system_weights

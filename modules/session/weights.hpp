#pragma once
// On the reference machine; `./dev bench weights` measures what calls and blocks take of them.
#include "runtime/primitives/weight.hpp"

namespace descent::modules::session_weights {

/// A signature is checked, three values are read, four written.
inline constexpr Weight kSetKeys{150 * kMicrosecond, 0};
inline constexpr Weight kPurgeKeys{120 * kMicrosecond, 0};
/// What every block looks at: whether the session ends, and whether the set is another one.
inline constexpr std::uint64_t kBlock = 100 * kMicrosecond;
/// A validator of a session that begins: its keys are read, its places in the sets are written.
inline constexpr std::uint64_t kValidator = 20 * kMicrosecond;
/// A set that nobody can be punished by any more.
inline constexpr std::uint64_t kForget = 20 * kMicrosecond;

}  // namespace descent::modules::session_weights

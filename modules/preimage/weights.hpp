#pragma once
// Estimated upper bounds on the reference machine; not measured.
#include "modules/system/system.hpp"

namespace descent::modules::preimage_weights {

/// A status and an event.
inline constexpr std::uint64_t kStatus = system_weights::kRead + 2 * system_weights::kWrite;
/// A hold, or its release.
inline constexpr std::uint64_t kHold = 100 * kMicrosecond;
/// Hashed twice and written once.
inline constexpr std::uint64_t kNotedByte = 20 * kNanosecond;
/// Read once, and decoded three times: to see that it is a call, what it weighs, and to run it.
inline constexpr std::uint64_t kPeekedByte = 20 * kNanosecond;

constexpr Weight note(std::size_t bytes) { return {kStatus + kHold + bytes * kNotedByte, 0}; }
inline constexpr Weight kUnnote{kStatus + kHold, 0};
inline constexpr Weight kRequest{kStatus, 0};
inline constexpr Weight kUnrequest{kStatus, 0};
/// Reads a preimage of `bytes`; 0: nothing is read.
constexpr Weight peek(std::size_t bytes) {
  return {bytes == 0 ? 0 : system_weights::kRead + bytes * kPeekedByte, 0};
}

}  // namespace descent::modules::preimage_weights

#pragma once
// Time as the network's machines see it: they have no clock and are told.
#include <chrono>

namespace descent::network {

using Duration = std::chrono::milliseconds;

/// Since some fixed moment, on a clock that never goes back.
using Instant = std::chrono::milliseconds;

}  // namespace descent::network

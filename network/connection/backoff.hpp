#pragma once
// When to try again what failed: twice as long after each failure, up to a maximum, and never all
// at the same time.
#include "network/time.hpp"

namespace descent::network {

struct Backoff {
  Duration first{1'000};
  Duration max{600'000};

  /// How long to wait after `failures` of them in a row, 1 or more.
  /// random  spreads it over the upper half of the time
  Duration after(unsigned failures, std::uint64_t random) const;
};

}  // namespace descent::network

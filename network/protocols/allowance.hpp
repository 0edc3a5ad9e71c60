#pragma once
// How many messages a peer may send: a bucket that fills at a steady rate.
#include <cstdint>

#include "network/time.hpp"

namespace descent::network {

class Allowance {
 public:
  /// per_second  messages added each second, 1 or more
  /// burst       the most that can be saved up; there at the start
  Allowance(std::uint32_t per_second, std::uint32_t burst, Instant now)
      : per_second_{per_second}, full_{burst * kMessage}, left_{full_}, filled_{now} {}

  /// True, and one message less, if one is left.
  bool take(Instant now);

 private:
  static constexpr std::uint64_t kMessage = 1'000;  ///< what a message takes: per_second a ms

  std::uint64_t per_second_, full_, left_;
  Instant filled_;
};

}  // namespace descent::network

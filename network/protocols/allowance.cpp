#include "network/protocols/allowance.hpp"

#include <algorithm>

namespace descent::network {

bool Allowance::take(Instant now) {
  if (now > filled_) {
    // After as long as the bucket takes to fill, more time adds nothing; so nothing overflows.
    const auto fills_in = full_ / per_second_ + 1;
    const auto passed = std::min(static_cast<std::uint64_t>((now - filled_).count()), fills_in);
    left_ = std::min(full_, left_ + passed * per_second_);
    filled_ = now;
  }
  if (left_ < kMessage) return false;
  left_ -= kMessage;
  return true;
}

}  // namespace descent::network

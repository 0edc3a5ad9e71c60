#include "node/rpc/transport/allowance.hpp"

#include <algorithm>

namespace descent::rpc {

bool Allowance::take(Moment now) {
  if (now < filled_) now = filled_;
  const auto passed = std::chrono::duration_cast<std::chrono::nanoseconds>(now - filled_).count();
  // No more time than fills the bucket, so that the product does not overflow.
  const auto counted = std::min(static_cast<std::uint64_t>(passed), full_ / per_second_ + 1);
  left_ = std::min(full_, left_ + counted * per_second_);
  filled_ = now;
  if (left_ < kSecond) return false;
  left_ -= kSecond;
  return true;
}

}  // namespace descent::rpc

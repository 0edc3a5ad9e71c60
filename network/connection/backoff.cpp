#include "network/connection/backoff.hpp"

#include <algorithm>

#include "runtime/primitives/assert.hpp"

namespace descent::network {

Duration Backoff::after(unsigned failures, std::uint64_t random) const {
  DESCENT_ASSERT(failures > 0);
  Duration wait = first;
  for (unsigned i = 1; i < failures && wait < max; ++i) wait *= 2;
  const auto half = static_cast<std::uint64_t>(std::min(wait, max).count()) / 2;
  return Duration{half + random % (half + 1)};
}

}  // namespace descent::network

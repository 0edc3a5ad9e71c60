#include "network/protocols/seen.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "tests/network/random.hpp"

namespace descent::network {
namespace {

// The naive model: a vector, the newest last.
TEST(Seen, forgets_the_oldest_first_and_never_holds_more_than_its_room) {
  for (std::uint64_t seed = 0; seed < 50; ++seed) {
    Random random{seed};
    const std::size_t max = 1 + random.below(20);
    Seen seen{max};
    std::vector<Hash> model;
    for (int i = 0; i < 1'000; ++i) {
      const Hash hash{{static_cast<std::uint8_t>(random.below(40))}};
      const bool is_new = std::erase(model, hash) == 0;
      model.push_back(hash);
      if (model.size() > max) model.erase(model.begin());
      ASSERT_EQ(seen.insert(hash), is_new);
      ASSERT_EQ(seen.size(), model.size());
      const Hash other{{static_cast<std::uint8_t>(random.below(40))}};
      ASSERT_EQ(seen.contains(other), std::ranges::find(model, other) != model.end());
    }
  }
}

}  // namespace
}  // namespace descent::network

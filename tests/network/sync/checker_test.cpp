#include "network/sync/checker.hpp"

#include <gtest/gtest.h>

#include <set>

namespace descent::network {
namespace {

TEST(SyncFault, each_has_a_sentence_of_its_own) {
  std::set<std::string_view> all;
  for (int i = 0; i <= static_cast<int>(SyncFault::TooSlow); ++i)
    all.insert(describe(static_cast<SyncFault>(i)));
  EXPECT_EQ(all.size(), 6u);
  EXPECT_FALSE(all.contains("unknown fault"));
}

}  // namespace
}  // namespace descent::network

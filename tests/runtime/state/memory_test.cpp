#include "runtime/state/memory.hpp"

#include <gtest/gtest.h>

namespace descent::state {
namespace {

const MemorySource kSource{KeyValues{{{}, {9}}, {{1}, {}}, {{1, 0}, {2}}, {{0xff}, {3}}}};

TEST(MemorySource, gives_what_it_holds_and_nothing_else) {
  EXPECT_EQ(kSource.get(Bytes{}), Bytes{9});
  EXPECT_EQ(kSource.get(Bytes{1}), Bytes{});
  EXPECT_EQ(kSource.get(Bytes{0xff}), Bytes{3});
  EXPECT_EQ(kSource.get(Bytes{2}), std::nullopt);
}

TEST(MemorySource, the_next_key_is_the_least_one_above) {
  EXPECT_EQ(kSource.next_key(Bytes{}), Bytes{1});
  EXPECT_EQ(kSource.next_key(Bytes{1}), (Bytes{1, 0}));
  EXPECT_EQ(kSource.next_key(Bytes{2}), Bytes{0xff});
  EXPECT_EQ(kSource.next_key(Bytes{0xff}), std::nullopt);
}

}  // namespace
}  // namespace descent::state

#include "node/service/memo.hpp"

#include <gtest/gtest.h>

namespace descent::service {
namespace {

Hash name(std::uint8_t n) { return Hash{{n}}; }

TEST(BoundedMemo, what_was_put_is_found_and_nothing_else) {
  BoundedMemo memo{10};
  memo.put(name(1), {1, 2});
  EXPECT_EQ(memo.find(name(1)), (Bytes{1, 2}));
  EXPECT_EQ(memo.find(name(2)), std::nullopt);
}

TEST(BoundedMemo, the_oldest_is_forgotten_when_the_bytes_are_used_up) {
  BoundedMemo memo{10};
  for (std::uint8_t n = 1; n <= 5; ++n) memo.put(name(n), Bytes(2, n));
  EXPECT_TRUE(memo.find(name(1))) << "exactly full";
  memo.put(name(6), Bytes(3));
  EXPECT_FALSE(memo.find(name(1)));
  EXPECT_FALSE(memo.find(name(2)));
  EXPECT_TRUE(memo.find(name(3)));
  EXPECT_TRUE(memo.find(name(6)));
}

TEST(BoundedMemo, the_same_result_again_takes_no_room) {
  BoundedMemo memo{4};
  memo.put(name(1), Bytes(2));
  memo.put(name(1), Bytes(2));
  memo.put(name(1), Bytes(2));
  memo.put(name(2), Bytes(2));
  EXPECT_TRUE(memo.find(name(1)));
  EXPECT_TRUE(memo.find(name(2)));
}

TEST(BoundedMemo, what_is_larger_than_the_whole_is_not_kept_and_pushes_nothing_out) {
  BoundedMemo memo{4};
  memo.put(name(1), Bytes(4));
  memo.put(name(2), Bytes(5));
  EXPECT_TRUE(memo.find(name(1)));
  EXPECT_FALSE(memo.find(name(2)));
}

}  // namespace
}  // namespace descent::service

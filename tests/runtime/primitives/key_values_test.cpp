#include "runtime/primitives/key_values.hpp"

#include <gtest/gtest.h>

namespace descent {
namespace {

TEST(BytesLess, orders_as_text_does_and_counts_bytes_as_unsigned) {
  const BytesLess less;
  EXPECT_TRUE(less(Bytes{}, Bytes{0}));
  EXPECT_TRUE(less(Bytes{1}, Bytes{1, 0}));
  EXPECT_TRUE(less(Bytes{0x7f}, Bytes{0x80}));
  EXPECT_FALSE(less(Bytes{2}, Bytes{1, 9}));
  EXPECT_FALSE(less(Bytes{1}, Bytes{1}));
}

TEST(KeyValues, are_found_by_a_view_of_the_key) {
  const KeyValues values{{{1, 2}, {3}}};
  const Bytes longer{1, 2, 9};
  EXPECT_TRUE(values.contains(View{longer}.first(2)));
  EXPECT_FALSE(values.contains(View{longer}));
}

}  // namespace
}  // namespace descent

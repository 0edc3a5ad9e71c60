#include "network/sync/window.hpp"

#include <gtest/gtest.h>

namespace descent::network {
namespace {

/// Blocks 11 to 13 after head 10: 3 bytes of header and 2 of certificate each.
struct Three : testing::Test {
  Window window{10};
  Three() {
    for (std::uint8_t n = 11; n <= 13; ++n) window.push(Bytes(3, n), Bytes(2, n));
  }
};

TEST_F(Three, stand_between_head_and_tip) {
  EXPECT_EQ(window.head(), 10u);
  EXPECT_EQ(window.tip(), 13u);
  EXPECT_EQ(window.find(10), nullptr);
  EXPECT_EQ(window.find(11)->header, Bytes(3, 11));
  EXPECT_EQ(window.find(13)->certificate, Bytes(2, 13));
  EXPECT_EQ(window.find(14), nullptr);
  EXPECT_EQ(window.find(0), nullptr);
}

TEST_F(Three, are_bare_until_their_body_comes) {
  EXPECT_EQ(window.first_bare(0), 11u);
  window.put(11, Bytes(7), 5);
  window.put(12, Bytes(7), 5);
  EXPECT_EQ(window.first_bare(11), 13u);
  EXPECT_EQ(window.first_bare(14), std::nullopt);
  window.put(13, Bytes(7), 6);
  EXPECT_EQ(window.first_bare(11), std::nullopt);
  EXPECT_EQ(window.find(13)->from, 6u);
}

TEST_F(Three, are_counted_to_the_byte) {
  EXPECT_EQ(window.bytes(), 15u);
  window.put(12, Bytes(100), 1);
  EXPECT_EQ(window.bytes(), 115u);
  EXPECT_TRUE(window.advance(11));
  EXPECT_EQ(window.bytes(), 110u);
  EXPECT_TRUE(window.advance(12));
  EXPECT_EQ(window.bytes(), 5u);
  EXPECT_EQ(window.blocks(), 1u);
  window.clear(40);
  EXPECT_EQ(window.bytes(), 0u);
  EXPECT_EQ(window.tip(), 40u);
}

TEST_F(Three, do_not_reach_a_head_that_others_made) {
  EXPECT_TRUE(window.advance(13));
  EXPECT_EQ(window.head(), 13u);
  EXPECT_FALSE(window.advance(14));
  EXPECT_EQ(window.head(), 13u);
}

}  // namespace
}  // namespace descent::network

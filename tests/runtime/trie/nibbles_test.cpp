#include "runtime/trie/nibbles.hpp"

#include <gtest/gtest.h>

namespace descent::trie {
namespace {

TEST(Nibbles, the_high_half_of_a_byte_comes_first) {
  EXPECT_EQ(nibbles_of(Bytes{0x12, 0xf0}), (Nibbles{1, 2, 15, 0}));
  EXPECT_EQ(nibbles_of({}), Nibbles{});
}

TEST(Nibbles, the_first_of_an_odd_number_stands_alone_when_packed) {
  Bytes out{0xee};
  append_packed(out, Nibbles{1, 2, 3});
  EXPECT_EQ(out, (Bytes{0xee, 0x01, 0x23}));
  append_packed(out, Nibbles{4, 5});
  EXPECT_EQ(out, (Bytes{0xee, 0x01, 0x23, 0x45}));
}

TEST(Nibbles, unpacked_is_the_inverse_of_packed) {
  Nibbles nibbles;
  for (std::uint8_t i = 0; i < 40; ++i) {
    Bytes packed;
    append_packed(packed, nibbles);
    EXPECT_EQ(packed.size(), (nibbles.size() + 1) / 2);
    EXPECT_EQ(unpacked(packed, nibbles.size()), nibbles);
    nibbles.push_back(i % 16);
  }
}

TEST(Nibbles, a_shared_prefix_ends_with_the_shorter_one) {
  EXPECT_EQ(shared_prefix(Nibbles{1, 2, 3}, Nibbles{1, 2, 4}), 2u);
  EXPECT_EQ(shared_prefix(Nibbles{1, 2}, Nibbles{1, 2, 4}), 2u);
  EXPECT_EQ(shared_prefix(Nibbles{1, 2, 4}, Nibbles{1, 2}), 2u);
  EXPECT_EQ(shared_prefix(Nibbles{}, Nibbles{1}), 0u);
}

TEST(Nibbles, joined_puts_one_nibble_between) {
  EXPECT_EQ(joined(Nibbles{1, 2}, 3), (Nibbles{1, 2, 3}));
  EXPECT_EQ(joined(Nibbles{1}, 2, Nibbles{3, 4}), (Nibbles{1, 2, 3, 4}));
}

}  // namespace
}  // namespace descent::trie

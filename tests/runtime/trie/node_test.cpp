#include "runtime/trie/node.hpp"

#include <gtest/gtest.h>

#include "runtime/crypto/hash.hpp"
#include "runtime/scale/hex.hpp"
#include "tests/runtime/trie/tries.hpp"

namespace descent::trie {
namespace {

constexpr Hash kHash{{1, 2, 3}};
const std::string kHashHex = "010203" + std::string(58, '0');

Node leaf(Nibbles partial, Value value) { return {std::move(partial), std::move(value), {}}; }

Node branch(Nibbles partial, Value value) {
  Node node{std::move(partial), std::move(value), {}};
  node.children[1] = MerkleValue::inlined(Bytes{0x40, 0x00});
  node.children[15] = MerkleValue{kHash};
  return node;
}

struct Form {
  Node node;
  std::string hex;
};

/// Written by hand from the format.
const std::vector<Form> kForms{
    {leaf({1, 2, 3}, Bytes{0xaa}),
     "43"
     "0123"
     "04aa"},
    {leaf({1, 2}, Bytes{}),
     "42"
     "12"
     "00"},
    {leaf({}, Value{kHash}), "20" + kHashHex},
    {leaf({5}, Value{kHash}),
     "21"
     "05" +
         kHashHex},
    {branch({}, {}),
     "80"
     "0280"
     "084000"
     "80" +
         kHashHex},
    {branch({7}, Bytes{0xbb}),
     "c1"
     "07"
     "0280"
     "04bb"
     "084000"
     "80" +
         kHashHex},
    {branch({7, 8}, Value{kHash}),
     "12"
     "78"
     "0280" +
         kHashHex +
         "084000"
         "80" +
         kHashHex},
};

TEST(Node, each_form_has_the_encoding_of_the_format) {
  for (const auto& form : kForms) {
    EXPECT_EQ(to_hex(encode(form.node)), form.hex);
    const auto decoded = decode(*from_hex(form.hex));
    ASSERT_TRUE(decoded) << form.hex;
    EXPECT_EQ(*decoded, form.node) << form.hex;
  }
}

std::string header_of(const Node& node) {
  const Bytes encoding = encode(node);
  const auto packed = (node.partial.size() + 1) / 2;
  const auto rest = encode(Node{{}, node.value, node.children}).size() - 1;
  return to_hex(View{encoding}.first(encoding.size() - packed - rest));
}

TEST(Node, a_full_count_goes_on_until_a_byte_is_not_255) {
  const auto nibbles = [](std::size_t n) { return Nibbles(n, 1); };
  EXPECT_EQ(header_of(leaf(nibbles(62), Bytes{})), "7e");
  EXPECT_EQ(header_of(leaf(nibbles(63), Bytes{})), "7f00");
  EXPECT_EQ(header_of(leaf(nibbles(64), Bytes{})), "7f01");
  EXPECT_EQ(header_of(leaf(nibbles(63 + 254), Bytes{})), "7ffe");
  EXPECT_EQ(header_of(leaf(nibbles(63 + 255), Bytes{})), "7fff00");
  EXPECT_EQ(header_of(leaf(nibbles(63 + 510), Bytes{})), "7fffff00");
  EXPECT_EQ(header_of(leaf(nibbles(31), Value{kHash})), "3f00");
  EXPECT_EQ(header_of(branch(nibbles(63), {})), "bf00");
  EXPECT_EQ(header_of(branch(nibbles(64), Bytes{1})), "ff01");
  EXPECT_EQ(header_of(branch(nibbles(14), Value{kHash})), "1e");
  EXPECT_EQ(header_of(branch(nibbles(15), Value{kHash})), "1f00");
}

TEST(Node, every_length_of_the_partial_key_comes_back) {
  for (std::size_t n = 0; n < 700; ++n) {
    for (const Node& node : {leaf(Nibbles(n, 9), Bytes{1}), leaf(Nibbles(n, 9), Value{kHash}),
                             branch(Nibbles(n, 9), {}), branch(Nibbles(n, 9), Value{kHash})})
      ASSERT_EQ(*decode(encode(node)), node) << n;
  }
}

bool is_refused(std::string_view hex) {
  const auto node = decode(*from_hex(hex));
  return !node && node.error() == Error::BadNode;
}

TEST(Node, what_is_not_a_node_is_refused) {
  EXPECT_TRUE(is_refused(""));
  EXPECT_TRUE(is_refused("00"));  // the empty trie is not a node
  EXPECT_TRUE(is_refused("0f"));  // no such form
  EXPECT_TRUE(
      is_refused("43"
                 "0123"));  // no value
  EXPECT_TRUE(
      is_refused("43"
                 "0123"
                 "04aa"
                 "00"));  // a byte too many
  EXPECT_TRUE(
      is_refused("43"
                 "1123"
                 "04aa"));  // four nibbles where three are announced
  EXPECT_TRUE(
      is_refused("42"
                 "12"
                 "0100"));  // a length in more bytes than it needs
  EXPECT_TRUE(
      is_refused("80"
                 "0000"));  // a branch without children
  EXPECT_TRUE(
      is_refused("80"
                 "0100"
                 "00"));  // a child without bytes
  EXPECT_TRUE(
      is_refused("80"
                 "0100"
                 "84" +
                 kHashHex + "00"));  // a child of 33 bytes
  EXPECT_TRUE(
      is_refused("80"
                 "0300"
                 "084000"));  // a child is missing
  EXPECT_TRUE(
      is_refused("20"
                 "0102"));  // half a hash
}

TEST(Node, a_count_beyond_the_input_is_refused) {
  EXPECT_TRUE(is_refused("7f" + std::string(200, 'f')));
  EXPECT_TRUE(is_refused("7f" + std::string(200, 'f') +
                         "00"
                         "04aa"));
}

TEST(Node, random_bytes_are_refused_or_the_one_encoding_of_a_node) {
  Dice dice{3, 40, 256};
  int accepted = 0;
  for (int i = 0; i < 20'000; ++i) {
    Bytes bytes = encode(kForms[dice.below(kForms.size())].node);
    bytes[dice.below(bytes.size())] ^= static_cast<std::uint8_t>(1u << dice.below(8));
    const auto node = decode(bytes);
    if (!node) continue;
    ++accepted;
    ASSERT_EQ(encode(*node), bytes);
  }
  EXPECT_GT(accepted, 1000);
}

TEST(ValueOf, the_new_layout_hashes_values_of_more_than_32_bytes) {
  const Bytes short_value(32, 7);
  const Bytes long_value(33, 7);
  EXPECT_EQ(value_of(short_value, Layout::V0), Value{short_value});
  EXPECT_EQ(value_of(short_value, Layout::V1), Value{short_value});
  EXPECT_EQ(value_of(long_value, Layout::V0), Value{long_value});
  EXPECT_EQ(value_of(long_value, Layout::V1), Value{crypto::blake2b_256(long_value)});
}

TEST(MerkleValue, encodings_of_32_bytes_and_more_are_hashed) {
  const Bytes shorter(31, 7);
  const Bytes longer(32, 7);
  EXPECT_TRUE(std::ranges::equal(MerkleValue::of(shorter).view(), shorter));
  EXPECT_FALSE(MerkleValue::of(shorter).is_hash());
  ASSERT_TRUE(MerkleValue::of(longer).is_hash());
  EXPECT_EQ(MerkleValue::of(longer).hash(), crypto::blake2b_256(longer));
  EXPECT_TRUE(MerkleValue{}.empty());
}

}  // namespace
}  // namespace descent::trie

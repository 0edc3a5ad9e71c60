#include "runtime/trie/build.hpp"

#include <gtest/gtest.h>

#include "runtime/crypto/hash.hpp"
#include "runtime/primitives/header.hpp"
#include "tests/runtime/trie/golden.hpp"
#include "tests/runtime/trie/tries.hpp"

namespace descent::trie {
namespace {

TEST(RootOf, agrees_with_the_published_roots) {
  const auto golden = read_golden("trie_roots.json");
  int tries = 0;
  for (const auto& trie : golden.at("tries").as_array()) {
    SCOPED_TRACE(boost::json::serialize(trie.at("name")));
    KeyValues values;
    for (const auto& entry : trie.at("entries").as_array())
      values[bytes_of(entry.at(0))] = bytes_of(entry.at(1));
    const auto layout = trie.at("layout").as_int64() == 0 ? Layout::V0 : Layout::V1;
    EXPECT_EQ(root_of(values, layout), hash_of(trie.at("root")));
    ++tries;
  }
  EXPECT_EQ(tries, 18);
}

TEST(OrderedRoot, agrees_with_the_published_roots) {
  const auto golden = read_golden("trie_ordered_roots.json");
  for (const auto& list : golden.at("lists").as_array()) {
    std::vector<Bytes> values;
    for (const auto& value : list.at("values").as_array()) {
      const View text = as_view(std::string_view{value.as_string()});
      values.emplace_back(text.begin(), text.end());
    }
    EXPECT_EQ(ordered_root(values, Layout::V0), hash_of(list.at("root")));
    EXPECT_EQ(ordered_root(values, Layout::V1), hash_of(list.at("root")));
  }
}

TEST(OrderedRoot, keys_are_compact_integers_also_beyond_one_byte) {
  std::vector<Bytes> values;
  KeyValues keyed;
  for (std::uint32_t i = 0; i < 200; ++i) {
    values.push_back(Bytes(i, 1));
    keyed[scale::encoded(Compact{i})] = values.back();
  }
  EXPECT_EQ(ordered_root(values, Layout::V1), root_of(keyed, Layout::V1));
}

TEST(EmptyRoot, makes_the_genesis_hashes_of_public_networks) {
  const auto golden = read_golden("trie_headers.json");
  EXPECT_EQ(crypto::blake2b_256(kEmptyNode), kEmptyRoot);
  for (const auto& vector : golden.at("headers").as_array()) {
    Header header;
    header.state_root = hash_of(vector.at("stateRoot"));
    header.extrinsics_root = ordered_root({}, Layout::V0);
    EXPECT_EQ(crypto::blake2b_256(scale::encoded(header)), hash_of(vector.at("genesisHash")));
  }
}

TEST(Build, gives_no_record_to_a_trie_without_keys) {
  EXPECT_EQ(build({}, Layout::V1).root, kEmptyRoot);
  EXPECT_TRUE(build({}, Layout::V1).nodes.empty());
}

TEST(Build, gives_the_root_a_record_however_short) {
  const auto built = build({{{0xaa}, {0xbb}}}, Layout::V1);
  ASSERT_EQ(built.nodes.size(), 1u);
  EXPECT_EQ(built.nodes.begin()->first, Nibbles{});
  EXPECT_EQ(crypto::blake2b_256(*built.nodes.begin()->second), built.root);
}

TEST(Build, keeps_short_children_within_the_record_of_their_parent) {
  const auto built = build({{{0x12}, {1}}, {{0x13}, Bytes(40, 1)}}, Layout::V0);
  ASSERT_EQ(built.nodes.size(), 2u);
  EXPECT_TRUE(built.nodes.contains(Nibbles{1, 3}));
}

/// Every record is the one its parent names, and there is no other.
TEST(Build, each_record_is_named_by_its_parent) {
  Dice dice{7, 6, 4};
  KeyValues values;
  for (int i = 0; i < 300; ++i) values[dice.key()] = dice.value();
  const auto records = Records::of(values, Layout::V1);
  std::size_t named = 1;
  for (const auto& [path, record] : records.records) {
    const auto node = decode(record);
    ASSERT_TRUE(node);
    Nibbles end = path;
    append(end, node->partial);
    for (std::size_t i = 0; i < 16; ++i) {
      if (!node->children[i].is_hash()) continue;
      EXPECT_TRUE(read_record(records, joined(end, i), node->children[i].hash()));
      ++named;
    }
  }
  EXPECT_EQ(named, records.records.size());
}

}  // namespace
}  // namespace descent::trie

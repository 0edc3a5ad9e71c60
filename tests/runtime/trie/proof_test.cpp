#include "runtime/trie/proof.hpp"

#include <gtest/gtest.h>

#include <set>

#include "runtime/crypto/hash.hpp"
#include "tests/runtime/trie/golden.hpp"
#include "tests/runtime/trie/tries.hpp"

namespace descent::trie {
namespace {

/// A trie with its state, as a node has both.
class Trie {
 public:
  Trie(KeyValues values, Layout layout)
      : state{std::move(values)},
        records{Records::of(state, layout)},
        root{root_of(state, layout)} {}

  std::optional<Bytes> get(View key) const {
    const auto it = state.find(key);
    return it == state.end() ? std::nullopt : std::optional{it->second};
  }

  Expected<Proof, Error> prove(const std::vector<Bytes>& keys) const {
    return trie::prove(
        records, root, [this](View key) { return get(key); }, keys);
  }

  KeyValues state;
  Records records;
  Hash root;
};

Trie published() {
  KeyValues values;
  for (std::uint8_t i = 0; i < 50; ++i)
    values[{static_cast<std::uint8_t>(i * 5), i}] = Bytes(40, i);
  return {std::move(values), Layout::V1};
}

Proof published_proof(const boost::json::value& golden) {
  Proof proof;
  for (const auto& entry : golden.at("proof").as_array()) proof.push_back(bytes_of(entry));
  return proof;
}

TEST(Proof, a_published_one_is_verified) {
  const auto golden = read_golden("trie_read_proof.json");
  const auto root = hash_of(golden.at("root"));
  const auto proof = published_proof(golden);
  EXPECT_EQ(published().root, root);
  EXPECT_EQ(*verify(root, proof, bytes_of(golden.at("key"))), bytes_of(golden.at("value")));
}

TEST(Proof, ours_holds_the_entries_of_a_published_one) {
  const auto golden = read_golden("trie_read_proof.json");
  const auto proof = published().prove({bytes_of(golden.at("key"))});
  ASSERT_TRUE(proof);
  const auto expected = published_proof(golden);
  EXPECT_EQ(proof->size(), expected.size());
  EXPECT_EQ(std::set(proof->begin(), proof->end()), std::set(expected.begin(), expected.end()));
}

class ProofOracle : public testing::TestWithParam<Layout> {};

TEST_P(ProofOracle, says_what_the_state_says_of_present_and_absent_keys) {
  for (std::uint64_t seed = 0; seed < 30; ++seed) {
    SCOPED_TRACE(seed);
    Dice dice{seed, 2 + seed % 5, 2 + seed % 15};
    KeyValues values;
    for (auto n = dice.below(80); n > 0; --n) values[dice.key()] = dice.value();
    const Trie trie{std::move(values), GetParam()};

    for (int round = 0; round < 10; ++round) {
      std::vector<Bytes> keys(dice.below(6));
      std::vector<std::optional<Bytes>> expected;
      for (auto& key : keys) expected.push_back(trie.get(key = dice.key()));
      const auto proof = trie.prove(keys);
      ASSERT_TRUE(proof) << describe(proof.error());
      const auto values_read = verify(trie.root, *proof, keys);
      ASSERT_TRUE(values_read) << describe(values_read.error());
      EXPECT_EQ(*values_read, expected);
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Layouts, ProofOracle, testing::Values(Layout::V0, Layout::V1));

TEST(Proof, an_empty_trie_proves_that_a_key_is_absent) {
  const Trie trie{{}, Layout::V1};
  const auto proof = trie.prove({{1, 2}});
  ASSERT_TRUE(proof);
  EXPECT_EQ(*proof, Proof{Bytes{0}});
  const auto value = verify(kEmptyRoot, *proof, Bytes{1, 2});
  ASSERT_TRUE(value);
  EXPECT_EQ(*value, std::nullopt);
}

/// A trie with inline nodes, hashed values and equal values, and a proof of some of its keys.
class TamperedProof : public testing::Test {
 protected:
  TamperedProof()
      : trie{{{{0x11}, Bytes(40, 1)},
              {{0x11, 0x22}, Bytes(40, 1)},
              {{0x12}, {1}},
              {{0x13}, {2}},
              {{0x45, 0x67}, Bytes(20, 3)},
              {{0x45, 0x77}, Bytes(70, 4)}},
             Layout::V1},
        proof{*trie.prove(keys)} {}

  bool is_refused() const { return !verify(trie.root, proof, keys); }
  Error error() const { return verify(trie.root, proof, keys).error(); }

  const std::vector<Bytes> keys{{0x11, 0x22}, {0x13}, {0x14}, {0x45, 0x77}};
  Trie trie;
  Proof proof;
};

TEST_F(TamperedProof, any_flipped_bit_is_refused) {
  ASSERT_FALSE(is_refused());
  for (Bytes& entry : proof) {
    for (std::uint8_t& byte : entry) {
      for (unsigned bit = 0; bit < 8; ++bit) {
        byte ^= static_cast<std::uint8_t>(1u << bit);
        EXPECT_TRUE(is_refused());
        byte ^= static_cast<std::uint8_t>(1u << bit);
      }
    }
  }
}

TEST_F(TamperedProof, any_missing_entry_is_refused) {
  const Proof whole = proof;
  for (std::size_t i = 0; i < whole.size(); ++i) {
    proof = whole;
    proof.erase(proof.begin() + static_cast<std::ptrdiff_t>(i));
    EXPECT_TRUE(error() == Error::MissingNode || error() == Error::MissingValue);
  }
}

TEST_F(TamperedProof, an_entry_without_use_is_refused) {
  proof.push_back({1, 2, 3});
  EXPECT_EQ(error(), Error::UnusedEntry);
}

TEST_F(TamperedProof, an_entry_that_only_another_key_needs_is_refused) {
  EXPECT_EQ(verify(trie.root, proof, Bytes{0x13}).error(), Error::UnusedEntry);
}

TEST_F(TamperedProof, an_entry_that_comes_twice_is_refused) {
  proof.push_back(proof.front());
  EXPECT_EQ(error(), Error::DuplicateEntry);
}

TEST_F(TamperedProof, another_root_is_refused) {
  trie.root.bytes[31] ^= 1;
  EXPECT_EQ(error(), Error::MissingNode);
}

TEST_F(TamperedProof, a_root_of_what_is_not_a_node_is_refused) {
  const Bytes junk{0x0f, 1, 2};
  EXPECT_EQ(verify(crypto::blake2b_256(junk), Proof{junk}, Bytes{1}).error(), Error::BadNode);
}

TEST(Proof, one_above_the_limits_is_refused_unread) {
  const Proof many(kProofEntriesMax + 1);
  EXPECT_EQ(verify({}, many, Bytes{}).error(), Error::TooLarge);
  const Proof large(2, Bytes(kProofBytesMax / 2 + 1));
  EXPECT_EQ(verify({}, large, Bytes{}).error(), Error::TooLarge);
  const Proof at_the_limit(2, Bytes(kProofBytesMax / 2));
  EXPECT_EQ(verify({}, at_the_limit, Bytes{}).error(), Error::DuplicateEntry);
}

TEST(Prove, a_state_of_another_block_is_an_error) {
  Trie trie = published();
  const Bytes key{15, 3};
  trie.state[key] = Bytes(40, 99);
  EXPECT_EQ(trie.prove({key}).error(), Error::BadValue);
  trie.state.erase(key);
  EXPECT_EQ(trie.prove({key}).error(), Error::MissingValue);
}

TEST(Prove, a_damaged_database_is_an_error) {
  Trie trie = published();
  trie.records.records.at({0}).back() ^= 1;
  EXPECT_EQ(trie.prove({{15, 3}}).error(), Error::BadNode);
  trie.records.records.erase(Nibbles{0});
  EXPECT_EQ(trie.prove({{15, 3}}).error(), Error::MissingNode);
}

}  // namespace
}  // namespace descent::trie

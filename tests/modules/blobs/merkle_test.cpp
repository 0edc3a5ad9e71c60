#include "modules/blobs/merkle.hpp"

#include <gtest/gtest.h>

#include <bit>
#include <span>

#include "runtime/crypto/hash.hpp"
#include "runtime/scale/hex.hpp"

namespace descent::modules {
namespace {

Bytes counted(std::size_t n) {
  Bytes out(n);
  for (std::size_t i = 0; i < n; ++i) out[i] = static_cast<std::uint8_t>(i % 251);
  return out;
}

Hash numbered(std::uint32_t n) { return crypto::blake2b_256(scale::encoded(n)); }

Hash pair_hash(const Hash& left, const Hash& right) {
  Bytes message{1};
  append(message, left.bytes);
  append(message, right.bytes);
  return crypto::blake2b_256(message);
}

/// The tree as docs/scoring.md says it, by recursion over powers of two.
Hash naive_top(std::span<const Hash> leaves) {
  if (leaves.size() == 1) return leaves[0];
  const std::size_t left = std::bit_ceil(leaves.size()) / 2;
  return pair_hash(naive_top(leaves.first(left)), naive_top(leaves.subspan(left)));
}

TEST(Merkle, the_roots_of_the_documents_examples_come_out) {
  EXPECT_EQ(to_hex(blob_root(as_view("abc")).bytes),
            "8214a26538527d80eb032366b094a47d46122ccfb09c57e8d76843b07183fd14");
  EXPECT_EQ(to_hex(blob_root(counted(1'100'000)).bytes),
            "d23c25ba41bdb04526472eb2f62f009d81a521dc61e55192b04a8e8881cfffe0");
}

TEST(Merkle, a_top_equals_the_naive_one_for_every_small_count) {
  std::vector<Hash> leaves;
  for (std::uint32_t n = 0; n < 70; ++n) {
    leaves.push_back(numbered(n));
    EXPECT_EQ(merkle_top(leaves), naive_top(leaves)) << leaves.size();
  }
}

TEST(Merkle, a_lonely_last_hash_moves_up_unchanged) {
  const auto a = numbered(0), b = numbered(1), c = numbered(2);
  EXPECT_EQ(merkle_top({a, b, c}), pair_hash(pair_hash(a, b), c));
}

TEST(Merkle, chunks_cover_the_content_without_gap_or_overlap) {
  for (const std::uint64_t length :
       {std::uint64_t{1}, std::uint64_t{kChunkBytes - 1}, std::uint64_t{kChunkBytes},
        std::uint64_t{kChunkBytes + 1}, std::uint64_t{3 * kChunkBytes}}) {
    std::uint64_t sum = 0;
    for (std::uint32_t i = 0; i < chunk_count(length); ++i) {
      EXPECT_GT(chunk_length(length, i), 0u);
      sum += chunk_length(length, i);
    }
    EXPECT_EQ(sum, length);
  }
}

TEST(Merkle, a_root_changes_with_the_length_alone) {
  const std::vector<Hash> one{numbered(7)};
  EXPECT_NE(blob_root(5, one), blob_root(6, one));
}

TEST(Merkle, a_chunk_is_never_taken_for_an_inner_node) {
  const auto a = numbered(0), b = numbered(1);
  Bytes both;
  append(both, a.bytes);
  append(both, b.bytes);
  EXPECT_NE(chunk_hash(both), merkle_top({a, b}));
}

}  // namespace
}  // namespace descent::modules

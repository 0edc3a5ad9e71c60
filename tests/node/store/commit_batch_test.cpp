#include "node/store/commit_batch.hpp"

#include <gtest/gtest.h>

#include "node/store/memory_store.hpp"

namespace descent::store {
namespace {

using Written = std::map<Bytes, std::optional<Bytes>>;

Written written(const Store& store, const BlockCommit& block) {
  Written out;
  for (const auto& [key, value] : *commit_batch(store, block)) out[key] = value;
  return out;
}

BlockCommit block(BlockNumber number) {
  BlockCommit out;
  out.header.number = number;
  out.hash.bytes.fill(static_cast<std::uint8_t>(number));
  return out;
}

TEST(CommitBatch, a_block_is_found_by_number_and_by_hash) {
  auto next = block(3);
  next.body = {{1}, {2, 3}};
  next.justification = Bytes{4};
  auto out = written(MemoryStore{}, next);
  EXPECT_EQ(out.at(key_of(Column::HashOf, 3)), scale::encoded(next.hash));
  EXPECT_EQ(out.at(key_of(Column::NumberOf, next.hash.bytes)), (Bytes{3, 0, 0, 0}));
  EXPECT_EQ(out.at(key_of(Column::Header, 3)), scale::encoded(next.header));
  EXPECT_EQ(out.at(key_of(Column::Body, 3)), scale::encoded(next.body));
  EXPECT_EQ(out.at(key_of(Column::Justification, 3)), Bytes{4});
}

TEST(CommitBatch, an_undo_record_holds_what_was_there_before) {
  MemoryStore store;
  ASSERT_TRUE(store.write(
      {{key_of(Column::State, Bytes{1}), Bytes{10}}, {key_of(Column::Nodes, Bytes{1}), Bytes{11}}},
      Sync::No));
  auto next = block(3);
  next.state = {{{1}, Bytes{20}}, {{2}, Bytes{21}}};
  next.nodes = {{{1}, std::nullopt}};
  auto out = written(store, next);
  EXPECT_EQ(out.at(key_of(Column::State, Bytes{1})), Bytes{20});
  EXPECT_EQ(out.at(undo_key(Column::State, Bytes{1}, 3)), scale::encoded(std::optional{Bytes{10}}));
  EXPECT_EQ(out.at(undo_key(Column::State, Bytes{2}, 3)), Bytes{0});
  EXPECT_EQ(out.at(key_of(Column::Nodes, Bytes{1})), std::nullopt);
  EXPECT_EQ(out.at(undo_key(Column::Nodes, Bytes{1}, 3)), scale::encoded(std::optional{Bytes{11}}));
  EXPECT_EQ(out.at(key_of(Column::Changed, 3)), scale::encoded(ChangedKeys{{{1}, {2}}, {{1}}}));
}

TEST(CommitBatch, a_change_that_changes_nothing_is_left_out) {
  MemoryStore store;
  ASSERT_TRUE(store.write({{key_of(Column::State, Bytes{1}), Bytes{10}}}, Sync::No));
  auto next = block(3);
  const auto nothing = written(store, next);
  next.state = {{{1}, Bytes{10}}, {{2}, std::nullopt}};
  EXPECT_EQ(written(store, next), nothing);
}

/// Counts what is read.
class CountingStore : public MemoryStore {
 public:
  Stored<std::optional<Bytes>> get(View key) const override {
    ++reads;
    return MemoryStore::get(key);
  }
  mutable int reads = 0;
};

TEST(CommitBatch, what_is_known_to_have_been_there_is_not_read_again) {
  CountingStore store;
  auto next = block(3);
  next.state = {{{1}, Bytes{20}}, {{3}, Bytes{21}}, {{5}, Bytes{22}}};
  next.state_before = {{{0}, Bytes{9}}, {{1}, Bytes{10}}, {{2}, Bytes{9}}, {{5}, std::nullopt}};
  next.nodes = {{{1}, std::nullopt}, {{2}, Bytes{30}}};
  next.nodes_before = {{{1}, Bytes{11}}, {{2}, Bytes{30}}};
  auto out = written(store, next);
  EXPECT_EQ(store.reads, 1) << "of 3, which nobody has read";
  EXPECT_EQ(out.at(undo_key(Column::State, Bytes{1}, 3)), scale::encoded(std::optional{Bytes{10}}));
  EXPECT_EQ(out.at(undo_key(Column::State, Bytes{3}, 3)), Bytes{0});
  EXPECT_EQ(out.at(undo_key(Column::State, Bytes{5}, 3)), Bytes{0});
  EXPECT_EQ(out.at(key_of(Column::Changed, 3)),
            scale::encoded(ChangedKeys{{{1}, {3}, {5}}, {{1}}}));
}

TEST(CommitBatch, genesis_leaves_nothing_to_undo) {
  auto genesis = block(0);
  genesis.state = {{{1}, Bytes{10}}};
  auto out = written(MemoryStore{}, genesis);
  EXPECT_TRUE(out.contains(key_of(Column::State, Bytes{1})));
  EXPECT_FALSE(out.contains(undo_key(Column::State, Bytes{1}, 0)));
  EXPECT_FALSE(out.contains(key_of(Column::Changed, 0)));
}

TEST(CommitBatch, blobs_are_written_and_removed_without_undo) {
  auto next = block(3);
  next.blobs = {{{1}, Bytes{10}}, {{2}, std::nullopt}};
  auto out = written(MemoryStore{}, next);
  EXPECT_EQ(out.at(key_of(Column::Blobs, Bytes{1})), Bytes{10});
  EXPECT_EQ(out.at(key_of(Column::Blobs, Bytes{2})), std::nullopt);
}

}  // namespace
}  // namespace descent::store

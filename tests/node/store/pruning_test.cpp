#include "node/store/pruning.hpp"

#include <gtest/gtest.h>

#include "node/store/memory_store.hpp"

namespace descent::store {
namespace {

TEST(Pruning, nothing_goes_before_the_depth_is_reached) {
  EXPECT_EQ(oldest_to_keep({.head = 9, .oldest = 0, .depth = 10, .read_from = {}}), 0u);
  EXPECT_EQ(oldest_to_keep({.head = 10, .oldest = 0, .depth = 10, .read_from = {}}), 0u);
  EXPECT_EQ(oldest_to_keep({.head = 11, .oldest = 0, .depth = 10, .read_from = {}}), 1u);
}

TEST(Pruning, an_archive_keeps_all_it_has) {
  EXPECT_EQ(oldest_to_keep({.head = 9'000, .oldest = 5, .depth = {}, .read_from = {}}), 5u);
}

TEST(Pruning, what_is_gone_does_not_come_back) {
  EXPECT_EQ(oldest_to_keep({.head = 100, .oldest = 95, .depth = 50, .read_from = {}}), 95u);
}

TEST(Pruning, a_long_backlog_goes_in_steps) {
  EXPECT_EQ(oldest_to_keep({.head = 9'000, .oldest = 7, .depth = 10, .read_from = {}}),
            7 + kPrunedPerCommitMax);
}

TEST(Pruning, a_block_that_a_view_reads_from_stays) {
  EXPECT_EQ(oldest_to_keep({.head = 20, .oldest = 5, .depth = 10, .read_from = 7}), 7u);
  EXPECT_EQ(oldest_to_keep({.head = 20, .oldest = 5, .depth = 10, .read_from = 15}), 10u);
}

TEST(Pruning, every_undo_record_of_the_blocks_is_removed_and_no_other) {
  MemoryStore store;
  const ChangedKeys changed{{{1}, {2}}, {{3}}};
  ASSERT_TRUE(store.write({{key_of(Column::Changed, 4), scale::encoded(changed)}}, Sync::No));
  Batch batch;
  ASSERT_TRUE(prune(batch, store, 4, 4));
  const std::vector<Bytes> expected{
      undo_key(Column::State, Bytes{1}, 4), undo_key(Column::State, Bytes{2}, 4),
      undo_key(Column::Nodes, Bytes{3}, 4), key_of(Column::Changed, 4)};
  ASSERT_EQ(batch.size(), expected.size());
  for (std::size_t i = 0; i < batch.size(); ++i) {
    EXPECT_EQ(batch[i].key, expected[i]);
    EXPECT_FALSE(batch[i].value);
  }
}

TEST(Pruning, a_missing_or_damaged_list_of_changes_is_an_error) {
  MemoryStore store;
  Batch batch;
  EXPECT_EQ(prune(batch, store, 4, 4).error().kind, ErrorKind::Corrupt);
  ASSERT_TRUE(store.write({{key_of(Column::Changed, 4), Bytes{0xFF}}}, Sync::No));
  EXPECT_EQ(prune(batch, store, 4, 4).error().kind, ErrorKind::Corrupt);
}

}  // namespace
}  // namespace descent::store

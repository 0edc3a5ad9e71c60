#include "node/store/block_store.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "node/store/memory_store.hpp"
#include "runtime/scale/hex.hpp"
#include "tests/node/store/random_chain.hpp"

namespace descent::store {
namespace {

using testing::HasSubstr;

class BlockStoreTest : public testing::Test {
 protected:
  std::unique_ptr<BlockStore> open(BlockStore::Options options = {}) {
    return *BlockStore::open(store, chain.genesis(), options);
  }
  void extend(BlockStore& blocks, BlockNumber to) {
    const auto head = blocks.head();
    for (BlockNumber n = head ? head->number + 1 : 0; n <= to; ++n)
      ASSERT_TRUE(blocks.commit(chain.block(n))) << n;
  }
  Hash hash(BlockNumber number) { return chain.block(number).hash; }
  std::size_t entries(Column column) {
    std::size_t n = 0;
    const Bytes prefix = key_of(column, View{});
    for (const auto at = store.seek(prefix); at->valid() && starts_with(at->key(), prefix);
         at->next())
      ++n;
    return n;
  }

  MemoryStore store;
  RandomChain chain;
};

TEST_F(BlockStoreTest, a_new_store_has_no_head_and_takes_genesis_only) {
  const auto blocks = open();
  EXPECT_FALSE(blocks->head());
  EXPECT_EQ(blocks->commit(chain.block(1)).error().kind, ErrorKind::NotNext);
  auto other = chain.block(0);
  other.hash.bytes[0] ^= 1;
  EXPECT_EQ(blocks->commit(other).error().kind, ErrorKind::NotNext);
  EXPECT_TRUE(blocks->commit(chain.block(0)));
  EXPECT_EQ(blocks->head(), (Head{0, chain.genesis(), 0}));
}

TEST_F(BlockStoreTest, a_block_is_read_back_as_it_was_committed) {
  const auto blocks = open();
  extend(*blocks, 3);
  for (BlockNumber n = 0; n <= 3; ++n) {
    const auto& block = chain.block(n);
    EXPECT_EQ(*blocks->hash_of(n), block.hash);
    EXPECT_EQ(*blocks->number_of(block.hash), n);
    EXPECT_EQ(scale::encoded(**blocks->header(block.hash)), scale::encoded(block.header));
    EXPECT_EQ(*blocks->body(block.hash), block.body);
    EXPECT_EQ(*blocks->justification(block.hash), block.justification);
  }
  EXPECT_EQ(content_of(*blocks->blobs()), chain.blobs(3));
}

TEST_F(BlockStoreTest, an_unknown_block_is_absent_and_has_no_state) {
  const auto blocks = open();
  extend(*blocks, 1);
  EXPECT_EQ(*blocks->hash_of(2), std::nullopt);
  EXPECT_EQ(*blocks->number_of(hash(2)), std::nullopt);
  EXPECT_FALSE(*blocks->header(hash(2)));
  EXPECT_FALSE(*blocks->body(hash(2)));
  EXPECT_FALSE(*blocks->justification(hash(2)));
  EXPECT_EQ(blocks->state_at(hash(2)).error().kind, ErrorKind::UnknownBlock);
  EXPECT_EQ(blocks->nodes_at(hash(2)).error().kind, ErrorKind::UnknownBlock);
}

TEST_F(BlockStoreTest, only_the_block_after_the_head_is_committed) {
  const auto blocks = open();
  extend(*blocks, 2);
  EXPECT_EQ(blocks->commit(chain.block(2)).error().kind, ErrorKind::NotNext);
  EXPECT_EQ(blocks->commit(chain.block(4)).error().kind, ErrorKind::NotNext);
  auto orphan = chain.block(3);
  orphan.header.parent_hash = hash(1);
  const auto refused = blocks->commit(orphan);
  EXPECT_EQ(refused.error().kind, ErrorKind::NotNext);
  EXPECT_THAT(refused.error().text, HasSubstr(to_0x(hash(2).bytes)));
  EXPECT_EQ(blocks->head()->number, 2u);
  EXPECT_EQ(content_of(**blocks->state_at(hash(2))), chain.state(2));
  EXPECT_TRUE(blocks->commit(chain.block(3)));
}

TEST_F(BlockStoreTest, a_reopened_store_goes_on_where_it_stopped) {
  extend(*open(), 5);
  const auto blocks = open();
  EXPECT_EQ(blocks->head(), (Head{5, hash(5), 0}));
  EXPECT_EQ(content_of(**blocks->state_at(hash(5))), chain.state(5));
  EXPECT_EQ(content_of(**blocks->state_at(hash(2))), chain.state(2));
  extend(*blocks, 6);
  EXPECT_EQ(content_of(**blocks->state_at(hash(5))), chain.state(5));
}

TEST_F(BlockStoreTest, another_version_is_refused_with_both_versions) {
  extend(*open(), 1);
  ASSERT_TRUE(store.write({{key_of(Column::Meta, as_view(kVersionName)),
                            scale::encoded(std::uint32_t{kSchemaVersion + 6})}},
                          Sync::Yes));
  const auto refused = BlockStore::open(store, chain.genesis());
  EXPECT_EQ(refused.error().kind, ErrorKind::WrongVersion);
  EXPECT_THAT(refused.error().text, HasSubstr("has version 7, this node needs version 1"));
}

TEST_F(BlockStoreTest, another_chain_is_refused_with_both_hashes_before_its_first_block_too) {
  (void)open();
  const auto refused = BlockStore::open(store, hash(1));
  EXPECT_EQ(refused.error().kind, ErrorKind::WrongGenesis);
  EXPECT_THAT(refused.error().text, HasSubstr(to_0x(chain.genesis().bytes)));
  EXPECT_THAT(refused.error().text, HasSubstr(to_0x(hash(1).bytes)));
}

TEST_F(BlockStoreTest, damaged_records_are_errors) {
  extend(*open(), 2);
  const auto damage = [&](Bytes key) {
    EXPECT_TRUE(store.write({{std::move(key), Bytes{0xFF}}}, Sync::No));
  };
  const auto blocks = open();
  damage(key_of(Column::Header, 1));
  EXPECT_EQ(blocks->header(hash(1)).error().kind, ErrorKind::Corrupt);
  damage(key_of(Column::Body, 1));
  EXPECT_EQ(blocks->body(hash(1)).error().kind, ErrorKind::Corrupt);
  damage(key_of(Column::NumberOf, hash(1).bytes));
  EXPECT_EQ(blocks->state_at(hash(1)).error().kind, ErrorKind::Corrupt);
  for (const auto name : {kHeadName, kGenesisName, kVersionName}) {
    damage(key_of(Column::Meta, as_view(name)));
    EXPECT_EQ(BlockStore::open(store, chain.genesis()).error().kind, ErrorKind::Corrupt) << name;
  }
}

TEST_F(BlockStoreTest, a_head_that_is_not_the_block_of_its_number_is_an_error) {
  extend(*open(), 2);
  ASSERT_TRUE(store.write({{key_of(Column::HashOf, 2), std::nullopt}}, Sync::No));
  EXPECT_EQ(BlockStore::open(store, chain.genesis()).error().kind, ErrorKind::Corrupt);
}

TEST_F(BlockStoreTest, a_gap_in_the_chain_is_an_error) {
  extend(*open(), 5);
  ASSERT_TRUE(store.write({{key_of(Column::HashOf, 2), std::nullopt}}, Sync::No));
  const auto refused = BlockStore::open(store, chain.genesis());
  EXPECT_EQ(refused.error().kind, ErrorKind::Corrupt);
  EXPECT_THAT(refused.error().text, HasSubstr("the record of block 2 is damaged"));
}

TEST_F(BlockStoreTest, a_block_without_its_body_is_an_error) {
  extend(*open(), 2);
  ASSERT_TRUE(store.write({{key_of(Column::Body, 2), std::nullopt}}, Sync::No));
  EXPECT_EQ(open()->body(hash(2)).error().kind, ErrorKind::Corrupt);
}

TEST_F(BlockStoreTest, state_below_the_pruning_depth_is_refused_with_the_oldest_there_is) {
  const auto blocks = open({.pruning = 4});
  extend(*blocks, 10);
  EXPECT_EQ(blocks->head()->oldest_state, 6u);
  EXPECT_EQ(content_of(**blocks->state_at(hash(6))), chain.state(6));
  const auto refused = blocks->state_at(hash(5));
  EXPECT_EQ(refused.error().kind, ErrorKind::StatePruned);
  EXPECT_THAT(refused.error().text, HasSubstr("block 5 is pruned; the oldest available is 6"));
  EXPECT_EQ(blocks->nodes_at(hash(5)).error().kind, ErrorKind::StatePruned);
  EXPECT_TRUE(*blocks->header(hash(5)));
}

TEST_F(BlockStoreTest, pruning_leaves_the_undo_records_of_the_window_only) {
  const auto blocks = open({.pruning = 4});
  extend(*blocks, 10);
  EXPECT_EQ(entries(Column::Changed), 4u);
  std::set<BlockNumber> numbers;
  const Bytes prefix = key_of(Column::Undo, View{});
  for (const auto at = store.seek(prefix); at->valid() && starts_with(at->key(), prefix);
       at->next()) {
    const auto column = static_cast<Column>(at->key()[1]);
    numbers.insert(parse_undo_key(column, at->key())->number);
  }
  EXPECT_EQ(numbers, (std::set<BlockNumber>{7, 8, 9, 10}));
}

TEST_F(BlockStoreTest, a_view_holds_its_block_against_pruning_until_it_ends) {
  const auto blocks = open({.pruning = 2});
  extend(*blocks, 5);
  auto view = *blocks->state_at(hash(3));
  extend(*blocks, 9);
  EXPECT_EQ(blocks->head()->oldest_state, 3u);
  EXPECT_EQ(content_of(*view), chain.state(3));
  view.reset();
  extend(*blocks, 10);
  EXPECT_EQ(blocks->head()->oldest_state, 8u);
}

TEST_F(BlockStoreTest, an_archive_keeps_all_and_prunes_in_steps_once_told_to) {
  extend(*open({.pruning = std::nullopt}), 40);
  const auto blocks = open({.pruning = 2});
  EXPECT_EQ(content_of(**blocks->state_at(hash(0))), chain.state(0));
  extend(*blocks, 41);
  EXPECT_EQ(blocks->head()->oldest_state, 16u);
  extend(*blocks, 43);
  EXPECT_EQ(blocks->head()->oldest_state, 41u);
  EXPECT_EQ(entries(Column::Changed), 2u);
}

TEST_F(BlockStoreTest, a_deeper_pruning_does_not_bring_back_what_is_gone) {
  extend(*open({.pruning = 2}), 10);
  const auto blocks = open({.pruning = 6});
  extend(*blocks, 12);
  EXPECT_EQ(blocks->head()->oldest_state, 8u);
  EXPECT_EQ(content_of(**blocks->state_at(hash(8))), chain.state(8));
  EXPECT_EQ(blocks->state_at(hash(7)).error().kind, ErrorKind::StatePruned);
}

TEST_F(BlockStoreTest, the_newest_content_is_the_same_whatever_is_pruned) {
  MemoryStore archive;
  const auto all = *BlockStore::open(archive, chain.genesis(), {.pruning = std::nullopt});
  const auto least = open({.pruning = 1});
  extend(*all, 30);
  extend(*least, 30);
  EXPECT_EQ(content_of(**all->state_at(hash(30))), content_of(**least->state_at(hash(30))));
  EXPECT_EQ(content_of(**all->nodes_at(hash(30))), content_of(**least->nodes_at(hash(30))));
}

}  // namespace
}  // namespace descent::store

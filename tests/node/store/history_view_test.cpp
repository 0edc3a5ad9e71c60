#include "node/store/history_view.hpp"

#include <gtest/gtest.h>

#include <thread>

#include "node/store/leveldb_store.hpp"
#include "node/store/memory_store.hpp"
#include "tests/node/store/fault_env.hpp"
#include "tests/node/store/random_chain.hpp"

namespace descent::store {
namespace {

constexpr BlockNumber kBlocks = 60;
constexpr BlockNumber kPruning = 40;

/// The oracle: the copies that `RandomChain` keeps of every block.
void compare_every_block(Store& store, std::uint64_t seed) {
  RandomChain chain{{.seed = seed}};
  auto blocks = *BlockStore::open(store, chain.genesis(), {.pruning = kPruning});
  for (BlockNumber n = 0; n <= kBlocks; ++n) ASSERT_TRUE(blocks->commit(chain.block(n)));
  for (BlockNumber n = kBlocks - kPruning; n <= kBlocks; ++n) {
    const auto state = *blocks->state_at(chain.block(n).hash);
    const auto nodes = *blocks->nodes_at(chain.block(n).hash);
    ASSERT_EQ(content_of(*state), chain.state(n)) << n;
    ASSERT_EQ(content_of(*nodes), chain.nodes(n)) << n;
    for (int i = 0; i < 40; ++i) {
      const Bytes key = chain.random_key();
      const auto at = chain.state(n).find(key);
      const auto above = chain.state(n).upper_bound(key);
      const auto end = chain.state(n).end();
      ASSERT_EQ(state->get(key), at == end ? std::nullopt : std::optional{at->second});
      ASSERT_EQ(state->next_key(key), above == end ? std::nullopt : std::optional{above->first});
    }
  }
}

TEST(HistoryView, every_block_in_the_window_reads_as_it_was_on_a_map) {
  for (const std::uint64_t seed : {1U, 2U, 3U}) {
    MemoryStore store;
    compare_every_block(store, seed);
  }
}

TEST(HistoryView, every_block_in_the_window_reads_as_it_was_on_leveldb) {
  FaultEnv env;
  const auto store = *LevelDbStore::open("/db", {.env = &env});
  compare_every_block(*store, 4);
}

TEST(HistoryView, a_view_stays_right_while_later_blocks_are_committed) {
  MemoryStore store;
  RandomChain chain;
  auto blocks = *BlockStore::open(store, chain.genesis(), {.pruning = 3});
  ASSERT_TRUE(blocks->commit(chain.block(0)));
  ASSERT_TRUE(blocks->commit(chain.block(1)));
  const auto view = *blocks->state_at(chain.block(1).hash);
  for (BlockNumber n = 2; n < 12; ++n) {
    ASSERT_TRUE(blocks->commit(chain.block(n)));
    ASSERT_EQ(content_of(*view), chain.state(1)) << n;
  }
}

TEST(HistoryView, a_view_beside_a_committing_thread_never_changes) {
  FaultEnv env;
  const auto store = *LevelDbStore::open("/db", {.env = &env});
  RandomChain chain{{.changes = 30, .key_bytes_max = 2}};
  auto blocks = *BlockStore::open(*store, chain.genesis(), {.pruning = 2});
  ASSERT_TRUE(blocks->commit(chain.block(0)));
  ASSERT_TRUE(blocks->commit(chain.block(1)));
  std::vector<BlockCommit> coming;
  for (BlockNumber n = 2; n < 60; ++n) coming.push_back(chain.block(n));
  std::atomic<bool> done = false;
  std::thread writer{[&] {
    for (const auto& block : coming) EXPECT_TRUE(blocks->commit(block));
    done = true;
  }};
  while (!done) {
    const auto head = *blocks->head();
    const auto view = blocks->state_at(head.hash);
    if (!view) continue;  // pruned before it was pinned
    for (int i = 0; i < 3; ++i)
      EXPECT_EQ(content_of(**view), chain.state(head.number)) << head.number;
  }
  writer.join();
}

TEST(HistoryViewDeathTest, a_damaged_undo_record_halts) {
  MemoryStore store;
  RandomChain chain;
  auto blocks = *BlockStore::open(store, chain.genesis());
  auto first = chain.block(0);
  first.state = {{{1}, Bytes{10}}};
  ASSERT_TRUE(blocks->commit(first));
  auto second = chain.block(1);
  second.state = {{{1}, Bytes{20}}};
  ASSERT_TRUE(blocks->commit(second));
  ASSERT_TRUE(store.write({{undo_key(Column::State, Bytes{1}, 1), Bytes{7}}}, Sync::No));
  const auto view = *blocks->state_at(first.hash);
  EXPECT_DEATH(view->get(Bytes{1}), "an undo record is damaged");
}

}  // namespace
}  // namespace descent::store

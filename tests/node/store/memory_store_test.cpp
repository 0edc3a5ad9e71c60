#include "node/store/memory_store.hpp"

#include <gtest/gtest.h>

#include <thread>

namespace descent::store {
namespace {

TEST(MemoryStore, finds_the_entry_at_or_above_a_key_and_strictly_above_it) {
  MemoryStore store;
  ASSERT_TRUE(store.write({{{1}, Bytes{10}}, {{2}, Bytes{20}}}, Sync::No));
  EXPECT_EQ(store.entry_at(Bytes{1})->second, Bytes{10});
  EXPECT_EQ(store.entry_above(Bytes{1})->second, Bytes{20});
  EXPECT_FALSE(store.entry_above(Bytes{2}));
}

TEST(MemoryStore, a_reader_beside_the_writer_sees_whole_batches) {
  MemoryStore store;
  std::thread writer{[&] {
    for (std::uint8_t i = 1; i < 200; ++i)
      ASSERT_TRUE(store.write({{{1}, Bytes{i}}, {{2}, Bytes{i}}}, Sync::No));
  }};
  for (int i = 0; i < 200; ++i) {
    const auto first = *store.get(Bytes{1});
    const auto second = *store.get(Bytes{2});
    if (!first) continue;
    EXPECT_LE(first->front(), second.value().front());
  }
  writer.join();
}

}  // namespace
}  // namespace descent::store

// What every implementation of the port promises, held against each of them.
#include "node/store/store.hpp"

#include <gtest/gtest.h>

#include <random>

#include "node/store/leveldb_store.hpp"
#include "node/store/memory_store.hpp"
#include "tests/node/store/fault_env.hpp"

namespace descent::store {
namespace {

/// Declared before the store it opens: destroyed after it.
struct OnLevelDb {
  FaultEnv env;
  std::unique_ptr<Store> store = *LevelDbStore::open(
      "/db", {.env = &env, .write_buffer_bytes = 1 << 16, .cache_bytes = 1 << 20});
};

struct InMemory {
  std::unique_ptr<Store> store = std::make_unique<MemoryStore>();
};

template <class Opened>
class StorePort : public testing::Test {
 protected:
  std::optional<Bytes> get(View key) { return *store().get(key); }
  void put(Bytes key, Bytes value) {
    EXPECT_TRUE(store().write({{std::move(key), std::move(value)}}, Sync::No));
  }
  KeyValues walk(View from) {
    KeyValues out;
    const auto at = store().seek(from);
    for (; at->valid(); at->next())
      out.insert({{at->key().begin(), at->key().end()}, {at->value().begin(), at->value().end()}});
    EXPECT_FALSE(at->error());
    return out;
  }
  Store& store() { return *opened_.store; }

 private:
  Opened opened_;
};

using Implementations = testing::Types<InMemory, OnLevelDb>;
TYPED_TEST_SUITE(StorePort, Implementations);

TYPED_TEST(StorePort, what_was_put_is_there_and_nothing_else) {
  this->put({1, 2}, {3});
  EXPECT_EQ(this->get(Bytes{1, 2}), Bytes{3});
  EXPECT_EQ(this->get(Bytes{1}), std::nullopt);
  EXPECT_EQ(this->get(Bytes{1, 2, 0}), std::nullopt);
}

TYPED_TEST(StorePort, an_empty_value_is_a_value_and_an_empty_key_is_a_key) {
  this->put({}, {});
  EXPECT_EQ(this->get({}), Bytes{});
  EXPECT_TRUE(this->store().seek({})->valid());
}

TYPED_TEST(StorePort, the_later_write_of_a_batch_counts) {
  EXPECT_TRUE(this->store().write(
      {{{1}, Bytes{1}}, {{1}, std::nullopt}, {{2}, std::nullopt}, {{2}, Bytes{2}}}, Sync::Yes));
  EXPECT_EQ(this->get(Bytes{1}), std::nullopt);
  EXPECT_EQ(this->get(Bytes{2}), Bytes{2});
}

TYPED_TEST(StorePort, removing_what_is_not_there_is_no_error) {
  EXPECT_TRUE(this->store().write({{{9}, std::nullopt}}, Sync::Yes));
  EXPECT_EQ(this->get(Bytes{9}), std::nullopt);
}

TYPED_TEST(StorePort, an_empty_batch_changes_nothing) {
  this->put({1}, {1});
  EXPECT_TRUE(this->store().write({}, Sync::Yes));
  EXPECT_EQ(this->walk({}), (KeyValues{{{1}, {1}}}));
}

TYPED_TEST(StorePort, a_cursor_starts_at_its_key_or_above_in_unsigned_byte_order) {
  for (const auto b : Bytes{0x00, 0x7F, 0x80, 0xFF}) this->put({b}, {b});
  EXPECT_EQ(this->walk(Bytes{0x7F}),
            (KeyValues{{{0x7F}, {0x7F}}, {{0x80}, {0x80}}, {{0xFF}, {0xFF}}}));
  EXPECT_EQ(this->walk(Bytes{0x7F, 0}), (KeyValues{{{0x80}, {0x80}}, {{0xFF}, {0xFF}}}));
  EXPECT_TRUE(this->walk(Bytes{0xFF, 0}).empty());
}

TYPED_TEST(StorePort, a_cursor_survives_the_removal_of_the_key_it_stands_on) {
  this->put({1}, {1});
  this->put({2}, {2});
  const auto at = this->store().seek(Bytes{1});
  EXPECT_TRUE(this->store().write({{{1}, std::nullopt}}, Sync::No));
  EXPECT_EQ(at->key()[0], 1);
  at->next();
  ASSERT_TRUE(at->valid());
  EXPECT_EQ(at->key()[0], 2);
}

TYPED_TEST(StorePort, random_batches_leave_what_a_map_holds) {
  std::mt19937_64 random{3};
  const auto bytes = [&](std::size_t most, unsigned alphabet) {
    Bytes out(random() % (most + 1));
    for (auto& b : out) b = static_cast<std::uint8_t>(random() % alphabet);
    return out;
  };
  KeyValues expected;
  for (int round = 0; round < 60; ++round) {
    Batch batch;
    for (int i = 0; i < 20; ++i) {
      auto& [key, value] = batch.emplace_back();
      key = bytes(3, 4);
      if (random() % 3 != 0) value = bytes(400, 256);
      if (value) {
        expected.insert_or_assign(key, *value);
      } else {
        expected.erase(key);
      }
    }
    ASSERT_TRUE(this->store().write(batch, Sync::Yes));
    ASSERT_EQ(this->walk({}), expected);
    const Bytes key = bytes(3, 4);
    const auto at = expected.find(key);
    ASSERT_EQ(this->get(key), at == expected.end() ? std::nullopt : std::optional{at->second});
  }
}

}  // namespace
}  // namespace descent::store

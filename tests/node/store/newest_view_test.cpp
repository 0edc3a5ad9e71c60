#include "node/store/newest_view.hpp"

#include <gtest/gtest.h>

#include "node/store/memory_store.hpp"

namespace descent::store {
namespace {

/// A store whose disk has failed.
class Unreadable : public MemoryStore {
 public:
  Stored<std::optional<Bytes>> get(View) const override { return error(); }
  std::unique_ptr<Cursor> seek(View) const override { return std::make_unique<Failed>(); }

 private:
  struct Failed : Cursor {
    bool valid() const override { return false; }
    View key() const override { return {}; }
    View value() const override { return {}; }
    void next() override {}
    std::optional<Error> error() const override { return Unreadable::error(); }
  };
  static Error error() { return {ErrorKind::Corrupt, "unreadable"}; }
};

TEST(NewestView, reads_its_column_and_no_other) {
  MemoryStore store;
  ASSERT_TRUE(store.write({{key_of(Column::State, Bytes{1}), Bytes{10}},
                           {key_of(Column::State, Bytes{1, 0}), Bytes{11}},
                           {key_of(Column::Nodes, Bytes{2}), Bytes{12}}},
                          Sync::No));
  const NewestView view{store, Column::State};
  EXPECT_EQ(view.get(Bytes{1}), Bytes{10});
  EXPECT_EQ(view.get(Bytes{2}), std::nullopt);
  EXPECT_EQ(view.next_key({}), Bytes{1});
  EXPECT_EQ(view.next_key(Bytes{1}), (Bytes{1, 0}));
  EXPECT_EQ(view.next_key(Bytes{1, 0}), std::nullopt);
}

TEST(NewestViewDeathTest, a_read_that_fails_halts_and_is_never_an_absent_key) {
  const Unreadable store;
  const NewestView view{store, Column::State};
  EXPECT_DEATH(view.get(Bytes{1}), "the node halts: unreadable");
  EXPECT_DEATH(view.next_key(Bytes{1}), "the node halts: unreadable");
}

}  // namespace
}  // namespace descent::store

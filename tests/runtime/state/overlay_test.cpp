#include "runtime/state/overlay.hpp"

#include <gtest/gtest.h>

#include <random>

#include "runtime/state/memory.hpp"

namespace descent::state {
namespace {

const KeyValues kBase{{{1}, {10}}, {{2}, {20}}, {{3}, {}}, {{3, 1}, {31}}};

class OverlayTest : public testing::Test {
 protected:
  std::optional<Bytes> read(Bytes key) const {
    const Bytes* value = overlay.get(key);
    return value ? std::optional{*value} : std::nullopt;
  }

  MemorySource base{kBase};
  Overlay overlay{base};
};

TEST_F(OverlayTest, reads_fall_through_to_the_base) {
  EXPECT_EQ(read({1}), Bytes{10});
  EXPECT_EQ(read({3}), Bytes{});
  EXPECT_EQ(read({4}), std::nullopt);
  EXPECT_TRUE(overlay.changes().empty());
}

TEST_F(OverlayTest, the_newest_write_wins) {
  overlay.put(Bytes{1}, {11});
  overlay.put(Bytes{1}, {12});
  overlay.remove(Bytes{2});
  EXPECT_EQ(read({1}), Bytes{12});
  EXPECT_FALSE(overlay.contains(Bytes{2}));
}

TEST_F(OverlayTest, a_write_after_a_cached_read_is_seen) {
  EXPECT_EQ(read({1}), Bytes{10});
  overlay.put(Bytes{1}, {11});
  EXPECT_EQ(read({1}), Bytes{11});
}

TEST_F(OverlayTest, an_empty_value_is_not_an_absent_one) {
  overlay.put(Bytes{7}, {});
  EXPECT_TRUE(overlay.contains(Bytes{7}));
  EXPECT_EQ(overlay.next_key(Bytes{3, 1}), Bytes{7});
}

TEST_F(OverlayTest, changes_keep_writes_that_restore_the_value_of_the_base) {
  overlay.put(Bytes{1}, {10});
  overlay.put(Bytes{9}, {90});
  overlay.remove(Bytes{9});
  EXPECT_EQ(overlay.changes(), (Changes{{{1}, Bytes{10}}, {{9}, std::nullopt}}));
}

TEST_F(OverlayTest, rollback_forgets_keys_that_were_first_written_inside) {
  overlay.put(Bytes{1}, {11});
  overlay.checkpoint();
  overlay.put(Bytes{1}, {12});
  overlay.put(Bytes{1}, {13});
  overlay.remove(Bytes{2});
  overlay.rollback();
  EXPECT_EQ(overlay.changes(), (Changes{{{1}, Bytes{11}}}));
  EXPECT_EQ(read({2}), Bytes{20});
}

TEST_F(OverlayTest, rollback_undoes_what_a_level_inside_committed) {
  overlay.checkpoint();
  overlay.checkpoint();
  overlay.put(Bytes{1}, {11});
  overlay.commit();
  EXPECT_EQ(overlay.depth(), 1u);
  overlay.rollback();
  EXPECT_EQ(overlay.depth(), 0u);
  EXPECT_TRUE(overlay.changes().empty());
}

TEST_F(OverlayTest, next_key_skips_removed_keys_and_finds_written_ones) {
  overlay.remove(Bytes{2});
  overlay.remove(Bytes{3});
  overlay.put(Bytes{3, 0}, {30});
  EXPECT_EQ(overlay.next_key(Bytes{1}), (Bytes{3, 0}));
  EXPECT_EQ(overlay.next_key(Bytes{3, 0}), (Bytes{3, 1}));
  EXPECT_EQ(overlay.next_key(Bytes{3, 1}), std::nullopt);
}

using OverlayDeath = OverlayTest;

TEST_F(OverlayDeath, closing_a_level_that_is_not_open_is_a_broken_invariant) {
  EXPECT_DEATH(overlay.commit(), "levels_");
  EXPECT_DEATH(overlay.rollback(), "levels_");
}

/// Counts what reaches the base.
class CountingSource : public MemorySource {
 public:
  using MemorySource::MemorySource;
  std::optional<Bytes> get(View key) const override {
    ++reads;
    return MemorySource::get(key);
  }
  mutable int reads = 0;
};

TEST(Overlay, reads_each_key_of_the_base_once) {
  const CountingSource base{kBase};
  Overlay overlay{base};
  for (int i = 0; i < 3; ++i) {
    EXPECT_TRUE(overlay.contains(Bytes{1}));
    EXPECT_FALSE(overlay.contains(Bytes{9}));
  }
  EXPECT_EQ(base.reads, 2);
  overlay.put(Bytes{2}, {21});
  EXPECT_TRUE(overlay.contains(Bytes{2}));
  EXPECT_EQ(base.reads, 2);
}

TEST_F(OverlayTest, hands_out_what_was_written_and_what_the_base_said_and_begins_anew) {
  overlay.put(Bytes{1}, {11});
  EXPECT_EQ(read({1}), Bytes{11});  // not asked of the base
  EXPECT_EQ(read({2}), Bytes{20});
  overlay.put(Bytes{2}, {21});
  EXPECT_EQ(read({9}), std::nullopt);
  const auto [changes, found] = overlay.release();
  EXPECT_EQ(changes, (Changes{{{1}, Bytes{11}}, {{2}, Bytes{21}}}));
  EXPECT_EQ(found, (Changes{{{2}, Bytes{20}}, {{9}, std::nullopt}}));
  EXPECT_EQ(read({1}), Bytes{10});
  EXPECT_TRUE(overlay.changes().empty());
}

TEST_F(OverlayDeath, nothing_is_handed_out_while_a_level_is_open) {
  overlay.checkpoint();
  EXPECT_DEATH(overlay.release(), "levels_");
}

/// The obvious overlay: a whole copy of the state and of the writes for each open level.
class NaiveOverlay {
 public:
  explicit NaiveOverlay(KeyValues base) { levels_.push_back({std::move(base), {}}); }

  std::optional<Bytes> get(const Bytes& key) const {
    const auto it = top().values.find(key);
    return it == top().values.end() ? std::nullopt : std::optional{it->second};
  }
  void put(const Bytes& key, Bytes value) {
    levels_.back().values[key] = value;
    levels_.back().changes[key] = std::move(value);
  }
  void remove(const Bytes& key) {
    levels_.back().values.erase(key);
    levels_.back().changes[key] = std::nullopt;
  }
  std::optional<Bytes> next_key(const Bytes& after) const {
    for (const auto& [key, value] : top().values)
      if (after < key) return key;
    return std::nullopt;
  }
  void checkpoint() { levels_.push_back(Level{levels_.back()}); }
  void commit() {
    Level newest = std::move(levels_.back());
    levels_.pop_back();
    levels_.back() = std::move(newest);
  }
  void rollback() { levels_.pop_back(); }
  std::size_t depth() const { return levels_.size() - 1; }
  const Changes& changes() const { return top().changes; }

 private:
  struct Level {
    KeyValues values;
    Changes changes;
  };
  const Level& top() const { return levels_.back(); }

  std::vector<Level> levels_;
};

class Driver {
 public:
  Driver(std::uint64_t seed, std::uint8_t letters) : random_{seed}, letters_{letters} {
    while (base_.size() < 12) base_[bytes()] = bytes();
  }

  void run(int steps) {
    const MemorySource source{base_};
    Overlay overlay{source};
    NaiveOverlay naive{base_};
    for (int i = 0; i < steps; ++i) {
      step(overlay, naive);
      ASSERT_EQ(overlay.depth(), naive.depth());
      ASSERT_EQ(overlay.changes(), naive.changes());
    }
  }

 private:
  std::uint64_t below(std::uint64_t n) { return random_() % n; }

  Bytes bytes() {
    Bytes out(below(4));
    for (auto& b : out) b = static_cast<std::uint8_t>(below(letters_));
    return out;
  }

  void step(Overlay& overlay, NaiveOverlay& naive) {
    const Bytes key = bytes();
    const Bytes value = bytes();
    switch (below(9)) {
      case 0:
      case 1: overlay.put(key, value), naive.put(key, value); break;
      case 2: overlay.remove(key), naive.remove(key); break;
      case 3: overlay.checkpoint(), naive.checkpoint(); break;
      case 4:
        if (naive.depth() > 0) overlay.commit(), naive.commit();
        break;
      case 5:
        if (naive.depth() > 0) overlay.rollback(), naive.rollback();
        break;
      case 6: EXPECT_EQ(overlay.next_key(key), naive.next_key(key)); break;
      default: {
        const Bytes* found = overlay.get(key);
        EXPECT_EQ(found ? std::optional{*found} : std::nullopt, naive.get(key));
      }
    }
  }

  std::mt19937_64 random_;
  std::uint8_t letters_;
  KeyValues base_;
};

TEST(Overlay, answers_as_a_stack_of_copies_does) {
  for (std::uint64_t seed = 0; seed < 60; ++seed) {
    SCOPED_TRACE(seed);
    Driver{seed, static_cast<std::uint8_t>(seed % 2 == 0 ? 3 : 255)}.run(400);
    if (testing::Test::HasFailure()) return;
  }
}

}  // namespace
}  // namespace descent::state

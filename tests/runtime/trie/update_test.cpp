#include "runtime/trie/update.hpp"

#include <gtest/gtest.h>

#include "tests/runtime/trie/tries.hpp"

namespace descent::trie {
namespace {

/// A state, its root and its records, kept up to date by `update` and checked against `build`.
class Chain {
 public:
  explicit Chain(Layout layout) : layout_{layout} {}

  void apply(const Changes& changes) {
    for (const auto& [key, value] : changes) {
      if (value) {
        values[key] = *value;
      } else {
        values.erase(key);
      }
    }
    const auto updated = update(records, root, changes, layout_);
    ASSERT_TRUE(updated) << describe(updated.error());
    written = updated->nodes;
    root = updated->root;
    records.apply(written);

    ASSERT_EQ(root, root_of(values, layout_));
    ASSERT_EQ(records.records, Records::of(values, layout_).records);
  }

  KeyValues values;
  Records records;
  Hash root = kEmptyRoot;
  Changes written;

 private:
  Layout layout_;
};

TEST(Update, nothing_changes_without_changes) {
  const auto updated = update(Records{}, Hash{{1}}, {}, Layout::V1);
  ASSERT_TRUE(updated);
  EXPECT_EQ(updated->root, Hash{{1}});
  EXPECT_TRUE(updated->nodes.empty());
}

TEST(Update, a_key_comes_and_goes) {
  Chain chain{Layout::V1};
  chain.apply({{{1, 2}, Bytes{3}}});
  chain.apply({{{1, 2}, std::nullopt}});
  EXPECT_EQ(chain.root, kEmptyRoot);
  EXPECT_EQ(chain.written, (Changes{{Nibbles{}, std::nullopt}}));
}

TEST(Update, removing_what_is_not_there_writes_nothing) {
  Chain chain{Layout::V1};
  chain.apply({{{1}, std::nullopt}});
  EXPECT_TRUE(chain.written.empty());
  chain.apply({{{1, 2}, Bytes(40, 1)}, {{1, 2, 3}, Bytes(40, 2)}, {{1, 0x22}, Bytes(40, 3)}});
  chain.apply({{{}, std::nullopt},
               {{1}, std::nullopt},
               {{1, 2, 0}, std::nullopt},
               {{1, 2, 3, 4}, std::nullopt},
               {{9}, std::nullopt}});
  EXPECT_TRUE(chain.written.empty());
}

TEST(Update, writing_an_equal_value_writes_nothing) {
  Chain chain{Layout::V1};
  const Changes changes{{{1, 2}, Bytes(40, 1)}, {{1, 3}, Bytes(2, 2)}, {{1}, Bytes(40, 3)}};
  chain.apply(changes);
  chain.apply(changes);
  EXPECT_TRUE(chain.written.empty());
}

TEST(Update, a_branch_left_with_one_child_becomes_one_with_it) {
  Chain chain{Layout::V1};
  chain.apply({{{0x11, 0x11}, Bytes(40, 1)}, {{0x11, 0x22}, Bytes(40, 2)}});
  EXPECT_EQ(chain.records.records.size(), 3u);
  chain.apply({{{0x11, 0x22}, std::nullopt}});
  EXPECT_EQ(chain.records.records.size(), 1u);
  EXPECT_EQ(chain.written.at({1, 1, 1}), std::nullopt);
  EXPECT_EQ(chain.written.at({1, 1, 2}), std::nullopt);
}

TEST(Update, a_change_deep_below_writes_its_path_alone) {
  Chain chain{Layout::V1};
  Changes changes;
  for (std::uint8_t i = 0; i < 255; ++i) changes[{i, i, i}] = Bytes(40, i);
  chain.apply(changes);
  chain.apply({{{0x34, 0x34, 0x34}, Bytes(40, 0)}});
  EXPECT_EQ(chain.written.size(), 3u);
  EXPECT_TRUE(chain.written.contains(Nibbles{}));
  EXPECT_TRUE(chain.written.contains(Nibbles{3}));
  EXPECT_TRUE(chain.written.contains((Nibbles{3, 4})));
}

TEST(Update, equal_values_at_two_keys_are_two_records) {
  Chain chain{Layout::V1};
  chain.apply({{{0x11}, Bytes(40, 1)}, {{0x21}, Bytes(40, 1)}, {{0x31}, Bytes(40, 1)}});
  EXPECT_EQ(chain.records.records.at({1}), chain.records.records.at({2}));
  chain.apply({{{0x11}, std::nullopt}});
  EXPECT_TRUE(chain.records.records.contains(Nibbles{2}));
}

/// What a run of random blocks is made of.
struct Kind {
  const char* name;
  std::size_t key_size_max;
  std::uint64_t letters;
  std::uint64_t changes_max;
  int blocks;
};

class UpdateOracle : public testing::TestWithParam<Kind> {};

TEST_P(UpdateOracle, root_and_records_are_those_of_a_fresh_build) {
  const Kind kind = GetParam();
  for (const Layout layout : {Layout::V0, Layout::V1}) {
    for (std::uint64_t seed = 0; seed < 4; ++seed) {
      SCOPED_TRACE(seed);
      Dice dice{seed, kind.key_size_max, kind.letters};
      Chain chain{layout};
      for (int block = 0; block < kind.blocks; ++block) {
        // Tries grow and shrink in turn.
        const std::uint64_t removals = block / 20 % 2 == 0 ? 3 : 7;
        Changes changes;
        for (auto n = dice.below(kind.changes_max + 1); n > 0; --n) {
          const bool is_removal = dice.below(10) < removals;
          changes[dice.key()] = is_removal ? std::nullopt : std::optional{dice.value()};
        }
        chain.apply(changes);
        if (HasFatalFailure()) return;
      }
      Changes everything;
      for (const auto& [key, value] : chain.values) everything[key] = std::nullopt;
      chain.apply(everything);
      EXPECT_TRUE(chain.records.records.empty());
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Keys, UpdateOracle,
                         testing::Values(Kind{"single_changes_of_few_keys", 2, 2, 1, 200},
                                         Kind{"keys_that_are_prefixes_of_others", 6, 2, 6, 100},
                                         Kind{"few_letters", 4, 4, 20, 80},
                                         Kind{"many_keys", 3, 16, 80, 30},
                                         Kind{"long_keys", 90, 16, 20, 30}),
                         [](const auto& kind) { return std::string{kind.param.name}; });

class DamagedDatabase : public testing::Test {
 protected:
  DamagedDatabase() {
    for (std::uint8_t i = 0; i < 64; ++i) values[{i, i}] = Bytes(40, i);
    records = Records::of(values, Layout::V1);
    root = root_of(values, Layout::V1);
  }

  Error error_of_update() const {
    const auto updated = update(records, root, {{{0x10, 0x10}, Bytes{1}}}, Layout::V1);
    return updated ? Error{} : updated.error();
  }

  KeyValues values;
  Records records;
  Hash root;
};

TEST_F(DamagedDatabase, a_missing_record_is_an_error) {
  for (const Nibbles& path : {Nibbles{}, Nibbles{1}, Nibbles{1, 0}}) {
    const Bytes record = records.records.at(path);
    records.records.erase(path);
    EXPECT_EQ(error_of_update(), Error::MissingNode);
    records.records[path] = record;
  }
}

TEST_F(DamagedDatabase, an_altered_record_is_an_error) {
  for (const Nibbles& path : {Nibbles{}, Nibbles{1}, Nibbles{1, 0}}) {
    records.records.at(path).back() ^= 1;
    EXPECT_EQ(error_of_update(), Error::BadNode);
    records.records.at(path).back() ^= 1;
  }
}

TEST_F(DamagedDatabase, records_of_another_root_are_an_error) {
  root.bytes[0] ^= 1;
  EXPECT_EQ(error_of_update(), Error::BadNode);
}

TEST_F(DamagedDatabase, the_child_a_branch_becomes_one_with_must_be_there) {
  Changes removals;
  for (const auto& [key, value] : values)
    if (key[0] != 0x10) removals[key] = std::nullopt;
  records.records.erase(Nibbles{1, 0});
  EXPECT_EQ(update(records, root, removals, Layout::V1).error(), Error::MissingNode);
}

}  // namespace
}  // namespace descent::trie

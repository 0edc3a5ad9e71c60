#include "runtime/frame/storage.hpp"

#include <gtest/gtest.h>

#include "runtime/primitives/account_info.hpp"
#include "runtime/state/memory.hpp"
#include "tests/runtime/trie/golden.hpp"

namespace descent::frame {
namespace {

class StorageTest : public testing::Test {
 protected:
  const state::MemorySource empty{{}};
  state::Overlay state{empty};
  StorageValue<"Count", std::uint32_t> count{state, "Test"};
  StorageValue<"Owner", Optional<std::uint32_t>> owner{state, "Test"};
  StorageMap<"Squares", Twox64Concat, std::uint32_t, std::uint64_t> squares{state, "Test"};
  StorageMap<"SquaresToo", Identity, std::uint32_t, Optional<std::uint64_t>> others{state, "Test"};
  StorageDoubleMap<"Votes", Blake2_128Concat, std::uint8_t, Twox64Concat, std::uint32_t, bool>
      votes{state, "Test"};
  StorageTripleMap<"Pages", Twox64Concat, std::uint32_t, Twox64Concat, std::uint32_t, Twox64Concat,
                   std::uint32_t, Optional<std::uint64_t>>
      pages{state, "Test"};
};

TEST_F(StorageTest, keys_are_those_wallets_read) {
  const auto golden = trie::read_golden("wire.json");
  const auto key = [&](std::string_view name) {
    return trie::bytes_of(golden.at("storageKeys").at(name));
  };
  EXPECT_EQ(item_prefix("System", "Events"), key("System.Events"));
  EXPECT_EQ(item_prefix("Timestamp", "Now"), key("Timestamp.Now"));
  EXPECT_EQ(item_prefix("Balances", "TotalIssuance"), key("Balances.TotalIssuance"));
  const StorageMap<"BlockHash", Twox64Concat, BlockNumber, Hash> hashes{state, "System"};
  EXPECT_EQ(hashes.key(0), key("System.BlockHash(0)"));
  const StorageMap<"Account", Blake2_128Concat, AccountId, AccountInfo> accounts{state, "System"};
  AccountId alice;
  std::ranges::copy(*from_hex("d43593c715fdd31c61141abd04a99fd6822c8558854ccde39a5684e7a56da27d"),
                    alice.id.begin());
  EXPECT_EQ(accounts.key(alice), key("System.Account(//Alice sr25519)"));
}

TEST_F(StorageTest, an_absent_value_reads_as_its_default_or_as_none) {
  EXPECT_EQ(count.get(), 0u);
  EXPECT_EQ(owner.get(), std::nullopt);
  EXPECT_EQ(squares.get(3), 0u);
  EXPECT_EQ(others.get(3), std::nullopt);
  EXPECT_FALSE(votes.get(1, 2));
}

TEST_F(StorageTest, a_value_of_nought_exists) {
  count.put(0);
  EXPECT_TRUE(count.exists());
  owner.put(0);
  EXPECT_EQ(owner.get(), 0u);
}

TEST_F(StorageTest, a_value_is_kept_in_scale_under_its_prefix) {
  count.put(0x01020304);
  EXPECT_EQ(*state.get(item_prefix("Test", "Count")), (Bytes{4, 3, 2, 1}));
}

TEST_F(StorageTest, what_is_taken_is_gone) {
  count.put(5);
  EXPECT_EQ(count.take(), 5u);
  EXPECT_FALSE(count.exists());
  others.insert(2, 4);
  EXPECT_EQ(others.take(2), 4u);
  EXPECT_FALSE(others.contains(2));
  votes.insert(1, 2, true);
  EXPECT_TRUE(votes.take(1, 2));
  EXPECT_FALSE(votes.contains(1, 2));
}

TEST_F(StorageTest, a_map_tells_all_its_entries_and_no_others) {
  for (const std::uint32_t n : {3u, 70'000u, 1u}) squares.insert(n, std::uint64_t{n} * n);
  others.insert(9, 81);
  auto entries = squares.entries();
  EXPECT_TRUE(std::ranges::is_sorted(entries, {},
                                     [&](const auto& entry) { return squares.key(entry.first); }));
  std::ranges::sort(entries);
  EXPECT_EQ(entries, (std::vector<std::pair<std::uint32_t, std::uint64_t>>{
                         {1, 1}, {3, 9}, {70'000, 4'900'000'000}}));
  squares.remove(3);
  EXPECT_EQ(squares.entries().size(), 2u);
}

TEST_F(StorageTest, no_more_entries_are_read_than_asked_for) {
  for (std::uint32_t n = 0; n < 9; ++n) squares.insert(n, n);
  EXPECT_EQ(squares.entries(4).size(), 4u);
  EXPECT_TRUE(squares.entries(0).empty());
}

TEST_F(StorageTest, entries_go_on_behind_one_that_is_gone) {
  for (std::uint32_t n = 0; n < 9; ++n) squares.insert(n, n);
  const auto all = squares.entries();
  squares.remove(all[3].first);
  const auto rest = squares.entries_after(all[3].first, 2);
  EXPECT_EQ(rest, (std::vector{all[4], all[5]}));
  EXPECT_TRUE(squares.entries_after(all[8].first, 2).empty());
}

TEST_F(StorageTest, a_triple_map_keeps_a_value_by_all_of_its_keys) {
  pages.insert(1, 2, 3, 7);
  EXPECT_EQ(pages.get(1, 2, 3), 7u);
  EXPECT_EQ(pages.get(1, 3, 2), std::nullopt);
  Bytes expected = item_prefix("Test", "Pages");
  for (const std::uint32_t part : {1u, 2u, 3u}) Twox64Concat::hash(expected, scale::encoded(part));
  EXPECT_EQ(pages.key(1, 2, 3), expected);
  pages.remove(1, 2, 3);
  EXPECT_EQ(pages.get(1, 2, 3), std::nullopt);
}

TEST_F(StorageTest, a_double_map_tells_the_entries_of_one_first_key) {
  votes.insert(1, 10, true);
  votes.insert(1, 20, false);
  votes.insert(2, 30, true);
  auto of_one = votes.entries(std::uint8_t{1});
  std::ranges::sort(of_one);
  EXPECT_EQ(of_one, (std::vector<std::pair<std::uint32_t, bool>>{{10, true}, {20, false}}));
  EXPECT_EQ(votes.entries().size(), 3u);
  for (const auto& [key, value] : votes.entries())
    EXPECT_EQ(votes.get(std::get<0>(key), std::get<1>(key)), value);
}

TEST_F(StorageTest, a_double_map_loses_the_entries_of_one_first_key) {
  votes.insert(1, 10, true);
  votes.insert(1, 20, true);
  votes.insert(2, 30, true);
  votes.clear_prefix(1);
  EXPECT_FALSE(votes.contains(1, 10));
  EXPECT_FALSE(votes.contains(1, 20));
  EXPECT_TRUE(votes.contains(2, 30));
}

TEST_F(StorageTest, a_value_that_does_not_decode_stops_the_node) {
  state.put(count.prefix(), {1, 2});
  EXPECT_DEATH((void)count.get(), "");
}

}  // namespace
}  // namespace descent::frame

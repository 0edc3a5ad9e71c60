#include "node/store/schema.hpp"

#include <gtest/gtest.h>

#include <random>

#include "runtime/scale/hex.hpp"

namespace descent::store {
namespace {

TEST(Schema, keys_are_what_is_on_disks) {
  EXPECT_EQ(to_hex(key_of(Column::Header, 0x01020304)), "4801020304");
  EXPECT_EQ(to_hex(key_of(Column::State, Bytes{0xAB})), "73ab");
  EXPECT_EQ(to_hex(undo_key(Column::State, Bytes{0x00, 0xAB}, 5)), "757300ffab000100000005");
  EXPECT_EQ(to_hex(undo_key(Column::Nodes, Bytes{}, 256)), "7574000100000100");
  const std::uint8_t letters[] = {'m', 'h', 'n', 'H', 'B', 'J', 's', 't', 'b', 'u', 'c'};
  const Column columns[] = {Column::Meta,  Column::HashOf,        Column::NumberOf, Column::Header,
                            Column::Body,  Column::Justification, Column::State,    Column::Nodes,
                            Column::Blobs, Column::Undo,          Column::Changed};
  for (std::size_t i = 0; i < std::size(letters); ++i)
    EXPECT_EQ(static_cast<std::uint8_t>(columns[i]), letters[i]);
}

TEST(Schema, the_head_record_is_what_is_on_disks) {
  Head head{1, {}, 2};
  head.hash.bytes.fill(0xAA);
  EXPECT_EQ(to_hex(scale::encoded(head)), "01000000" + to_hex(head.hash.bytes) + "02000000");
}

TEST(Schema, numbers_stand_in_their_order) {
  const BytesLess less;
  EXPECT_TRUE(less(key_of(Column::HashOf, 255), key_of(Column::HashOf, 256)));
  EXPECT_TRUE(less(undo_key(Column::State, Bytes{7}, 255), undo_key(Column::State, Bytes{7}, 256)));
}

Bytes random_key(std::mt19937_64& random) {
  constexpr std::uint8_t alphabet[] = {0x00, 0x01, 0x02, 0xFE, 0xFF};
  Bytes out(random() % 6);
  for (auto& b : out) b = alphabet[random() % std::size(alphabet)];
  return out;
}

TEST(Schema, escaping_keeps_the_order_of_keys_whatever_follows) {
  std::mt19937_64 random{1};
  const BytesLess less;
  for (int i = 0; i < 20'000; ++i) {
    const Bytes a = random_key(random);
    const Bytes b = random_key(random);
    const auto number = [&] { return static_cast<BlockNumber>(random()); };
    if (a == b) continue;
    EXPECT_EQ(less(undo_key(Column::State, a, number()), undo_key(Column::State, b, number())),
              less(a, b));
  }
}

TEST(Schema, an_undo_key_gives_its_parts_back) {
  std::mt19937_64 random{2};
  for (int i = 0; i < 2'000; ++i) {
    const Bytes key = random_key(random);
    const auto number = static_cast<BlockNumber>(random());
    const auto parsed = parse_undo_key(Column::Nodes, undo_key(Column::Nodes, key, number));
    ASSERT_TRUE(parsed);
    EXPECT_EQ(parsed->key, key);
    EXPECT_EQ(parsed->number, number);
  }
}

TEST(Schema, what_is_no_undo_key_of_the_column_is_refused) {
  const Bytes whole = undo_key(Column::State, Bytes{0, 1}, 9);
  EXPECT_FALSE(parse_undo_key(Column::Nodes, whole));
  for (std::size_t n = 0; n < whole.size(); ++n)
    EXPECT_FALSE(parse_undo_key(Column::State, View{whole}.first(n)));
  Bytes longer = whole;
  longer.push_back(0);
  EXPECT_FALSE(parse_undo_key(Column::State, longer));
}

TEST(Schema, a_prefix_is_found_at_the_start_only) {
  EXPECT_TRUE(starts_with(Bytes{1, 2}, Bytes{}));
  EXPECT_TRUE(starts_with(Bytes{1, 2}, Bytes{1, 2}));
  EXPECT_FALSE(starts_with(Bytes{1, 2}, Bytes{2}));
  EXPECT_FALSE(starts_with(Bytes{1}, Bytes{1, 2}));
}

}  // namespace
}  // namespace descent::store

#include "node/service/sketch.hpp"

#include <gmock/gmock.h>

#include <random>
#include <set>

#include "runtime/frame/extrinsic.hpp"

namespace descent::service {
namespace {

using gossip::Name;
using gossip::Sketch;
using gossip::Whole;
using testing::ElementsAre;
using testing::IsEmpty;

Bytes extrinsic(std::uint8_t n, std::size_t bytes = 40) { return Bytes(bytes, n); }
Hash hash(const Bytes& extrinsic) { return frame::extrinsic_hash(extrinsic); }
Name name(const Bytes& extrinsic) { return name_of(hash(extrinsic)); }

/// What a node has.
struct Here {
  std::map<Name, Bytes> known;
  explicit Here(const std::vector<Bytes>& extrinsics = {}) {
    for (const Bytes& each : extrinsics) known.emplace(name(each), each);
  }
  Find find() const {
    return [this](const Name& wanted) {
      const auto found = known.find(wanted);
      return found == known.end() ? nullptr : &found->second;
    };
  }
};

const IsCommon kAll = [](const Hash&) { return true; };

std::vector<std::uint32_t> numbers(const Places& places) { return {places.begin(), places.end()}; }

TEST(Sketch, a_name_is_the_beginning_of_the_hash) {
  const Name found = name_of(Hash{{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17}});
  EXPECT_THAT(found.bytes, ElementsAre(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16));
}

TEST(Sketch, what_is_common_is_named_and_the_rest_is_whole) {
  const Block block{{}, {extrinsic(1), extrinsic(2)}};
  const auto sketch =
      sketch_of(block, [](const Hash& asked) { return asked == hash(extrinsic(2)); });
  ASSERT_EQ(sketch.parts.size(), 2u);
  EXPECT_EQ(std::get<Whole>(sketch.parts[0]).bytes, extrinsic(1));
  EXPECT_EQ(std::get<Name>(sketch.parts[1]), name(extrinsic(2)));
  EXPECT_EQ(whole_bytes(sketch), 40u);
}

TEST(Sketch, what_stands_twice_in_a_block_is_whole_the_second_time) {
  const Block block{{}, {extrinsic(1), extrinsic(1)}};
  const auto sketch = sketch_of(block, kAll);
  EXPECT_TRUE(std::holds_alternative<Name>(sketch.parts[0]));
  EXPECT_TRUE(std::holds_alternative<Whole>(sketch.parts[1]));
  EXPECT_TRUE(gossip::decode(scale::encoded(gossip::Message{gossip::BlockFound{sketch}})));
}

TEST(Sketch, of_too_many_that_are_common_the_last_are_whole) {
  Block block;
  for (std::size_t i = 0; i <= gossip::kNamesMost; ++i) {
    Bytes each(70);
    each[0] = static_cast<std::uint8_t>(i);
    each[1] = static_cast<std::uint8_t>(i >> 8);
    block.extrinsics.push_back(each);
  }
  const auto sketch = sketch_of(block, kAll);
  EXPECT_EQ(whole_bytes(sketch), 70u);
  EXPECT_TRUE(gossip::decode(scale::encoded(gossip::Message{gossip::BlockFound{sketch}})));
}

TEST(Sketch, what_is_missing_is_filled_in_whatever_the_order_and_nothing_else_is) {
  const std::vector<Bytes> body{extrinsic(1), extrinsic(2), extrinsic(3)};
  auto sketch = sketch_of({{}, body}, kAll);
  const Here here{{body[1]}};
  EXPECT_THAT(numbers(missing(sketch, here.find())), ElementsAre(0, 2));
  EXPECT_FALSE(assembled(sketch, here.find()));
  fill(sketch, {extrinsic(3), extrinsic(9), extrinsic(1), extrinsic(1)});
  EXPECT_THAT(missing(sketch, here.find()), IsEmpty());
  EXPECT_EQ(assembled(sketch, here.find())->extrinsics, body);
}

TEST(Sketch, a_block_that_would_be_too_long_is_not_put_together) {
  constexpr std::size_t kMegabyte = std::size_t{1} << 20;
  Here here;
  Sketch sketch;
  for (std::uint8_t i = 0; i < 5; ++i) {
    sketch.parts.emplace_back(Name{{i}});
    here.known.emplace(Name{{i}}, Bytes(kMegabyte));
  }
  EXPECT_TRUE(assembled(sketch, here.find()));
  sketch.parts.emplace_back(Whole{Bytes(1)});
  EXPECT_FALSE(assembled(sketch, here.find()));
}

/// What is put together is the block, or what is missing is what this node lacks and was not told.
TEST(Sketch, random_blocks_come_back_from_random_pools) {
  std::mt19937_64 random{11};
  const auto one_in = [&](unsigned n) { return random() % n == 0; };
  for (int run = 0; run < 500; ++run) {
    Block block;
    std::set<Hash> common;
    Here here;
    Places lacking;
    const bool well_stocked = one_in(3);
    const auto extrinsics = static_cast<std::uint32_t>(random() % 30);
    for (std::uint32_t i = 0; i < extrinsics; ++i) {
      Bytes each(1 + random() % 200);
      for (auto& byte : each) byte = static_cast<std::uint8_t>(random());
      append(each, scale::encoded(i));
      if (one_in(2)) common.insert(hash(each));
      const bool has = well_stocked || one_in(2);
      if (has) here.known.emplace(name(each), each);
      if (!has && common.contains(hash(each))) lacking.emplace_back(i);
      block.extrinsics.push_back(each);
    }
    auto sketch = sketch_of(block, [&](const Hash& asked) { return common.contains(asked); });
    const auto gossiped =
        gossip::decode(scale::encoded(gossip::Message{gossip::BlockFound{sketch}}));
    ASSERT_TRUE(gossiped);
    EXPECT_EQ(numbers(missing(sketch, here.find())), numbers(lacking));
    EXPECT_EQ(assembled(sketch, here.find()).has_value(), lacking.empty());
    std::vector<Bytes> parts;
    for (const std::uint32_t place : lacking) parts.push_back(block.extrinsics[place]);
    fill(sketch, parts);
    EXPECT_EQ(assembled(sketch, here.find())->extrinsics, block.extrinsics);
  }
}

}  // namespace
}  // namespace descent::service

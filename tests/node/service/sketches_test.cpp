#include "node/service/sketches.hpp"

#include <gmock/gmock.h>

#include "runtime/frame/extrinsic.hpp"

namespace descent::service {
namespace {

using gossip::Name;
using gossip::PartsWanted;
using gossip::Sketch;
using gossip::Whole;
using testing::ElementsAre;
using testing::IsEmpty;

constexpr std::size_t kMegabyte = std::size_t{1} << 20;
constexpr Hash kBlock{{7}}, kOther{{8}};
constexpr Peer kLiar = 1, kHonest = 2;

Bytes extrinsic(std::uint8_t n) { return Bytes(40, n); }
Name name(std::uint8_t n) { return name_of(frame::extrinsic_hash(extrinsic(n))); }

struct Sketching : testing::Test {
  std::map<Name, Bytes> pool;
  Sketches sketches{[this](const Name& wanted) {
    const auto found = pool.find(wanted);
    return found == pool.end() ? nullptr : &found->second;
  }};
  const std::vector<Bytes> body{extrinsic(1), extrinsic(2), extrinsic(3)};
  const Sketch names{{}, {name(1), name(2), name(3)}};

  void has(std::uint8_t n) { pool.emplace(name(n), extrinsic(n)); }
  void has_all() {
    for (std::uint8_t n = 1; n <= 3; ++n) has(n);
  }
  /// What is asked for; nothing if nothing is.
  static std::vector<std::uint32_t> places(const Sketches::Next& next) {
    const auto* wanted = std::get_if<PartsWanted>(&next);
    if (wanted == nullptr) return {};
    EXPECT_EQ(wanted->block, kBlock);
    return {wanted->places.begin(), wanted->places.end()};
  }
  static std::vector<Bytes> extrinsics(const Sketches::Next& next) {
    const auto* block = std::get_if<Block>(&next);
    return block == nullptr ? std::vector<Bytes>{} : block->extrinsics;
  }
  static bool waits(const Sketches::Next& next) {
    return std::holds_alternative<Sketches::Wait>(next);
  }
  Sketches::Next complete(Peer from, const Sketch& sketch) {
    sketches.keep(from, kBlock, sketch);
    return sketches.complete(from, kBlock);
  }
};

TEST_F(Sketching, what_is_here_makes_the_block) {
  has_all();
  EXPECT_EQ(extrinsics(complete(kHonest, names)), body);
  sketches.settled(kBlock);
  EXPECT_EQ(sketches.size(), 0u);
}

TEST_F(Sketching, what_is_missing_is_asked_for_once_and_completes_it) {
  has(2);
  EXPECT_THAT(places(complete(kHonest, names)), ElementsAre(0, 2));
  EXPECT_TRUE(waits(sketches.complete(kHonest, kBlock))) << "it is on its way";
  EXPECT_EQ(extrinsics(sketches.found(kHonest, {kBlock, {extrinsic(1), extrinsic(3)}})), body);
}

TEST_F(Sketching, a_sketch_that_is_sent_again_is_asked_about_again) {
  EXPECT_THAT(places(complete(kHonest, names)), ElementsAre(0, 1, 2));
  has(1);
  EXPECT_THAT(places(complete(kHonest, names)), ElementsAre(1, 2));
}

TEST_F(Sketching, an_answer_that_leaves_something_out_is_kept_and_the_rest_awaited) {
  complete(kHonest, names);
  EXPECT_TRUE(waits(sketches.found(kHonest, {kBlock, {extrinsic(2), extrinsic(9)}})));
  EXPECT_EQ(extrinsics(sketches.found(kHonest, {kBlock, {extrinsic(1), extrinsic(3)}})), body);
}

TEST_F(Sketching, what_left_the_pool_meanwhile_is_asked_for_too) {
  has(2);
  complete(kHonest, names);
  pool.clear();
  EXPECT_THAT(places(sketches.found(kHonest, {kBlock, {extrinsic(1), extrinsic(3)}})),
              ElementsAre(1));
}

TEST_F(Sketching, parts_that_nobody_asked_for_are_not_taken) {
  EXPECT_TRUE(waits(sketches.found(kHonest, {kBlock, body})));
  sketches.keep(kHonest, kBlock, names);
  EXPECT_TRUE(waits(sketches.found(kHonest, {kBlock, body})));
  EXPECT_THAT(places(sketches.complete(kHonest, kBlock)), ElementsAre(0, 1, 2));
}

TEST_F(Sketching, a_liars_sketch_and_parts_do_not_touch_an_honest_one) {
  complete(kLiar, {{}, {name(3), name(9)}});
  EXPECT_THAT(places(complete(kHonest, names)), ElementsAre(0, 1, 2));
  EXPECT_TRUE(waits(sketches.found(kLiar, {kBlock, {extrinsic(1), extrinsic(4)}})));
  EXPECT_THAT(sketches.senders(kBlock), ElementsAre(kLiar, kHonest));
  EXPECT_EQ(extrinsics(sketches.found(kHonest, {kBlock, body})), body);
}

/// Another transaction has the name that stands in the block.
TEST_F(Sketching, a_name_that_two_share_makes_all_be_asked_for_once) {
  has(1);
  has(3);
  pool.emplace(name(2), extrinsic(22));
  const auto wrong = extrinsics(complete(kHonest, names));
  EXPECT_EQ(wrong.at(1), extrinsic(22));
  EXPECT_THAT(places(sketches.refused(kHonest, kBlock)), ElementsAre(0, 1, 2));
  EXPECT_EQ(extrinsics(sketches.found(kHonest, {kBlock, body})), body);
}

TEST_F(Sketching, who_has_given_all_itself_and_is_refused_is_not_asked_again) {
  has_all();
  complete(kLiar, names);
  sketches.refused(kLiar, kBlock);
  EXPECT_EQ(extrinsics(sketches.found(kLiar, {kBlock, body})), body);
  EXPECT_TRUE(waits(sketches.refused(kLiar, kBlock)));
  EXPECT_THAT(sketches.senders(kBlock), IsEmpty());
}

TEST_F(Sketching, nothing_is_looked_up_any_more_for_who_was_refused_until_the_height_is_over) {
  has_all();
  complete(kLiar, names);
  sketches.refused(kLiar, kBlock);
  EXPECT_THAT(places(complete(kLiar, names)), ElementsAre(0, 1, 2));
  EXPECT_EQ(extrinsics(complete(kHonest, names)), body);
  sketches.clear();
  EXPECT_EQ(extrinsics(complete(kLiar, names)), body);
}

TEST_F(Sketching, names_that_stand_for_more_than_a_block_are_not_put_together) {
  for (std::uint8_t n = 1; n <= 3; ++n) pool.emplace(name(n), Bytes(2 * kMegabyte));
  EXPECT_THAT(places(complete(kLiar, names)), ElementsAre(0, 1, 2));
}

TEST_F(Sketching, more_bytes_than_a_block_has_are_not_kept) {
  sketches.keep(kLiar, kBlock, {{}, {Whole{Bytes(5 * kMegabyte + 1)}}});
  EXPECT_EQ(sketches.size(), 0u);
  complete(kLiar, {{}, {name(1), Whole{Bytes(5 * kMegabyte - 40)}}});
  EXPECT_TRUE(waits(sketches.found(kLiar, {kBlock, {extrinsic(1), extrinsic(2)}})));
  EXPECT_EQ(sketches.size(), 0u);
}

TEST_F(Sketching, of_a_peer_a_few_are_kept_and_the_oldest_goes) {
  sketches.keep(kHonest, kOther, names);
  for (std::uint8_t i = 0; i < Sketches::kOfAPeer; ++i)
    sketches.keep(kLiar, Hash{{static_cast<std::uint8_t>(100 - i)}}, names);
  EXPECT_EQ(sketches.size(), 1 + Sketches::kOfAPeer);
  sketches.keep(kLiar, Hash{{1}}, names);
  EXPECT_EQ(sketches.size(), 1 + Sketches::kOfAPeer);
  EXPECT_THAT(sketches.senders(Hash{{100}}), IsEmpty());
  EXPECT_THAT(sketches.senders(kOther), ElementsAre(kHonest));
}

TEST_F(Sketching, when_there_is_no_room_who_has_the_most_loses_its_oldest) {
  sketches.keep(kHonest, kOther, names);
  const Sketch large{{}, {Whole{Bytes(5 * kMegabyte)}}};
  for (Peer liar = 10; liar < 20; ++liar)
    for (std::uint8_t i = 0; i < 2; ++i) sketches.keep(liar, Hash{{i}}, large);
  EXPECT_EQ(sketches.size(), 1 + Sketches::kBytesMost / (5 * kMegabyte + 1));
  EXPECT_THAT(sketches.senders(kOther), ElementsAre(kHonest));
}

TEST_F(Sketching, what_parts_take_is_counted_too) {
  const auto part = [](std::uint8_t n) { return Bytes(4 * kMegabyte, n); };
  const auto part_name = [&](std::uint8_t n) { return name_of(frame::extrinsic_hash(part(n))); };
  for (Peer liar = 10; liar < 30; ++liar) {
    complete(liar, {{}, {part_name(1), name(2)}});
    EXPECT_TRUE(waits(sketches.found(liar, {kBlock, {part(1)}})));
  }
  EXPECT_LE(sketches.size(), Sketches::kBytesMost / (4 * kMegabyte) + 1);
}

TEST_F(Sketching, who_is_gone_is_forgotten) {
  has(1);
  complete(kLiar, {{}, {name(1)}});
  sketches.refused(kLiar, kBlock);
  sketches.keep(kHonest, kBlock, names);
  sketches.gone(kLiar);
  EXPECT_THAT(sketches.senders(kBlock), ElementsAre(kHonest));
  EXPECT_EQ(extrinsics(complete(kLiar, {{}, {name(1)}})), std::vector<Bytes>{extrinsic(1)});
}

}  // namespace
}  // namespace descent::service

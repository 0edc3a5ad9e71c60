#include "node/store/vote_log.hpp"

#include <gtest/gtest.h>

#include "node/store/memory_store.hpp"

namespace descent::store {
namespace {

using consensus::VoteKind;
using consensus::WalRecord;

Hash hash(std::uint8_t n) {
  Hash out;
  out.bytes.fill(n);
  return out;
}

WalRecord record(BlockNumber number, consensus::Round round, VoteKind kind, std::uint8_t block) {
  WalRecord out;
  out.vote.number = number;
  out.vote.round = round;
  out.vote.kind = kind;
  out.vote.block = hash(block);
  return out;
}

struct Log : testing::Test {
  MemoryStore store;
  VoteLog log{store};
};

TEST_F(Log, gives_back_a_height_in_the_order_in_which_it_was_said) {
  const std::vector<WalRecord> said{
      record(7, 0, VoteKind::Proposal, 1), record(7, 0, VoteKind::Prevote, 1),
      record(7, 0, VoteKind::Precommit, 1), record(7, 1, VoteKind::Prevote, 1),
      record(7, 300, VoteKind::Prevote, 2)};
  for (auto at = said.rbegin(); at != said.rend(); ++at)  // the order of writing is no help
    ASSERT_TRUE(log.append(*at, std::nullopt));
  ASSERT_TRUE(log.append(record(8, 0, VoteKind::Prevote, 9), std::nullopt));
  EXPECT_EQ(*log.records(7), said);
  EXPECT_TRUE(log.records(6)->empty());
}

TEST_F(Log, a_place_written_again_is_there_once) {
  const auto said = record(7, 2, VoteKind::Prevote, 1);
  ASSERT_TRUE(log.append(said, std::nullopt));
  ASSERT_TRUE(log.append(said, std::nullopt));
  EXPECT_EQ(*log.records(7), std::vector<WalRecord>{said});
}

TEST_F(Log, keeps_the_block_that_was_committed_to) {
  ASSERT_TRUE(log.append(record(7, 0, VoteKind::Prevote, 1), std::nullopt));
  ASSERT_TRUE(log.append(record(7, 0, VoteKind::Precommit, 1), Bytes{1, 2, 3}));
  EXPECT_EQ(*log.blocks(7), (std::vector<Bytes>{{1, 2, 3}}));
  EXPECT_TRUE(log.blocks(8)->empty());
}

TEST_F(Log, forgets_what_is_below_and_nothing_else) {
  for (const BlockNumber number : {1U, 255U, 256U, 257U})
    ASSERT_TRUE(log.append(record(number, 0, VoteKind::Precommit, 1), Bytes{1}));
  ASSERT_TRUE(store.write({{key_of(Column::Meta, Bytes{1}), Bytes{1}}}, Sync::No));
  ASSERT_TRUE(log.forget_below(256));
  EXPECT_TRUE(log.records(1)->empty());
  EXPECT_TRUE(log.records(255)->empty());
  EXPECT_TRUE(log.blocks(255)->empty());
  EXPECT_EQ(log.records(256)->size(), 1U);
  EXPECT_EQ(log.records(257)->size(), 1U);
  EXPECT_TRUE(*store.get(key_of(Column::Meta, Bytes{1})));
}

TEST_F(Log, a_damaged_record_is_an_error) {
  ASSERT_TRUE(log.append(record(7, 0, VoteKind::Prevote, 1), std::nullopt));
  const auto at = store.seek(Bytes{static_cast<std::uint8_t>(Column::Log)});
  const Bytes key{at->key().begin(), at->key().end()};
  ASSERT_TRUE(store.write({{key, Bytes{1, 2}}}, Sync::No));
  const auto found = log.records(7);
  ASSERT_FALSE(found);
  EXPECT_EQ(found.error().kind, ErrorKind::Corrupt);
}

TEST_F(Log, a_record_of_another_place_is_an_error) {
  const auto said = record(7, 1, VoteKind::Prevote, 1);
  ASSERT_TRUE(log.append(said, std::nullopt));
  const auto at = store.seek(Bytes{static_cast<std::uint8_t>(Column::Log)});
  const Bytes key{at->key().begin(), at->key().end()};
  for (const auto& other : {record(8, 1, VoteKind::Prevote, 1), record(7, 2, VoteKind::Prevote, 1),
                            record(7, 1, VoteKind::Precommit, 1)}) {
    ASSERT_TRUE(store.write({{key, scale::encoded(other)}}, Sync::No));
    ASSERT_FALSE(log.records(7));
    EXPECT_EQ(log.records(7).error().kind, ErrorKind::Corrupt);
  }
}

TEST_F(Log, a_record_that_no_validator_writes_is_an_error) {
  auto said = record(7, 1, VoteKind::Prevote, 1);
  said.vote.valid_round = 0;  // of a proposal alone
  ASSERT_TRUE(log.append(said, std::nullopt));
  EXPECT_FALSE(log.records(7));
}

}  // namespace
}  // namespace descent::store

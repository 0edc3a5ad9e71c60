#include "consensus/bft/vote_keeper.hpp"

#include <gtest/gtest.h>

#include "tests/consensus/bft/people.hpp"

namespace descent::consensus::bft {
namespace {

using testing::authorities;
using testing::person;

constexpr Hash kX{{1}};
constexpr Hash kY{{2}};

const AuthoritySet kFour = authorities({1, 2, 3, 4});

Vote vote(AuthorityIndex from, Round round, std::optional<Hash> block,
          VoteKind kind = VoteKind::Prevote) {
  return {.number = 7, .round = round, .kind = kind, .block = block, .validator = person(from)};
}

struct Keeper : VoteKeeper {
  Round round = 0;
  bool hear(const Vote& v) {
    const auto from = *index_of(kFour, v.validator);
    const bool wanted = wants(kFour, from, v, round);
    evidence = add(kFour, from, v, round);
    return wanted;
  }
  std::optional<Equivocation> evidence;
};

TEST(VoteKeeper, counts_power_by_round_kind_and_block) {
  Keeper k;
  EXPECT_TRUE(k.hear(vote(0, 0, kX)));
  EXPECT_TRUE(k.hear(vote(3, 0, kX)));
  EXPECT_TRUE(k.hear(vote(2, 0, std::nullopt)));
  EXPECT_TRUE(k.hear(vote(1, 0, kX, VoteKind::Precommit)));
  EXPECT_TRUE(k.hear(vote(1, 1, kX)));
  EXPECT_EQ(k.power_for(kFour, 0, VoteKind::Prevote, kX), 5u);
  EXPECT_EQ(k.power_for(kFour, 0, VoteKind::Prevote, std::nullopt), 3u);
  EXPECT_EQ(k.power_for(kFour, 0, VoteKind::Prevote, kY), 0u);
  EXPECT_EQ(k.power_of_kind(kFour, 0, VoteKind::Prevote), 8u);
  EXPECT_EQ(k.power_of_kind(kFour, 0, VoteKind::Precommit), 2u);
  EXPECT_EQ(k.power_of_round(kFour, 0), 10u);
  EXPECT_EQ(k.power_of_round(kFour, 1), 2u);
  EXPECT_EQ(k.power_of_round(kFour, 2), 0u);
}

TEST(VoteKeeper, a_quorum_is_more_than_two_thirds_for_one_thing) {
  Keeper k;
  (void)k.hear(vote(2, 0, kX));
  (void)k.hear(vote(1, 0, kX));
  (void)k.hear(vote(3, 0, kY));
  EXPECT_EQ(k.quorum(kFour, 0, VoteKind::Prevote), std::nullopt);
  (void)k.hear(vote(3, 0, kX));
  EXPECT_EQ(k.quorum(kFour, 0, VoteKind::Prevote), std::optional{std::optional{kX}});
  EXPECT_EQ(k.quorum(kFour, 0, VoteKind::Precommit), std::nullopt);
  Keeper nil;
  for (const AuthorityIndex from : Bytes{2, 3}) (void)nil.hear(vote(from, 0, std::nullopt));
  EXPECT_EQ(nil.quorum(kFour, 0, VoteKind::Prevote),
            std::optional<std::optional<Hash>>{std::optional<Hash>{}});
}

TEST(VoteKeeper, who_says_two_things_counts_for_each_and_once_in_all) {
  Keeper k;
  (void)k.hear(vote(3, 0, kX));
  (void)k.hear(vote(3, 0, kY));
  EXPECT_EQ(k.power_for(kFour, 0, VoteKind::Prevote, kX), 4u);
  EXPECT_EQ(k.power_for(kFour, 0, VoteKind::Prevote, kY), 4u);
  EXPECT_EQ(k.power_of_kind(kFour, 0, VoteKind::Prevote), 4u);
  EXPECT_EQ(k.power_of_round(kFour, 0), 4u);
}

TEST(VoteKeeper, the_second_thing_said_is_evidence_and_the_third_is_not_new) {
  Keeper k;
  (void)k.hear(vote(1, 0, kY));
  EXPECT_EQ(k.evidence, std::nullopt);
  (void)k.hear(vote(1, 0, kX));
  EXPECT_EQ(k.evidence, (Equivocation{vote(1, 0, kX), vote(1, 0, kY)}));
  EXPECT_FALSE(k.hear(vote(1, 0, std::nullopt)));
  EXPECT_EQ(k.evidence, std::nullopt);
  EXPECT_FALSE(k.hear(vote(1, 0, kX)));
  EXPECT_EQ(k.evidence, std::nullopt);
}

TEST(VoteKeeper, two_lies_do_not_hide_a_third_vote_that_an_honest_part_shares) {
  const Hash third{{3}};
  Keeper k;
  (void)k.hear(vote(1, 0, kX));
  (void)k.hear(vote(1, 0, kY));
  (void)k.hear(vote(2, 0, third));
  EXPECT_FALSE(k.hear(vote(1, 0, third)));
  (void)k.hear(vote(3, 0, third));
  EXPECT_TRUE(k.hear(vote(1, 0, third)));
  EXPECT_EQ(k.power_for(kFour, 0, VoteKind::Prevote, third), 9u);
}

TEST(VoteKeeper, of_one_place_no_more_than_the_limit_is_kept) {
  Keeper k;
  for (std::uint8_t block = 0; block < 20; ++block) {
    (void)k.hear(vote(2, 0, Hash{{block}}));
    (void)k.hear(vote(3, 0, Hash{{block}}));
    (void)k.hear(vote(1, 0, Hash{{block}}));
  }
  for (const auto& [from, said] : k.rounds.at(0).by_kind[1]) EXPECT_LE(said.size(), kBlocksMax);
}

TEST(VoteKeeper, of_rounds_ahead_an_authoritys_highest_are_kept) {
  Keeper k;
  for (Round round = 1; round <= 100; ++round) EXPECT_TRUE(k.hear(vote(0, round, kX)));
  EXPECT_FALSE(k.hear(vote(0, 50, kX)));
  EXPECT_TRUE(k.hear(vote(0, 0, kX)));
  EXPECT_TRUE(k.hear(vote(0, 98, kX, VoteKind::Precommit)));
  EXPECT_EQ(k.rounds.size(), kRoundsAheadMax + 1);
  EXPECT_TRUE(k.rounds.contains(0));
  EXPECT_EQ(k.rounds.rbegin()->first, 100u);
  EXPECT_TRUE(k.hear(vote(1, 50, kX)));
}

TEST(VoteKeeper, making_room_takes_nothing_from_others) {
  Keeper k;
  (void)k.hear(vote(1, 1, kX));
  for (Round round = 1; round <= 10; ++round) (void)k.hear(vote(0, round, kX));
  EXPECT_EQ(k.power_for(kFour, 1, VoteKind::Prevote, kX), 2u);
}

TEST(VoteKeeper, rounds_that_are_ours_by_now_make_room_ahead) {
  Keeper k;
  for (Round round = 1; round <= 4; ++round) (void)k.hear(vote(0, round, kX));
  k.round = 2;
  EXPECT_TRUE(k.hear(vote(0, 5, kX)));
  EXPECT_TRUE(k.hear(vote(0, 6, kX)));
  EXPECT_EQ(k.rounds.size(), 6u);
}

TEST(VoteKeeper, forgets_old_rounds_but_those_spared) {
  Keeper k;
  k.round = 10;
  for (Round round = 0; round < 10; ++round) (void)k.hear(vote(0, round, kX));
  k.forget_before(7, {3});
  EXPECT_EQ(k.rounds.size(), 4u);
  EXPECT_TRUE(k.rounds.contains(3));
}

TEST(VoteKeeper, the_votes_for_a_block_come_in_order) {
  Keeper k;
  for (const AuthorityIndex from : Bytes{3, 0, 2}) (void)k.hear(vote(from, 0, from == 2 ? kY : kX));
  const auto votes = k.votes_for(0, VoteKind::Prevote, kX);
  ASSERT_EQ(votes.size(), 2u);
  EXPECT_EQ(votes[0], std::pair(AuthorityIndex{0}, vote(0, 0, kX)));
  EXPECT_EQ(votes[1], std::pair(AuthorityIndex{3}, vote(3, 0, kX)));
}

TEST(VoteKeeper, the_first_proposal_stands) {
  Keeper k;
  EXPECT_EQ(k.proposal(0), nullptr);
  (void)k.hear(vote(1, 0, kY, VoteKind::Proposal));
  (void)k.hear(vote(1, 0, kX, VoteKind::Proposal));
  ASSERT_NE(k.proposal(0), nullptr);
  EXPECT_EQ(k.proposal(0)->block, kY);
}

TEST(VoteKeeperDeathTest, a_vote_under_another_name_is_a_mistake_of_the_caller) {
  VoteKeeper k;
  EXPECT_DEATH((void)k.add(kFour, 1, vote(0, 0, kX), 0), "vote.validator");
  EXPECT_DEATH((void)k.add(kFour, 4, vote(0, 0, kX), 0), "set.size");
}

}  // namespace
}  // namespace descent::consensus::bft

#include "modules/conviction_voting/vote.hpp"

#include <gmock/gmock.h>

namespace descent::modules::conviction_voting {
namespace {

AccountVote standard(bool aye, Conviction conviction, Balance balance) {
  return account_vote::Standard{{aye, conviction}, balance};
}

TEST(Vote, is_one_byte_with_aye_at_the_top) {
  EXPECT_EQ(scale::encoded(Vote{true, Conviction::Locked3x}), (Bytes{0x83}));
  EXPECT_EQ(scale::encoded(Vote{false, Conviction::Locked6x}), (Bytes{0x06}));
  const auto vote = scale::decoded<Vote>(Bytes{0x80});
  ASSERT_TRUE(vote);
  EXPECT_EQ(*vote, (Vote{true, Conviction::None}));
}

TEST(Vote, refuses_a_conviction_that_there_is_not) {
  EXPECT_FALSE(scale::decoded<Vote>(Bytes{0x07}));
  EXPECT_FALSE(scale::decoded<Vote>(Bytes{0x87}));
  EXPECT_FALSE(scale::decoded<Vote>(Bytes{}));
}

TEST(AccountVote, takes_all_of_its_parts) {
  EXPECT_EQ(standard(true, Conviction::None, 5).balance(), 5u);
  EXPECT_EQ((AccountVote{account_vote::Split{2, 3}}.balance()), 5u);
  EXPECT_EQ((AccountVote{account_vote::SplitAbstain{2, 3, 4}}.balance()), 9u);
  const Balance most = ~Balance{0};
  EXPECT_TRUE((AccountVote{account_vote::SplitAbstain{most, 1, most}}.balance()) == most);
}

TEST(AccountVote, has_a_side_if_it_is_not_split) {
  EXPECT_EQ(standard(true, Conviction::None, 5).side(), true);
  EXPECT_EQ(standard(false, Conviction::None, 5).side(), false);
  EXPECT_EQ((AccountVote{account_vote::Split{2, 3}}.side()), std::nullopt);
  EXPECT_EQ((AccountVote{account_vote::SplitAbstain{2, 3, 0}}.side()), std::nullopt);
}

TEST(AccountVote, locks_if_its_side_won) {
  EXPECT_EQ(standard(true, Conviction::Locked4x, 5).locked_for(true), 8u);
  EXPECT_EQ(standard(true, Conviction::Locked4x, 5).locked_for(false), 0u);
  EXPECT_EQ(standard(false, Conviction::Locked2x, 5).locked_for(false), 2u);
  EXPECT_EQ(standard(true, Conviction::None, 5).locked_for(true), 0u);
  EXPECT_EQ((AccountVote{account_vote::Split{2, 3}}.locked_for(true)), 0u);
}

TEST(PriorLock, is_the_greatest_amount_until_the_latest_block) {
  PriorLock lock;
  lock.accumulate(10, 5);
  lock.accumulate(4, 9);
  EXPECT_EQ(lock, (PriorLock{10, 9}));
  lock.expire(9);
  EXPECT_EQ(lock, (PriorLock{10, 9}));
  lock.expire(10);
  EXPECT_EQ(lock, PriorLock{});
}

TEST(Voting, of_nobody_is_an_empty_casting) {
  EXPECT_EQ(scale::encoded(Voting{}), Bytes(1 + 1 + 32 + 20, 0));
  ASSERT_NE(Voting{}.casting(), nullptr);
  EXPECT_EQ(Voting{}.delegating(), nullptr);
}

TEST(Voting, locks_the_greatest_of_its_votes_and_of_what_was_locked_before) {
  Casting casting;
  casting.votes = {{1, standard(true, Conviction::None, 5)}, {2, account_vote::Split{4, 4}}};
  EXPECT_EQ(Voting{voting::Casting{casting}}.locked(), 8u);
  casting.prior = {100, 9};
  EXPECT_EQ(Voting{voting::Casting{casting}}.locked(), 9u);
  const Delegating delegating{7, {}, Conviction::None, {}, {1, 3}};
  EXPECT_EQ(Voting{voting::Delegating{delegating}}.locked(), 7u);
}

}  // namespace
}  // namespace descent::modules::conviction_voting

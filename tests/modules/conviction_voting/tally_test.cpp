#include "modules/conviction_voting/tally.hpp"

#include <gtest/gtest.h>

namespace descent::modules::conviction_voting {
namespace {

AccountVote standard(bool aye, Conviction conviction, Balance balance) {
  return account_vote::Standard{{aye, conviction}, balance};
}

TEST(Tally, counts_ayes_with_their_tokens_and_nays_without) {
  EXPECT_EQ(Tally::of(standard(true, Conviction::Locked5x, 20)), (Tally{100, 0, 20}));
  EXPECT_EQ(Tally::of(standard(false, Conviction::Locked5x, 20)), (Tally{0, 100, 0}));
}

TEST(Tally, counts_split_votes_without_conviction) {
  EXPECT_EQ(Tally::of(account_vote::Split{50, 30}), (Tally{5, 3, 50}));
  EXPECT_EQ(Tally::of(account_vote::SplitAbstain{50, 30, 20}), (Tally{5, 3, 70}));
}

TEST(Tally, takes_away_what_was_added) {
  Tally tally{1, 2, 3};
  ASSERT_TRUE(tally.add({10, 20, 30}));
  EXPECT_EQ(tally, (Tally{11, 22, 33}));
  ASSERT_TRUE(tally.remove({1, 2, 3}));
  EXPECT_EQ(tally, (Tally{10, 20, 30}));
}

TEST(Tally, is_not_changed_by_what_it_cannot_hold) {
  const Balance most = ~Balance{0};
  Tally tally{1, 1, 1};
  EXPECT_EQ(tally.add({1, 1, most}).error(), DispatchError{ArithmeticError::Overflow});
  EXPECT_EQ(tally.remove({1, 1, 2}).error(), DispatchError{ArithmeticError::Underflow});
  EXPECT_EQ(tally.remove({2, 1, 1}).error(), DispatchError{ArithmeticError::Underflow});
  EXPECT_EQ(tally.remove({1, 2, 1}).error(), DispatchError{ArithmeticError::Underflow});
  EXPECT_EQ(tally, (Tally{1, 1, 1}));
}

TEST(Tally, has_approval_and_support_rounded_down) {
  const Tally tally{2, 1, 1};
  EXPECT_EQ(tally.approval().parts, 666'666'666u);
  EXPECT_EQ(tally.supported(3).parts, 333'333'333u);
  EXPECT_EQ(tally.supported(1).parts, 1'000'000'000u);
}

TEST(Tally, without_votes_has_no_approval) {
  EXPECT_EQ(Tally{}.approval().parts, 0u);
  EXPECT_EQ((Tally{0, 0, 5}.approval().parts), 0u);
  EXPECT_EQ(Tally{}.supported(0).parts, 0u);
}

}  // namespace
}  // namespace descent::modules::conviction_voting

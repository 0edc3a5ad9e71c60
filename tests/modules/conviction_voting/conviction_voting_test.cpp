#include <gmock/gmock.h>

#include "tests/modules/conviction_voting/voters.hpp"

namespace descent::modules {
namespace {

using ConvictionVotingTest = VotersTest;

TEST_F(ConvictionVotingTest, keeps_what_wallets_read_under_their_keys) {
  EXPECT_EQ(ConvictionVoting::kLockId, (LockId{0x70, 0x79, 0x63, 0x6f, 0x6e, 0x76, 0x6f, 0x74}));
  EXPECT_DONE(vote(1, 3, aye(1, 1)));
  const auto locks = chain.runtime().balances.locks.get(account(1));
  ASSERT_EQ(locks.size(), 1u);
  EXPECT_EQ(locks[0].reasons, LockReasons::All);
  const auto voting_of = voting.voting_for.get(account(1), 2);
  ASSERT_NE(voting_of.casting(), nullptr);
  EXPECT_EQ(voting_of.casting()->votes.at(0).first, 3u);
}

TEST_F(ConvictionVotingTest, constants_are_checked) {
  EXPECT_TRUE(voting.integrity().empty());
  const ConvictionVoting without{
      {chain.frame(), 14}, chain.runtime().balances, polls, {.vote_locking_period = 0}};
  EXPECT_EQ(without.integrity(), (frame::Problems{"votes lock nothing"}));
}

TEST_F(ConvictionVotingTest, state_that_does_not_add_up_is_noticed) {
  EXPECT_DONE(vote(1, 3, aye(5, 1)));
  polls.put_tally(3, counts(4, 0, 5));
  EXPECT_THAT(chain.problems(), testing::HasSubstr("a tally is not its votes"));
  polls.put_tally(3, counts(5, 0, 5));
  EXPECT_EQ(chain.problems(), "");
  voting.class_locks.insert(account(1), {{2, 4 * kGrad}});
  EXPECT_THAT(chain.problems(), testing::HasSubstr("a vote is not locked"));
  EXPECT_THAT(chain.problems(), testing::HasSubstr("not the greatest lock is locked"));
  voting.class_locks.insert(account(1), {{2, 5 * kGrad}});
  auto voting_of = voting.voting_for.get(account(1), 2);
  voting_of.delegations() = {1, 1};
  voting.voting_for.insert(account(1), 2, voting_of);
  EXPECT_THAT(chain.problems(), testing::HasSubstr("delegations are not what is delegated"));
}

}  // namespace
}  // namespace descent::modules

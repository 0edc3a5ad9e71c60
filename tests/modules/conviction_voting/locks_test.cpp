#include "tests/modules/conviction_voting/voters.hpp"

namespace descent::modules {
namespace {

class VoteLocksTest : public VotersTest {
 protected:
  Balance locked(std::uint8_t n) {
    return chain.runtime().balances.locked(ConvictionVoting::kLockId, account(n)) / kGrad;
  }
};

TEST_F(VoteLocksTest, classes_lock_the_same_tokens) {
  EXPECT_DONE(vote(1, 0, aye(4, 1)));
  EXPECT_DONE(vote(1, 1, aye(6, 1)));
  EXPECT_EQ(locked(1), 6u);
  EXPECT_EQ(chain.frozen(account(1)), 6 * kGrad);
  EXPECT_DONE(remove(1, 1));
  EXPECT_EQ(locked(1), 6u) << "nothing is unlocked before `unlock`";
  EXPECT_DONE(unlock(1, 0));
  EXPECT_EQ(locked(1), 6u) << "another class is";
  EXPECT_DONE(unlock(1, 1));
  EXPECT_EQ(locked(1), 4u);
}

TEST_F(VoteLocksTest, a_lower_vote_lowers_no_lock_until_it_is_unlocked) {
  EXPECT_DONE(vote(1, 0, aye(6, 1)));
  EXPECT_DONE(vote(1, 0, aye(2, 1)));
  EXPECT_EQ(locked(1), 6u);
  EXPECT_DONE(unlock(1, 0));
  EXPECT_EQ(locked(1), 2u);
}

TEST_F(VoteLocksTest, anybody_may_unlock_what_needs_no_lock) {
  EXPECT_DONE(vote(1, 0, aye(6, 1)));
  EXPECT_DONE(remove(1, 0));
  EXPECT_DONE(
      chain.call(account(2), voting, ConvictionVoting::unlock{0, multi_address::Id{account(1)}}));
  EXPECT_EQ(locked(1), 0u);
  EXPECT_EQ(chain.runtime().system.account.get(account(1)).consumers, 0u);
}

TEST_F(VoteLocksTest, a_vote_of_nothing_locks_nothing_and_needs_no_account) {
  EXPECT_DONE(vote(99, 0, aye(0, 1)));
  EXPECT_EQ(locked(99), 0u);
  EXPECT_FALSE(voting.class_locks.contains(account(99)));
}

TEST_F(VoteLocksTest, what_is_locked_by_votes_may_be_held_but_not_sent) {
  auto& balances = chain.runtime().balances;
  EXPECT_DONE(vote(1, 0, aye(10, 1)));
  EXPECT_REFUSED(balances.transfer(account(1), account(2), kGrad, Existence::AllowDeath),
                 TokenError::Frozen);
  EXPECT_DONE(balances.hold({100, 0}, account(1), 5 * kGrad));
  EXPECT_EQ(chain.problems(), "");
}

}  // namespace
}  // namespace descent::modules

#include "tests/modules/conviction_voting/voters.hpp"

namespace descent::modules {
namespace {

class DelegationTest : public VotersTest {
 protected:
  void expect_tallies(const Tally& a, const Tally& b, const Tally& c, const Tally& d) {
    EXPECT_EQ(tally(0), a);
    EXPECT_EQ(tally(1), b);
    EXPECT_EQ(tally(2), c);
    EXPECT_EQ(tally(3), d);
  }
};

// polkadot-sdk, frame/conviction-voting/src/tests.rs: classwise_delegation_works. A delegate votes
// before and after it is delegated to, in three classes.
TEST_F(DelegationTest, votes_follow_a_delegate_in_each_class) {
  for (std::uint8_t i = 0; i < 3; ++i)
    EXPECT_DONE(delegate(1, i, static_cast<std::uint8_t>(i + 2), 1, 5));
  EXPECT_TRUE(chain.emitted(voting, ConvictionVoting::Delegated{account(1), account(4), 2}));
  EXPECT_EQ(usable(1), 5u);
  for (std::uint8_t n = 2; n <= 4; ++n)
    for (std::uint8_t i = 0; i < 3; ++i)
      EXPECT_DONE(vote(n, i, n == i + 2 ? aye(10, 0) : nay(10, 0)));
  expect_tallies(counts(6, 2, 15), counts(6, 2, 15), counts(6, 2, 15), counts(0, 0, 0));
  EXPECT_DONE(vote(4, 3, nay(10, 0)));
  expect_tallies(counts(6, 2, 15), counts(6, 2, 15), counts(6, 2, 15), counts(0, 6, 0));

  EXPECT_DONE(undelegate(1, 2));
  EXPECT_TRUE(chain.emitted(voting, ConvictionVoting::Undelegated{account(1), 2}));
  EXPECT_DONE(delegate(1, 2, 3, 1, 5));
  expect_tallies(counts(6, 2, 15), counts(6, 2, 15), counts(1, 7, 10), counts(0, 1, 0));

  for (std::uint8_t i = 0; i < 3; ++i) EXPECT_DONE(undelegate(1, i));
  for (std::uint8_t i = 0; i < 3; ++i)
    EXPECT_DONE(delegate(1, i, static_cast<std::uint8_t>(i + 2), 1, 3));
  expect_tallies(counts(4, 2, 13), counts(4, 2, 13), counts(4, 2, 13), counts(0, 4, 0));
  EXPECT_EQ(usable(1), 5u);
  for (std::uint8_t i = 0; i < 3; ++i) EXPECT_DONE(unlock(1, i));
  EXPECT_EQ(usable(1), 5u);

  for (std::uint8_t i = 0; i < 3; ++i) {
    EXPECT_DONE(undelegate(1, i));
    EXPECT_DONE(delegate(1, i, static_cast<std::uint8_t>(i + 2), 1, 6u + i));
    EXPECT_DONE(unlock(1, i));
    EXPECT_EQ(usable(1), 4u - i);
  }
  expect_tallies(counts(7, 2, 16), counts(8, 2, 17), counts(9, 2, 18), counts(0, 9, 0));
}

// polkadot-sdk: redelegation_after_vote_ending_should_keep_lock
TEST_F(DelegationTest, delegating_anew_keeps_what_was_locked) {
  EXPECT_DONE(delegate(1, 0, 2, 1, 5));
  EXPECT_DONE(vote(2, 0, aye(10, 1)));
  polls.close(0, 1, true);
  EXPECT_EQ(usable(1), 5u);
  EXPECT_DONE(undelegate(1, 0));
  EXPECT_DONE(delegate(1, 0, 3, 1, 3));
  EXPECT_EQ(usable(1), 5u);
  EXPECT_DONE(unlock(1, 0));
  EXPECT_EQ(usable(1), 5u);
  chain.advance(kLockingPeriod);
  EXPECT_DONE(unlock(1, 0));
  EXPECT_EQ(usable(1), 7u);
}

TEST_F(DelegationTest, an_end_of_delegation_locks_for_the_time_of_its_conviction) {
  EXPECT_DONE(delegate(1, 0, 2, 3, 5));
  EXPECT_DONE(undelegate(1, 0));
  const BlockNumber from = chain.now();
  chain.advance_to(from + 4 * kLockingPeriod - 1);
  EXPECT_DONE(unlock(1, 0));
  EXPECT_EQ(usable(1), 5u);
  chain.advance();
  EXPECT_DONE(unlock(1, 0));
  EXPECT_EQ(usable(1), 10u);
  EXPECT_FALSE(voting.voting_for.contains(account(1), 0)) << "nothing is left of it";
  EXPECT_FALSE(voting.class_locks.contains(account(1)));
}

TEST_F(DelegationTest, delegations_follow_no_split_vote) {
  EXPECT_DONE(delegate(1, 0, 2, 1, 5));
  EXPECT_DONE(vote(2, 0, split(10, 0)));
  EXPECT_EQ(tally(0), counts(1, 0, 10));
  EXPECT_DONE(vote(2, 0, aye(10, 0)));
  EXPECT_EQ(tally(0), counts(6, 0, 15));
  EXPECT_DONE(remove(2, 0));
  EXPECT_EQ(tally(0), counts(0, 0, 0));
}

TEST_F(DelegationTest, what_is_delegated_to_a_delegator_counts_nowhere_until_it_votes) {
  EXPECT_DONE(delegate(1, 0, 2, 1, 5));
  EXPECT_DONE(delegate(2, 0, 3, 1, 10));
  EXPECT_DONE(vote(3, 0, aye(10, 1)));
  EXPECT_EQ(tally(0), counts(20, 0, 20));
  EXPECT_DONE(undelegate(2, 0));
  EXPECT_EQ(tally(0), counts(10, 0, 10));
  EXPECT_DONE(vote(2, 0, nay(1, 1)));
  EXPECT_EQ(tally(0), counts(10, 6, 10));
}

TEST_F(DelegationTest, a_delegation_is_refused_that_makes_no_sense) {
  EXPECT_REFUSED(delegate(1, 0, 1, 0, 1), error(Error::Nonsense));
  EXPECT_REFUSED(delegate(1, 3, 2, 0, 1), error(Error::BadClass));
  EXPECT_REFUSED(delegate(1, 0, 2, 0, 11), error(Error::InsufficientFunds));
  EXPECT_REFUSED(undelegate(1, 0), error(Error::NotDelegating));
  EXPECT_DONE(vote(1, 0, aye(1, 0)));
  EXPECT_REFUSED(delegate(1, 0, 2, 0, 1), error(Error::AlreadyVoting));
  EXPECT_DONE(delegate(1, 1, 2, 0, 1));
  EXPECT_REFUSED(delegate(1, 1, 3, 0, 1), error(Error::AlreadyDelegating));
  EXPECT_REFUSED(vote(1, 1, aye(1, 0)), error(Error::AlreadyDelegating));
}

TEST_F(DelegationTest, who_is_excluded_does_not_count_through_a_delegate) {
  polls.excluded_from[3] = {account(1)};
  EXPECT_DONE(delegate(1, 2, 4, 1, 5));
  EXPECT_DONE(delegate(2, 2, 4, 1, 7));
  EXPECT_DONE(vote(4, 2, aye(10, 1)));
  EXPECT_DONE(vote(4, 3, aye(10, 1)));
  EXPECT_EQ(tally(2), counts(22, 0, 22));
  EXPECT_EQ(tally(3), counts(17, 0, 17));
  EXPECT_DONE(undelegate(1, 2));
  EXPECT_EQ(tally(2), counts(17, 0, 17));
  EXPECT_EQ(tally(3), counts(17, 0, 17));
  EXPECT_DONE(delegate(1, 2, 4, 6, 10));
  EXPECT_EQ(tally(3), counts(17, 0, 17));
  EXPECT_DONE(vote(4, 3, nay(10, 1)));
  EXPECT_EQ(tally(3), counts(0, 17, 0));
  EXPECT_DONE(remove(4, 3));
  EXPECT_EQ(tally(3), counts(0, 0, 0));
}

TEST_F(DelegationTest, weighs_by_the_votes_that_follow) {
  const auto weigh = [&](std::uint8_t n) {
    const ConvictionVoting::delegate call{2, multi_address::Id{account(4)}, Conviction::None,
                                          kGrad};
    const auto out = chain.weigh(frame::origin::Signed{account(n)}, voting, call);
    return out ? *out : Weight{};
  };
  EXPECT_EQ(weigh(1), conviction_voting_weights::delegate(0));
  EXPECT_DONE(vote(4, 2, aye(10, 1)));
  EXPECT_DONE(vote(4, 3, aye(10, 1)));
  EXPECT_EQ(weigh(2), conviction_voting_weights::delegate(2));
}

}  // namespace
}  // namespace descent::modules

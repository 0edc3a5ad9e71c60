#include "tests/modules/conviction_voting/voters.hpp"

namespace descent::modules {
namespace {

using VotesTest = VotersTest;

// polkadot-sdk, frame/conviction-voting/src/tests.rs: basic_voting_works, with GRAD for its units
TEST_F(VotesTest, a_vote_takes_the_place_of_the_one_before) {
  EXPECT_DONE(vote(1, 3, aye(2, 5)));
  EXPECT_TRUE(chain.emitted(voting, ConvictionVoting::Voted{account(1), aye(2, 5), 3}));
  EXPECT_EQ(tally(3), counts(10, 0, 2));
  EXPECT_DONE(vote(1, 3, nay(2, 5)));
  EXPECT_EQ(tally(3), counts(0, 10, 0));
  EXPECT_EQ(usable(1), 8u);
  EXPECT_DONE(vote(1, 3, aye(5, 1)));
  EXPECT_EQ(tally(3), counts(5, 0, 5));
  EXPECT_DONE(vote(1, 3, nay(5, 1)));
  EXPECT_EQ(tally(3), counts(0, 5, 0));
  EXPECT_EQ(usable(1), 5u);
  EXPECT_DONE(vote(1, 3, aye(10, 0)));
  EXPECT_EQ(tally(3), counts(1, 0, 10));
  EXPECT_DONE(vote(1, 3, nay(10, 0)));
  EXPECT_EQ(tally(3), counts(0, 1, 0));
  EXPECT_EQ(usable(1), 0u);
  EXPECT_DONE(remove(1, 3));
  EXPECT_TRUE(chain.emitted(voting, ConvictionVoting::VoteRemoved{account(1), nay(10, 0), 3}));
  EXPECT_EQ(tally(3), counts(0, 0, 0));
  EXPECT_DONE(unlock(1, 2));
  EXPECT_TRUE(chain.emitted(voting, ConvictionVoting::VoteUnlocked{account(1), 2}));
  EXPECT_EQ(usable(1), 10u);
}

// polkadot-sdk: split_voting_works
TEST_F(VotesTest, a_split_vote_counts_both_ways) {
  EXPECT_DONE(vote(1, 3, split(10, 0)));
  EXPECT_EQ(tally(3), counts(1, 0, 10));
  EXPECT_DONE(vote(1, 3, split(5, 5)));
  EXPECT_EQ(tally(3), (Tally{kGrad / 2, kGrad / 2, 5 * kGrad}));
  EXPECT_EQ(usable(1), 0u);
  EXPECT_DONE(remove(1, 3));
  EXPECT_EQ(tally(3), counts(0, 0, 0));
  EXPECT_DONE(unlock(1, 2));
  EXPECT_EQ(usable(1), 10u);
}

// polkadot-sdk: abstain_voting_works
TEST_F(VotesTest, what_abstains_supports_a_poll_without_a_side) {
  EXPECT_DONE(vote(1, 3, abstain(0, 0, 10)));
  EXPECT_EQ(tally(3), counts(0, 0, 10));
  EXPECT_DONE(vote(6, 3, abstain(10, 0, 20)));
  EXPECT_EQ(tally(3), counts(1, 0, 40));
  EXPECT_DONE(vote(6, 3, abstain(0, 0, 40)));
  EXPECT_EQ(tally(3), counts(0, 0, 50));
  EXPECT_EQ(usable(1), 0u);
  EXPECT_EQ(usable(6), 20u);
  EXPECT_DONE(remove(1, 3));
  EXPECT_EQ(tally(3), counts(0, 0, 40));
  EXPECT_DONE(remove(6, 3, 2));
  EXPECT_EQ(tally(3), counts(0, 0, 0));
}

// polkadot-sdk: successful_but_zero_conviction_vote_balance_can_be_unlocked
TEST_F(VotesTest, a_vote_without_conviction_is_free_as_soon_as_it_has_won) {
  EXPECT_DONE(vote(1, 3, aye(1, 1)));
  EXPECT_DONE(vote(2, 3, nay(20, 0)));
  polls.close(3, 3, false);
  EXPECT_DONE(remove(2, 3, 2));
  EXPECT_DONE(unlock(2, 2));
  EXPECT_EQ(usable(2), 20u);
}

// polkadot-sdk: unsuccessful_conviction_vote_balance_can_be_unlocked
TEST_F(VotesTest, a_vote_that_lost_is_free_whatever_its_conviction) {
  EXPECT_DONE(vote(1, 3, aye(1, 1)));
  polls.close(3, 3, false);
  EXPECT_DONE(remove(1, 3, 2));
  EXPECT_DONE(unlock(1, 2));
  EXPECT_EQ(usable(1), 10u);
}

// polkadot-sdk: successful_conviction_vote_balance_stays_locked_for_correct_time
TEST_F(VotesTest, a_vote_that_won_stays_locked_for_the_time_of_its_conviction) {
  for (std::uint8_t n = 1; n <= 5; ++n) EXPECT_DONE(vote(n, 3, aye(10, n)));
  polls.close(3, 3, true);
  for (std::uint8_t n = 1; n <= 5; ++n) EXPECT_DONE(remove(n, 3, 2));
  for (BlockNumber block = 1; block <= 3 + 3 * 16; ++block) {
    chain.advance_to(block);
    for (std::uint8_t n = 1; n <= 5; ++n) {
      EXPECT_DONE(unlock(n, 2));
      const bool expired = block >= (3u << (n - 1)) + 3;
      EXPECT_EQ(usable(n), 10u * n - (expired ? 0 : 10)) << block << " " << int{n};
    }
  }
}

// polkadot-sdk: lock_amalgamation_valid_with_multiple_removed_votes
TEST_F(VotesTest, locks_of_removed_votes_become_one) {
  for (const conviction_voting::PollIndex i : {0u, 1u, 2u}) polls.open(i, 0);
  EXPECT_DONE(vote(1, 0, aye(5, 1)));
  EXPECT_DONE(vote(1, 1, aye(10, 1)));
  EXPECT_DONE(vote(1, 2, aye(5, 2)));
  EXPECT_EQ(usable(1), 0u);
  for (const conviction_voting::PollIndex i : {0u, 1u, 2u}) polls.close(i, 1, true);
  for (const conviction_voting::PollIndex i : {0u, 1u, 2u}) {
    EXPECT_DONE(remove(1, i, 0));
    EXPECT_DONE(unlock(1, 0));
    EXPECT_EQ(usable(1), 0u);
  }
  chain.advance_to(6);
  EXPECT_DONE(unlock(1, 0));
  EXPECT_EQ(usable(1), 0u) << "the longest of the locks is for two periods";
  chain.advance_to(7);
  EXPECT_DONE(unlock(1, 0));
  EXPECT_EQ(usable(1), 10u);
}

TEST_F(VotesTest, more_than_there_is_is_refused_and_held_tokens_count) {
  EXPECT_REFUSED(vote(1, 3, aye(11, 0)), error(Error::InsufficientFunds));
  EXPECT_REFUSED(vote(1, 3, abstain(5, 5, 1)), error(Error::InsufficientFunds));
  EXPECT_DONE(chain.runtime().balances.hold({100, 0}, account(1), 6 * kGrad));
  EXPECT_DONE(vote(1, 3, aye(10, 1)));
}

TEST_F(VotesTest, a_poll_that_is_over_or_never_was_is_refused) {
  EXPECT_REFUSED(vote(1, 9, aye(1, 0)), error(Error::NotOngoing));
  polls.close(3, 1, true);
  EXPECT_REFUSED(vote(1, 3, aye(1, 0)), error(Error::NotOngoing));
}

TEST_F(VotesTest, an_account_has_so_many_votes_and_no_more) {
  for (conviction_voting::PollIndex i = 0; i <= ConvictionVoting::kMaxVotes; ++i) polls.open(i, 0);
  for (conviction_voting::PollIndex i = 0; i < ConvictionVoting::kMaxVotes; ++i)
    EXPECT_DONE(vote(1, i, aye(1, 0)));
  EXPECT_REFUSED(vote(1, ConvictionVoting::kMaxVotes, aye(1, 0)), error(Error::MaxVotesReached));
  EXPECT_DONE(vote(1, 5, nay(1, 0)));
}

TEST_F(VotesTest, only_a_vote_that_is_there_is_removed) {
  EXPECT_REFUSED(remove(1, 3), error(Error::NotVoter));
  EXPECT_DONE(vote(1, 3, aye(1, 1)));
  EXPECT_REFUSED(remove(1, 3, 0), error(Error::NotVoter));
  polls.close(3, 1, true);
  EXPECT_REFUSED(remove(1, 3), error(Error::ClassNeeded));
  EXPECT_DONE(delegate(2, 2, 1, 1, 5));
  EXPECT_REFUSED(remove(2, 3, 2), error(Error::NotVoter));
}

TEST_F(VotesTest, a_vote_in_a_cancelled_poll_locks_nothing) {
  EXPECT_DONE(vote(1, 3, aye(10, 6)));
  polls.polls.erase(3);
  EXPECT_DONE(remove(1, 3, 2));
  EXPECT_DONE(unlock(1, 2));
  EXPECT_EQ(usable(1), 10u);
}

TEST_F(VotesTest, the_vote_of_another_is_removed_once_it_locks_nothing) {
  const auto remove_other = [&](std::uint8_t by, std::uint8_t n) {
    return chain.call(account(by), voting,
                      ConvictionVoting::remove_other_vote{multi_address::Id{account(n)}, 2, 3});
  };
  EXPECT_DONE(vote(1, 3, aye(10, 1)));
  EXPECT_DONE(vote(2, 3, nay(10, 1)));
  EXPECT_REFUSED(remove_other(5, 1), error(Error::NoPermission));
  polls.close(3, 1, true);
  EXPECT_REFUSED(remove_other(5, 1), error(Error::NoPermissionYet));
  EXPECT_DONE(remove_other(5, 2));
  chain.advance_to(1 + kLockingPeriod);
  EXPECT_DONE(remove_other(5, 1));
}

TEST_F(VotesTest, one_may_remove_ones_own_vote_as_another) {
  EXPECT_DONE(vote(1, 3, aye(10, 1)));
  EXPECT_DONE(chain.call(account(1), voting,
                         ConvictionVoting::remove_other_vote{multi_address::Id{account(1)}, 2, 3}));
  EXPECT_EQ(tally(3), counts(0, 0, 0));
}

TEST_F(VotesTest, who_is_excluded_has_no_vote) {
  polls.excluded_from[3] = {account(4), account(1)};
  EXPECT_REFUSED(vote(1, 3, aye(1, 0)), error(Error::Excluded));
  EXPECT_DONE(vote(1, 2, aye(1, 0)));
  EXPECT_DONE(vote(2, 3, aye(1, 0)));
}

TEST_F(VotesTest, every_call_is_of_a_signer) {
  const frame::Origin root{frame::origin::Root{}};
  const auto bad = DispatchError::bad_origin();
  const MultiAddress to = multi_address::Id{account(2)};
  EXPECT_REFUSED(chain.call(root, voting, ConvictionVoting::vote{3, aye(1, 0)}), bad);
  EXPECT_REFUSED(chain.call(root, voting, ConvictionVoting::remove_vote{{}, 3}), bad);
  EXPECT_REFUSED(chain.call(root, voting, ConvictionVoting::remove_other_vote{to, 0, 3}), bad);
  EXPECT_REFUSED(chain.call(root, voting, ConvictionVoting::unlock{0, to}), bad);
  EXPECT_REFUSED(chain.call(root, voting, ConvictionVoting::undelegate{0}), bad);
  EXPECT_REFUSED(
      chain.call(root, voting, ConvictionVoting::delegate{0, to, Conviction::None, kGrad}), bad);
}

}  // namespace
}  // namespace descent::modules

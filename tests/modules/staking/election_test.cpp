#include "tests/modules/staking/validators.hpp"

namespace descent::modules {
namespace {

class ElectionTest : public testing::Test {
 protected:
  ValidatorChain chain{3};
  Staking& staking = chain.staking();
  const frame::Origin root{frame::origin::Root{}};

  Balance total(staking::EraIndex era, const AccountId& who) {
    return staking.eras_overview.get(era, who)->total;
  }
  /// Who stands in the pages of a validator, with what.
  std::map<AccountId, Balance> backers(staking::EraIndex era, const AccountId& who) {
    std::map<AccountId, Balance> out;
    const auto overview = staking.eras_overview.get(era, who);
    for (staking::Page n = 0; n < overview->page_count; ++n) {
      const auto page = staking.eras_pages.get(era, who, n);
      for (const auto& [nominator, value] : page->others) out[nominator] = value;
    }
    return out;
  }
  std::vector<AccountId> elected(staking::EraIndex era) {
    chain.until_era(era);
    return chain.session().validators.get();
  }
};

TEST_F(ElectionTest, the_first_era_has_the_validators_of_genesis) {
  EXPECT_EQ(staking.era_now(), 0u);
  EXPECT_EQ(chain.session().validators.get(),
            (std::vector<AccountId>{stash(0), stash(1), stash(2)}));
  EXPECT_TRUE(staking.eras_total_stake.get(0) == 3 * kBond);
}

TEST_F(ElectionTest, the_best_backed_are_elected_and_equals_by_their_accounts) {
  chain.validate(3, kBond + 1);
  chain.validate(4, kBond);
  EXPECT_EQ(elected(1), (std::vector<AccountId>{stash(3), stash(0), stash(1)}));
}

TEST_F(ElectionTest, nominators_decide) {
  chain.validate(3, kBond);
  chain.nominate(nominator(0), 50 * kGrad, {stash(3)});
  chain.nominate(nominator(1), 90 * kGrad, {stash(1), stash(2), stash(3)});
  EXPECT_EQ(elected(1), (std::vector<AccountId>{stash(3), stash(1), stash(2)}));
  EXPECT_TRUE(total(1, stash(3)) == kBond + 80 * kGrad);
  EXPECT_FALSE(staking.eras_overview.contains(1, stash(0)));
}

TEST_F(ElectionTest, a_stake_is_divided_among_those_elected_to_the_unit) {
  chain.validate(3, 150 * kGrad);
  const Balance stake = 100 * kGrad + 1;
  chain.nominate(nominator(0), stake, {stash(2), stash(3), stash(0)});
  EXPECT_EQ(elected(1), (std::vector<AccountId>{stash(2), stash(0), stash(1)}));
  EXPECT_TRUE(backers(1, stash(2)).at(nominator(0)) == 50 * kGrad + 1);
  EXPECT_TRUE(backers(1, stash(0)).at(nominator(0)) == 50 * kGrad);
  EXPECT_TRUE(staking.eras_total_stake.get(1) == 3 * kBond + stake);
}

// With whole stakes counted for each that is named, 400 would take all seats from 3 x 200.
TEST_F(ElectionTest, naming_many_takes_no_more_seats_than_the_stake_is_worth) {
  chain.set(staking, staking::kMinValidatorBond, kGrad);
  AccountId sybil[4];
  for (std::uint8_t n = 0; n < 4; ++n) {
    chain.validate(static_cast<std::uint8_t>(5 + n), kGrad);
    sybil[n] = stash(static_cast<std::uint8_t>(5 + n));
  }
  chain.nominate(nominator(0), 400 * kGrad, {sybil[0], sybil[1], sybil[2], sybil[3]});
  EXPECT_EQ(elected(1), (std::vector<AccountId>{stash(0), stash(1), stash(2)}));
}

TEST_F(ElectionTest, who_has_no_keys_or_too_little_is_no_candidate) {
  EXPECT_DONE(chain.call(stash(8), staking,
                         Staking::bond{900 * kGrad, staking::reward_destination::Stash{}}));
  EXPECT_DONE(chain.call(stash(8), staking, Staking::validate{}));
  chain.validate(9, 300 * kGrad);
  chain.set(staking, staking::kMinValidatorBond, 301 * kGrad);
  chain.validate(3, 301 * kGrad);
  EXPECT_EQ(elected(1), (std::vector<AccountId>{stash(3)}));
}

TEST_F(ElectionTest, a_nominator_below_the_least_bond_does_not_count) {
  chain.validate(3, kBond);
  chain.nominate(nominator(0), 50 * kGrad, {stash(3)});
  chain.set(staking, staking::kMinNominatorBond, 51 * kGrad);
  EXPECT_EQ(elected(1), (std::vector<AccountId>{stash(0), stash(1), stash(2)}));
}

TEST_F(ElectionTest, too_few_candidates_leave_the_validators_as_they_are) {
  staking.minimum_validator_count.put(2);
  EXPECT_DONE(chain.call(stash(0), staking, Staking::chill{}));
  EXPECT_DONE(chain.call(stash(1), staking, Staking::chill{}));
  chain.until_session(6);
  EXPECT_EQ(staking.era_now(), 0u);
  EXPECT_EQ(chain.session().validators.get().size(), 3u);
  EXPECT_DONE(chain.call(stash(1), staking, Staking::validate{}));
  chain.until_session(8);
  EXPECT_EQ(staking.era_now(), 1u);
  EXPECT_EQ(chain.session().validators.get(), (std::vector<AccountId>{stash(1), stash(2)}));
}

TEST_F(ElectionTest, more_nominators_than_fit_into_a_page_take_another) {
  for (std::uint8_t n = 0; n < 120; ++n) {
    const AccountId who{{200, n}};
    EXPECT_TRUE(chain.runtime().balances.mint_into(who, 100 * kGrad));
    EXPECT_DONE(
        chain.call(who, staking, Staking::bond{20 * kGrad, staking::reward_destination::Stash{}}));
    EXPECT_DONE(chain.call(who, staking, Staking::nominate{{stash(0)}}));
  }
  chain.set(chain.session(), Session::kSessionLength, 30);
  chain.until_era(1);
  const auto overview = staking.eras_overview.get(1, stash(0));
  EXPECT_EQ(overview->nominator_count, 120u);
  EXPECT_EQ(overview->page_count, 2u);
  EXPECT_EQ(staking.eras_pages.get(1, stash(0), 0)->others.size(), 64u);
  EXPECT_EQ(backers(1, stash(0)).size(), 120u);
  EXPECT_TRUE(overview->total == kBond + 120 * 20 * kGrad);
}

TEST_F(ElectionTest, it_takes_several_blocks_and_the_era_waits_for_it) {
  for (std::uint8_t n = 0; n < 240; ++n) {
    const AccountId who{{200, n}};
    EXPECT_TRUE(chain.runtime().balances.mint_into(who, 100 * kGrad));
    EXPECT_DONE(
        chain.call(who, staking, Staking::bond{20 * kGrad, staking::reward_destination::Stash{}}));
    EXPECT_DONE(chain.call(who, staking, Staking::nominate{{stash(0)}}));
  }
  chain.until_session(5);
  BlockNumber blocks = 0;
  for (; staking.election.exists(); ++blocks) chain.pass();
  EXPECT_GT(blocks, kSessionBlocks);
  EXPECT_EQ(staking.era_now(), 0u);
  EXPECT_EQ(staking.current_era.get(), 1u);
  EXPECT_EQ(staking.eras_start_session.get(1), chain.session().current_index.get() + 1);
  EXPECT_TRUE(staking.eras_total_stake.get(1) == 3 * kBond + 240 * 20 * kGrad);
  chain.until_era(1);
  EXPECT_EQ(staking.eras_start_session.get(1), chain.session().current_index.get());
}

// ---- Changes while it runs ------------------------------------------------------------------

class RunningElection : public ElectionTest {
 protected:
  /// Goes on with the election until it is in `phase`.
  void until(staking::ElectionPhase phase) {
    chain.until_session(5);
    for (auto now = staking.election.get()->phase; now != phase;
         now = staking.election.get()->phase) {
      const bool choice = now == staking::ElectionPhase::Select;
      const auto one = choice ? staking_weights::kSelect : staking_weights::kElectionStep;
      staking.on_idle(chain.frame().number, Weight{one, 0});
    }
  }
};

TEST_F(RunningElection, who_chills_after_the_choice_does_not_validate_and_leaves_nothing) {
  chain.nominate(nominator(0), 50 * kGrad, {stash(1)});
  until(staking::ElectionPhase::Queue);
  EXPECT_DONE(chain.call(stash(1), staking, Staking::chill{}));
  EXPECT_EQ(elected(1), (std::vector<AccountId>{stash(0), stash(2)}));
  EXPECT_FALSE(staking.eras_overview.contains(1, stash(1)));
  EXPECT_FALSE(staking.eras_pages.get(1, stash(1), 0));
  EXPECT_TRUE(staking.eras_total_stake.get(1) == 2 * kBond);
}

TEST_F(RunningElection, too_few_left_of_those_chosen_is_a_failure_that_leaves_nothing) {
  staking.minimum_validator_count.put(3);
  chain.nominate(nominator(0), 50 * kGrad, {stash(1)});
  until(staking::ElectionPhase::Queue);
  EXPECT_DONE(chain.call(stash(0), staking, Staking::chill{}));
  chain.pass();
  EXPECT_FALSE(staking.election.exists());
  EXPECT_EQ(staking.current_era.get(), 0u);
  EXPECT_TRUE(staking.eras_overview.entries(staking::EraIndex{1}).empty());
  EXPECT_FALSE(staking.eras_pages.get(1, stash(1), 0));
  EXPECT_DONE(chain.call(stash(0), staking, Staking::validate{}));
  EXPECT_EQ(elected(1).size(), 3u);
  EXPECT_TRUE(total(1, stash(1)) == kBond + 50 * kGrad);
}

TEST_F(RunningElection, a_candidate_that_is_gone_by_the_choice_is_not_missed) {
  chain.validate(3, 800 * kGrad);
  until(staking::ElectionPhase::Select);
  EXPECT_DONE(chain.call(stash(3), staking, Staking::chill{}));
  EXPECT_EQ(elected(1), (std::vector<AccountId>{stash(0), stash(1)}));
}

TEST_F(RunningElection, it_takes_no_more_than_it_is_given) {
  chain.until_session(5);
  EXPECT_EQ(staking.on_idle(1, Weight{staking_weights::kElectionStep - 1, 0}), Weight{});
  EXPECT_EQ(staking.on_idle(1, Weight{staking_weights::kElectionStep, 0}),
            (Weight{staking_weights::kElectionStep, 0}));
}

}  // namespace
}  // namespace descent::modules

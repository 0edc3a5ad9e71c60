#include "tests/modules/staking/validators.hpp"

namespace descent::modules {
namespace {

using Error = staking::Error;
namespace to = staking::reward_destination;

class RewardsTest : public testing::Test {
 protected:
  ValidatorChain chain{3};
  Staking& staking = chain.staking();

  Result<> pay(const AccountId& validator, staking::EraIndex era) {
    return chain.call(kAlice, staking, Staking::payout_stakers{validator, era});
  }
  Result<> pay(const AccountId& validator, staking::EraIndex era, staking::Page page) {
    return chain.call(kAlice, staking, Staking::payout_stakers_by_page{validator, era, page});
  }
  /// What validator `n` earned in an era, by the definition.
  Balance earned(std::uint8_t n, staking::EraIndex era) {
    const auto points = staking.eras_points.get(era);
    return *staking.eras_reward.get(era) * points.individual.at(stash(n)) / points.total;
  }
};

TEST_F(RewardsTest, each_block_is_twenty_points_for_its_author) {
  chain.author(1);
  chain.pass(3);
  chain.author(2);
  chain.pass(2);
  chain.author(std::nullopt);
  chain.pass(2);
  const auto points = staking.eras_points.get(0);
  EXPECT_EQ(points.total, 100u);
  EXPECT_EQ(points.individual.at(stash(1)), 60u);
  EXPECT_EQ(points.individual.at(stash(2)), 40u);
}

TEST_F(RewardsTest, an_author_that_is_not_of_the_era_has_no_points_in_it) {
  EXPECT_DONE(chain.call(stash(0), staking, Staking::chill{}));
  chain.author(0);
  chain.until_era(1);
  chain.pass(2);
  EXPECT_EQ(chain.session().author(), std::nullopt);
  EXPECT_EQ(staking.eras_points.get(1).total, 0u);
}

TEST_F(RewardsTest, only_eras_that_are_over_are_paid) {
  const auto invalid = error_of(staking, Error::InvalidEraToReward);
  EXPECT_REFUSED(pay(stash(0), 0), invalid);
  EXPECT_REFUSED(pay(stash(0), 7), invalid);
  chain.until_era(1);
  EXPECT_DONE(pay(stash(0), 0));
  EXPECT_REFUSED(pay(stash(0), 0), error_of(staking, Error::AlreadyClaimed));
  EXPECT_REFUSED(pay(kBob, 0), error_of(staking, Error::NotStash));
  EXPECT_REFUSED(pay(stash(1), 0, 1), error_of(staking, Error::InvalidPage));
  EXPECT_DONE(pay(stash(1), 0, 0));
  EXPECT_REFUSED(pay(stash(1), 0, 0), error_of(staking, Error::AlreadyClaimed));
}

TEST_F(RewardsTest, commission_first_the_rest_by_stake_each_rounded_down) {
  EXPECT_DONE(chain.call(stash(1), staking, Staking::validate{{{123'456'789}, false}}));
  chain.nominate(nominator(0), 77 * kGrad + 5, {stash(1)});
  chain.until_era(1);
  chain.author(1);
  chain.pass(20);
  chain.author(2);
  chain.until_era(2);
  const Balance issued = chain.issuance();
  const Balance before = chain.wealth(stash(1));
  const Balance all = earned(1, 1);
  const Balance commission = all * 123'456'789 / 1'000'000'000;
  const Balance total = kBond + 77 * kGrad + 5;
  const Balance own = commission + (all - commission) * kBond / total;
  const Balance other = (all - commission) * (77 * kGrad + 5) / total;
  EXPECT_DONE(pay(stash(1), 1));
  EXPECT_TRUE(chain.emitted(staking, staking::PayoutStarted{1, stash(1), 0, std::nullopt}));
  EXPECT_TRUE(chain.emitted(staking, staking::Rewarded{nominator(0), to::Stash{}, other}));
  EXPECT_TRUE(chain.wealth(stash(1)) == before + own);
  EXPECT_TRUE(chain.wealth(nominator(0)) == kEndowment + other);
  EXPECT_TRUE(chain.issuance() == issued + own + other) << "issuance rises by what was paid";
  EXPECT_LE(all - own - other, 2u);
}

TEST_F(RewardsTest, the_pages_are_paid_one_by_one) {
  for (std::uint8_t n = 0; n < 70; ++n) {
    const AccountId who{{200, n}};
    EXPECT_TRUE(chain.runtime().balances.mint_into(who, 100 * kGrad));
    EXPECT_DONE(chain.call(who, staking, Staking::bond{20 * kGrad, to::Stash{}}));
    EXPECT_DONE(chain.call(who, staking, Staking::nominate{{stash(0)}}));
  }
  chain.set(chain.session(), Session::kSessionLength, 20);
  chain.author(0);
  chain.until_era(2);
  EXPECT_EQ(staking.query(Staking::Api::eras_stakers_page_count{1, stash(0)}), 2u);
  EXPECT_TRUE(staking.query(Staking::Api::pending_rewards{1, stash(0)}));
  const Balance issued = chain.issuance();
  const auto six = chain.weigh(frame::Origin{frame::origin::Signed{kAlice}}, staking,
                               Staking::payout_stakers_by_page{stash(0), 1, 1});
  ASSERT_TRUE(six);
  EXPECT_TRUE(*six == staking_weights::payout(6)) << "the rest is refunded";
  EXPECT_TRUE(chain.emitted(staking, staking::PayoutStarted{1, stash(0), 1, 0}));
  EXPECT_TRUE(chain.wealth(stash(0)) == kEndowment) << "the first page pays the validator";
  const auto spent = chain.weigh(frame::Origin{frame::origin::Signed{kAlice}}, staking,
                                 Staking::payout_stakers{stash(0), 1});
  ASSERT_TRUE(spent);
  EXPECT_TRUE(*spent == staking_weights::payout(64));
  EXPECT_FALSE(staking.query(Staking::Api::pending_rewards{1, stash(0)}));
  EXPECT_REFUSED(pay(stash(0), 1), error_of(staking, Error::AlreadyClaimed));
  const Balance paid = chain.issuance() - issued;
  EXPECT_LE(paid, *staking.eras_reward.get(1));
  EXPECT_GE(paid + 71, *staking.eras_reward.get(1)) << "a unit each at most is lost to rounding";
}

TEST_F(RewardsTest, a_reward_goes_where_it_is_to_go) {
  for (std::uint8_t n = 0; n < 4; ++n) chain.nominate(nominator(n), 100 * kGrad, {stash(0)});
  const auto choose = [&](const AccountId& who, staking::RewardDestination payee) {
    EXPECT_DONE(chain.call(who, staking, Staking::set_payee{payee}));
  };
  choose(nominator(0), to::Staked{});
  choose(nominator(1), to::Account{kBob});
  choose(nominator(2), to::None{});
  choose(nominator(3), to::Account{kCarol});
  chain.author(0);
  chain.until_era(2);
  const Balance issued = chain.issuance();
  const Balance bob = chain.free(kBob);
  const Balance held = chain.ledger(stash(0)).total;
  EXPECT_DONE(pay(stash(0), 1));
  const Balance part = earned(0, 1) * 100 * kGrad / (kBond + 400 * kGrad);
  EXPECT_GT(part, 0u);
  EXPECT_LT(part, kExistentialDeposit);
  EXPECT_TRUE(chain.ledger(nominator(0)).active == 100 * kGrad + part);
  EXPECT_TRUE(chain.reserved(nominator(0)) == 100 * kGrad + part);
  EXPECT_TRUE(chain.free(kBob) == bob + part);
  EXPECT_TRUE(chain.wealth(nominator(2)) == kEndowment);
  EXPECT_TRUE(chain.free(kCarol) == 0) << "too little to create the account: never minted";
  EXPECT_TRUE(chain.ledger(stash(0)).total > held) << "genesis stakers bond what they earn";
  EXPECT_TRUE(chain.issuance() == issued + 2 * part + chain.ledger(stash(0)).total - held);
}

TEST_F(RewardsTest, who_is_gone_is_paid_to_its_account) {
  chain.nominate(nominator(0), 100 * kGrad, {stash(0)});
  chain.author(0);
  chain.until_era(2);
  EXPECT_DONE(chain.call(nominator(0), staking, Staking::chill{}));
  EXPECT_DONE(chain.call(nominator(0), staking, Staking::unbond{100 * kGrad}));
  auto of = chain.ledger(nominator(0));
  of.unlocking[0].era = 0;
  staking.ledger.insert(nominator(0), of);
  EXPECT_DONE(chain.call(nominator(0), staking, Staking::withdraw_unbonded{}));
  EXPECT_DONE(pay(stash(0), 1));
  EXPECT_GT(chain.free(nominator(0)), kEndowment);
}

TEST_F(RewardsTest, who_made_no_block_earned_nothing_and_has_claimed_it_once) {
  chain.author(0);
  chain.until_era(1);
  const Balance issued = chain.issuance();
  EXPECT_DONE(pay(stash(1), 0));
  EXPECT_TRUE(chain.issuance() == issued);
  EXPECT_REFUSED(pay(stash(1), 0), error_of(staking, Error::AlreadyClaimed));
}

}  // namespace
}  // namespace descent::modules

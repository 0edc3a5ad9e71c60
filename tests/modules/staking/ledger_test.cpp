#include "tests/modules/staking/validators.hpp"

namespace descent::modules {
namespace {

using Error = staking::Error;
namespace to = staking::reward_destination;

class LedgerTest : public testing::Test {
 protected:
  ValidatorChain chain;
  Staking& staking = chain.staking();

  Result<> bond(Balance value, staking::RewardDestination payee = to::Stash{}) {
    return chain.call(kAlice, staking, Staking::bond{value, payee});
  }
  template <class C>
  Result<> call(const C& c) {
    return chain.call(kAlice, staking, c);
  }
};

TEST_F(LedgerTest, what_is_bonded_is_held) {
  EXPECT_DONE(bond(100 * kGrad));
  EXPECT_TRUE(chain.emitted(staking, staking::Bonded{kAlice, 100 * kGrad}));
  EXPECT_TRUE(chain.reserved(kAlice) == 100 * kGrad);
  EXPECT_TRUE(chain.free(kAlice) == kEndowment - 100 * kGrad);
  EXPECT_TRUE(chain.ledger(kAlice).active == 100 * kGrad);
  EXPECT_REFUSED(bond(kGrad), error_of(staking, Error::AlreadyBonded));
}

TEST_F(LedgerTest, no_more_is_bonded_than_there_is_to_spare) {
  EXPECT_DONE(bond(2 * kEndowment));
  EXPECT_TRUE(chain.free(kAlice) == kExistentialDeposit);
  EXPECT_TRUE(chain.ledger(kAlice).total == kEndowment - kExistentialDeposit);
}

TEST_F(LedgerTest, dust_is_not_bonded) {
  EXPECT_REFUSED(bond(kExistentialDeposit - 1), error_of(staking, Error::InsufficientBond));
  EXPECT_REFUSED(chain.call(kCarol, staking, Staking::bond{kGrad, to::Stash{}}),
                 error_of(staking, Error::InsufficientBond));
}

TEST_F(LedgerTest, rewards_go_to_no_controller) {
  EXPECT_REFUSED(bond(kGrad, to::Controller{}), error_of(staking, Error::ControllerDeprecated));
  EXPECT_DONE(bond(kGrad));
  EXPECT_REFUSED(call(Staking::set_payee{to::Controller{}}),
                 error_of(staking, Error::ControllerDeprecated));
  EXPECT_DONE(call(Staking::set_payee{to::Account{kBob}}));
  EXPECT_TRUE(std::holds_alternative<to::Account>(*staking.payee.get(kAlice)));
}

TEST_F(LedgerTest, who_has_bonded_nothing_has_no_ledger) {
  const auto none = error_of(staking, Error::NotController);
  EXPECT_REFUSED(call(Staking::bond_extra{kGrad}), none);
  EXPECT_REFUSED(call(Staking::unbond{kGrad}), none);
  EXPECT_REFUSED(call(Staking::withdraw_unbonded{}), none);
  EXPECT_REFUSED(call(Staking::rebond{kGrad}), none);
  EXPECT_REFUSED(call(Staking::set_payee{to::Stash{}}), none);
}

TEST_F(LedgerTest, more_is_bonded_later) {
  EXPECT_DONE(bond(kGrad));
  EXPECT_DONE(call(Staking::bond_extra{2 * kGrad}));
  EXPECT_TRUE(chain.ledger(kAlice).active == 3 * kGrad);
  EXPECT_DONE(call(Staking::bond_extra{2 * kEndowment}));
  EXPECT_TRUE(chain.free(kAlice) == kExistentialDeposit);
}

TEST_F(LedgerTest, what_is_unbonded_is_free_after_the_bonding_duration_and_not_before) {
  EXPECT_DONE(bond(100 * kGrad));
  EXPECT_DONE(call(Staking::unbond{40 * kGrad}));
  EXPECT_TRUE(chain.emitted(staking, staking::Unbonded{kAlice, 40 * kGrad}));
  EXPECT_TRUE(chain.ledger(kAlice).total == 100 * kGrad);
  EXPECT_TRUE(chain.ledger(kAlice).active == 60 * kGrad);
  const auto free_from = chain.ledger(kAlice).unlocking[0].era;
  EXPECT_EQ(free_from, staking.config.bonding_duration);
  while (*staking.current_era.get() + 1 < free_from) chain.pass(kSessionBlocks);
  EXPECT_DONE(call(Staking::withdraw_unbonded{}));
  EXPECT_TRUE(chain.reserved(kAlice) == 100 * kGrad);
  while (*staking.current_era.get() < free_from) chain.pass();
  EXPECT_DONE(call(Staking::withdraw_unbonded{}));
  EXPECT_TRUE(chain.emitted(staking, staking::Withdrawn{kAlice, 40 * kGrad}));
  EXPECT_TRUE(chain.reserved(kAlice) == 60 * kGrad);
}

TEST_F(LedgerTest, unbonding_leaves_no_dust) {
  EXPECT_DONE(bond(kGrad));
  EXPECT_DONE(call(Staking::unbond{kGrad - kExistentialDeposit + 1}));
  EXPECT_TRUE(chain.ledger(kAlice).active == 0);
  EXPECT_TRUE(chain.ledger(kAlice).unlocking[0].value == kGrad);
}

TEST_F(LedgerTest, unbonding_of_one_era_is_one_amount) {
  EXPECT_DONE(bond(100 * kGrad));
  for (int i = 0; i < 40; ++i) EXPECT_DONE(call(Staking::unbond{kGrad}));
  EXPECT_EQ(chain.ledger(kAlice).unlocking.size(), 1u);
}

TEST_F(LedgerTest, there_are_as_many_amounts_unlocking_as_fit) {
  EXPECT_DONE(bond(100 * kGrad));
  Staking::Ledger of = chain.ledger(kAlice);
  of.unlocking.assign(staking::kUnlockingMax, {kGrad, staking.config.bonding_duration - 1});
  of.active = of.active - staking::kUnlockingMax * kGrad;
  staking.ledger.insert(kAlice, of);
  EXPECT_REFUSED(call(Staking::unbond{kGrad}), error_of(staking, Error::NoMoreChunks));
  of.unlocking.front().era = 0;
  staking.ledger.insert(kAlice, of);
  EXPECT_DONE(call(Staking::unbond{kGrad}));
  EXPECT_TRUE(chain.reserved(kAlice) == 99 * kGrad) << "the oldest was withdrawn for it";
}

TEST_F(LedgerTest, a_role_keeps_its_least_bond) {
  EXPECT_DONE(bond(100 * kGrad));
  EXPECT_DONE(call(Staking::nominate{{stash(0)}}));
  EXPECT_REFUSED(call(Staking::unbond{91 * kGrad}), error_of(staking, Error::InsufficientBond));
  EXPECT_DONE(call(Staking::unbond{90 * kGrad}));
  EXPECT_DONE(call(Staking::chill{}));
  EXPECT_DONE(call(Staking::unbond{10 * kGrad}));
  EXPECT_REFUSED(chain.call(stash(0), staking, Staking::unbond{101 * kGrad}),
                 error_of(staking, Error::InsufficientBond));
  EXPECT_DONE(chain.call(stash(0), staking, Staking::unbond{100 * kGrad}));
}

TEST_F(LedgerTest, what_was_unbonded_last_is_bonded_again_first) {
  EXPECT_DONE(bond(100 * kGrad));
  EXPECT_DONE(call(Staking::unbond{30 * kGrad}));
  chain.until_era(1);
  EXPECT_DONE(call(Staking::unbond{20 * kGrad}));
  EXPECT_DONE(call(Staking::rebond{25 * kGrad}));
  EXPECT_TRUE(chain.emitted(staking, staking::Bonded{kAlice, 25 * kGrad}));
  const auto of = chain.ledger(kAlice);
  ASSERT_EQ(of.unlocking.size(), 1u);
  EXPECT_TRUE(of.unlocking[0].value == 25 * kGrad);
  EXPECT_EQ(of.unlocking[0].era, staking.config.bonding_duration);
  EXPECT_TRUE(of.active == 75 * kGrad);
  EXPECT_DONE(call(Staking::rebond{kEndowment}));
  EXPECT_TRUE(chain.ledger(kAlice).active == 100 * kGrad);
  EXPECT_REFUSED(call(Staking::rebond{1}), error_of(staking, Error::NoUnlockChunk));
}

TEST_F(LedgerTest, dust_is_not_bonded_again) {
  EXPECT_DONE(bond(kGrad));
  EXPECT_DONE(call(Staking::unbond{kGrad}));
  EXPECT_REFUSED(call(Staking::rebond{1}), error_of(staking, Error::InsufficientBond));
}

TEST_F(LedgerTest, a_stash_with_nothing_left_is_gone) {
  EXPECT_DONE(bond(100 * kGrad));
  EXPECT_DONE(call(Staking::unbond{100 * kGrad}));
  auto of = chain.ledger(kAlice);
  of.unlocking[0].era = 0;
  staking.ledger.insert(kAlice, of);
  EXPECT_DONE(call(Staking::withdraw_unbonded{}));
  EXPECT_FALSE(staking.ledger.contains(kAlice));
  EXPECT_FALSE(staking.bonded.contains(kAlice));
  EXPECT_FALSE(staking.payee.contains(kAlice));
  EXPECT_TRUE(chain.free(kAlice) == kEndowment);
  EXPECT_DONE(bond(kGrad));
}

}  // namespace
}  // namespace descent::modules

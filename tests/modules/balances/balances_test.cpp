#include "modules/balances/balances.hpp"

#include "tests/modules/harness.hpp"

namespace descent::modules {
namespace {

class BalancesTest : public testing::Test {
 protected:
  Chain chain;
  Balances& balances = chain.runtime().balances;
  System& system = chain.runtime().system;
  const frame::Origin root{frame::origin::Root{}};
  const frame::HoldReason reason{100, 0};

  static MultiAddress to(const AccountId& who) { return multi_address::Id{who}; }
  Result<> transfer(const AccountId& from, const AccountId& dest, Balance value) {
    return chain.call(from, balances,
                      Balances::transfer_allow_death{.dest = to(dest), .value = value});
  }
  Result<> keep_alive(const AccountId& from, const AccountId& dest, Balance value) {
    return chain.call(from, balances,
                      Balances::transfer_keep_alive{.dest = to(dest), .value = value});
  }
  bool exists(const AccountId& who) { return system.account.contains(who); }
};

TEST_F(BalancesTest, a_transfer_moves_the_amount_and_nothing_else) {
  const Balance issued = chain.issuance();
  EXPECT_DONE(transfer(kAlice, kBob, 5 * kGrad));
  EXPECT_EQ(chain.free(kAlice), kEndowment - 5 * kGrad);
  EXPECT_EQ(chain.free(kBob), kEndowment + 5 * kGrad);
  EXPECT_EQ(chain.issuance(), issued);
  EXPECT_TRUE(chain.emitted(balances, Balances::Transfer{kAlice, kBob, 5 * kGrad}));
}

TEST_F(BalancesTest, the_first_transfer_to_an_account_creates_it) {
  EXPECT_DONE(transfer(kAlice, kCarol, kExistentialDeposit));
  EXPECT_EQ(chain.free(kCarol), kExistentialDeposit);
  EXPECT_EQ(system.account.get(kCarol).providers, 1u);
  EXPECT_TRUE(chain.emitted(balances, Balances::Endowed{kCarol, kExistentialDeposit}));
  EXPECT_TRUE(chain.emitted(system, System::NewAccount{kCarol}));
}

TEST_F(BalancesTest, less_than_the_existential_deposit_creates_no_account) {
  EXPECT_REFUSED(transfer(kAlice, kCarol, kExistentialDeposit - 1), TokenError::BelowMinimum);
  EXPECT_FALSE(exists(kCarol));
}

TEST_F(BalancesTest, more_than_there_is_is_refused) {
  EXPECT_REFUSED(transfer(kAlice, kBob, kEndowment + 1), TokenError::FundsUnavailable);
  EXPECT_REFUSED(transfer(kAlice, kBob, ~Balance{0}), TokenError::FundsUnavailable);
}

TEST_F(BalancesTest, a_transfer_to_oneself_changes_nothing) {
  EXPECT_DONE(transfer(kAlice, kAlice, kEndowment));
  EXPECT_EQ(chain.free(kAlice), kEndowment);
  EXPECT_REFUSED(transfer(kAlice, kAlice, kEndowment + 1), TokenError::FundsUnavailable);
}

TEST_F(BalancesTest, what_is_left_below_the_existential_deposit_is_burned_as_dust) {
  const Balance issued = chain.issuance();
  const Balance dust = kExistentialDeposit - 1;
  EXPECT_DONE(transfer(kAlice, kBob, kEndowment - dust));
  EXPECT_FALSE(exists(kAlice));
  EXPECT_EQ(chain.issuance(), issued - dust);
  EXPECT_TRUE(chain.emitted(balances, Balances::DustLost{kAlice, dust}));
  EXPECT_TRUE(chain.emitted(system, System::KilledAccount{kAlice}));
}

TEST_F(BalancesTest, everything_may_go_and_the_account_with_it) {
  EXPECT_DONE(transfer(kAlice, kBob, kEndowment));
  EXPECT_FALSE(exists(kAlice));
  EXPECT_EQ(chain.free(kBob), 2 * kEndowment);
}

TEST_F(BalancesTest, keep_alive_leaves_the_existential_deposit) {
  EXPECT_REFUSED(keep_alive(kAlice, kBob, kEndowment - kExistentialDeposit + 1),
                 TokenError::NotExpendable);
  EXPECT_DONE(keep_alive(kAlice, kBob, kEndowment - kExistentialDeposit));
  EXPECT_EQ(chain.free(kAlice), kExistentialDeposit);
}

TEST_F(BalancesTest, all_is_all_that_may_go) {
  EXPECT_DONE(
      chain.call(kAlice, balances, Balances::transfer_all{.dest = to(kBob), .keep_alive = true}));
  EXPECT_EQ(chain.free(kAlice), kExistentialDeposit);
  EXPECT_DONE(
      chain.call(kAlice, balances, Balances::transfer_all{.dest = to(kBob), .keep_alive = false}));
  EXPECT_FALSE(exists(kAlice));
}

TEST_F(BalancesTest, only_root_forces) {
  const Balances::force_transfer call{.source = to(kBob), .dest = to(kAlice), .value = kGrad};
  EXPECT_REFUSED(chain.call(kAlice, balances, call), DispatchError::bad_origin());
  EXPECT_DONE(chain.call(root, balances, call));
  EXPECT_EQ(chain.free(kBob), kEndowment - kGrad);
  const Balances::force_set_balance set{.who = to(kBob), .new_free = 7 * kGrad};
  EXPECT_REFUSED(chain.call(kAlice, balances, set), DispatchError::bad_origin());
}

TEST_F(BalancesTest, a_balance_that_is_set_changes_the_issuance_with_it) {
  const Balance others = chain.issuance() - chain.free(kBob);
  EXPECT_DONE(chain.call(root, balances,
                         Balances::force_set_balance{.who = to(kBob), .new_free = 7 * kGrad}));
  EXPECT_EQ(chain.issuance(), others + 7 * kGrad);
  EXPECT_DONE(
      chain.call(root, balances, Balances::force_set_balance{.who = to(kBob), .new_free = 1}));
  EXPECT_EQ(chain.issuance(), others) << "below the existential deposit is nothing";
  EXPECT_FALSE(exists(kBob));
}

TEST_F(BalancesTest, no_balance_is_set_that_the_issuance_cannot_hold) {
  EXPECT_REFUSED(chain.call(root, balances,
                            Balances::force_set_balance{.who = to(kBob), .new_free = ~Balance{0}}),
                 ArithmeticError::Overflow);
}

TEST_F(BalancesTest, nothing_is_minted_beyond_what_128_bits_hold) {
  EXPECT_REFUSED(balances.mint_into(kAlice, ~Balance{0}), ArithmeticError::Overflow);
}

TEST_F(BalancesTest, burning_reduces_the_issuance) {
  const Balance issued = chain.issuance();
  EXPECT_DONE(chain.call(kAlice, balances, Balances::burn{.value = kGrad, .keep_alive = true}));
  EXPECT_EQ(chain.issuance(), issued - kGrad);
  EXPECT_TRUE(chain.emitted(balances, Balances::Burned{kAlice, kGrad}));
  EXPECT_REFUSED(
      chain.call(kAlice, balances, Balances::burn{.value = kEndowment - kGrad, .keep_alive = true}),
      TokenError::NotExpendable);
}

TEST_F(BalancesTest, an_address_that_names_no_account_is_refused) {
  const MultiAddress index = multi_address::Index{};
  EXPECT_REFUSED(
      chain.call(kAlice, balances, Balances::transfer_allow_death{.dest = index, .value = kGrad}),
      DispatchError{dispatch_error::CannotLookup{}});
}

// ---- Holds ----------------------------------------------------------------------------------

TEST_F(BalancesTest, what_is_held_is_not_spent) {
  EXPECT_DONE(balances.hold(reason, kAlice, kEndowment - kGrad));
  EXPECT_EQ(chain.free(kAlice), kGrad);
  EXPECT_EQ(chain.reserved(kAlice), kEndowment - kGrad);
  EXPECT_REFUSED(transfer(kAlice, kBob, 2 * kGrad), TokenError::FundsUnavailable);
}

TEST_F(BalancesTest, an_account_with_a_hold_does_not_go) {
  EXPECT_DONE(balances.hold(reason, kAlice, kGrad));
  EXPECT_REFUSED(transfer(kAlice, kBob, kEndowment - kGrad), TokenError::Frozen);
  EXPECT_DONE(transfer(kAlice, kBob, kEndowment - kGrad - kExistentialDeposit));
  EXPECT_EQ(balances.on_hold(reason, kAlice), kGrad);
}

TEST_F(BalancesTest, a_hold_leaves_the_existential_deposit_free) {
  EXPECT_REFUSED(balances.hold(reason, kAlice, kEndowment), TokenError::FundsUnavailable);
  EXPECT_DONE(balances.hold(reason, kAlice, kEndowment - kExistentialDeposit));
}

TEST_F(BalancesTest, holds_of_several_reasons_are_kept_apart) {
  const frame::HoldReason other{101, 0};
  EXPECT_DONE(balances.hold(reason, kAlice, 3));
  EXPECT_DONE(balances.hold(other, kAlice, 5));
  EXPECT_DONE(balances.hold(reason, kAlice, 4));
  EXPECT_EQ(balances.on_hold(reason, kAlice), 7u);
  EXPECT_REFUSED(balances.release(reason, kAlice, 8), TokenError::FundsUnavailable);
  EXPECT_DONE(balances.release(reason, kAlice, 7));
  EXPECT_EQ(balances.on_hold(other, kAlice), 5u);
  EXPECT_EQ(system.account.get(kAlice).consumers, 1u);
  EXPECT_DONE(balances.release(other, kAlice, 5));
  EXPECT_EQ(system.account.get(kAlice).consumers, 0u);
  EXPECT_EQ(chain.free(kAlice), kEndowment);
}

TEST_F(BalancesTest, what_is_held_is_burned_or_passed_on_by_who_holds_it) {
  const Balance issued = chain.issuance();
  EXPECT_DONE(balances.hold(reason, kAlice, 10 * kGrad));
  EXPECT_DONE(balances.burn_held(reason, kAlice, 4 * kGrad));
  EXPECT_EQ(chain.issuance(), issued - 4 * kGrad);
  EXPECT_DONE(balances.transfer_held(reason, kAlice, kBob, 6 * kGrad));
  EXPECT_EQ(chain.free(kBob), kEndowment + 6 * kGrad);
  EXPECT_EQ(chain.reserved(kAlice), 0u);
  EXPECT_EQ(chain.problems(), "");
}

TEST_F(BalancesTest, an_account_has_a_bounded_number_of_holds) {
  chain.frame().checkpoint();
  for (std::uint8_t i = 0; i < Balances::kMaxHolds; ++i)
    EXPECT_DONE(balances.hold({102, i}, kAlice, 1));
  EXPECT_REFUSED(balances.hold({102, 99}, kAlice, 1),
                 error_of(balances, Balances::Error::TooManyHolds));
  chain.frame().rollback();
}

TEST_F(BalancesTest, an_issuance_that_is_not_the_sum_is_found) {
  balances.total_issuance.put(balances.total_issuance.get() + 1);
  EXPECT_NE(chain.problems().find("issuance"), std::string::npos);
}

}  // namespace
}  // namespace descent::modules

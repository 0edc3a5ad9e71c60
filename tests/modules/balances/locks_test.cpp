#include "tests/modules/scheduler/small_chain.hpp"

namespace descent::modules {
namespace {

class LocksTest : public testing::Test {
 protected:
  LocksTest() {
    EXPECT_DONE(balances.burn_from(kAlice, kEndowment, Existence::AllowDeath));
    EXPECT_DONE(balances.mint_into(kAlice, 100 * kGrad + 100));
  }

  static constexpr LockId kVotes{'v', 'o', 't', 'e', 's'};
  static constexpr LockId kOther{'o', 't', 'h', 'e', 'r'};
  static constexpr frame::HoldReason kReason{100, 0};
  Result<> send(Balance amount) {
    return chain.call(kAlice, balances,
                      Balances::transfer_allow_death{multi_address::Id{kBob}, amount * kGrad});
  }

  SmallChain chain;
  Balances& balances = chain.runtime().balances;
  System& system = chain.runtime().system;
};

TEST_F(LocksTest, the_greatest_lock_is_frozen) {
  EXPECT_DONE(balances.set_lock(kVotes, kAlice, 30 * kGrad));
  EXPECT_TRUE(chain.emitted(balances, Balances::Locked{kAlice, 30 * kGrad}));
  EXPECT_DONE(balances.set_lock(kOther, kAlice, 50 * kGrad));
  EXPECT_TRUE(chain.emitted(balances, Balances::Locked{kAlice, 20 * kGrad}));
  EXPECT_EQ(balances.data(kAlice).frozen, 50 * kGrad);
  EXPECT_DONE(balances.set_lock(kOther, kAlice, 0));
  EXPECT_TRUE(chain.emitted(balances, Balances::Unlocked{kAlice, 20 * kGrad}));
  EXPECT_EQ(balances.data(kAlice).frozen, 30 * kGrad);
  EXPECT_EQ(balances.locked(kVotes, kAlice), 30 * kGrad);
  EXPECT_EQ(balances.locked(kOther, kAlice), 0u);
  EXPECT_EQ(chain.problems(), "");
}

TEST_F(LocksTest, what_is_locked_does_not_leave) {
  EXPECT_DONE(balances.set_lock(kVotes, kAlice, 60 * kGrad));
  EXPECT_REFUSED(send(41), TokenError::Frozen);
  EXPECT_DONE(send(40));
  EXPECT_REFUSED(balances.burn_from(kAlice, kGrad, Existence::AllowDeath), TokenError::Frozen);
  EXPECT_DONE(balances.set_lock(kVotes, kAlice, 0));
  EXPECT_DONE(send(60));
}

TEST_F(LocksTest, what_is_held_counts_as_locked_first) {
  EXPECT_DONE(balances.set_lock(kVotes, kAlice, 60 * kGrad));
  EXPECT_DONE(balances.hold(kReason, kAlice, 50 * kGrad));
  EXPECT_EQ(balances.total(kAlice), 100 * kGrad + 100);
  EXPECT_REFUSED(send(41), TokenError::Frozen);
  EXPECT_DONE(send(40));
  EXPECT_DONE(balances.release(kReason, kAlice, 50 * kGrad));
  EXPECT_REFUSED(send(1), TokenError::Frozen);
}

TEST_F(LocksTest, what_is_locked_may_be_held_up_to_the_existential_deposit) {
  EXPECT_DONE(balances.set_lock(kVotes, kAlice, 100 * kGrad));
  EXPECT_REFUSED(balances.hold(kReason, kAlice, 100 * kGrad + 101 - kExistentialDeposit),
                 TokenError::FundsUnavailable);
  EXPECT_DONE(balances.hold(kReason, kAlice, 100 * kGrad + 100 - kExistentialDeposit));
  EXPECT_EQ(chain.problems(), "");
}

TEST_F(LocksTest, extending_a_lock_never_lowers_it) {
  EXPECT_DONE(balances.extend_lock(kVotes, kAlice, 30 * kGrad));
  EXPECT_DONE(balances.extend_lock(kVotes, kAlice, 20 * kGrad));
  EXPECT_EQ(balances.locked(kVotes, kAlice), 30 * kGrad);
  EXPECT_DONE(balances.extend_lock(kVotes, kAlice, 40 * kGrad));
  EXPECT_EQ(balances.locked(kVotes, kAlice), 40 * kGrad);
}

TEST_F(LocksTest, a_lock_may_be_more_than_there_is) {
  EXPECT_DONE(balances.set_lock(kVotes, kAlice, ~Balance{0}));
  EXPECT_REFUSED(send(1), TokenError::Frozen);
  EXPECT_EQ(chain.problems(), "");
}

TEST_F(LocksTest, a_locked_account_stays_though_its_lock_is_less_than_it_needs_to_exist) {
  EXPECT_DONE(balances.set_lock(kVotes, kAlice, 1));
  EXPECT_EQ(system.account.get(kAlice).consumers, 1u);
  EXPECT_REFUSED(chain.call(frame::Origin{frame::origin::Root{}}, balances,
                            Balances::force_set_balance{multi_address::Id{kAlice}, 0}),
                 dispatch_error::ConsumerRemaining{});
  EXPECT_DONE(chain.call(kAlice, balances, Balances::transfer_all{multi_address::Id{kBob}, false}));
  EXPECT_EQ(chain.free(kAlice), kExistentialDeposit);
  EXPECT_DONE(balances.set_lock(kVotes, kAlice, 0));
  EXPECT_EQ(system.account.get(kAlice).consumers, 0u);
}

TEST_F(LocksTest, an_account_with_holds_is_not_set_to_nothing) {
  EXPECT_DONE(balances.hold(kReason, kAlice, kGrad));
  EXPECT_REFUSED(chain.call(frame::Origin{frame::origin::Root{}}, balances,
                            Balances::force_set_balance{multi_address::Id{kAlice}, 0}),
                 dispatch_error::ConsumerRemaining{});
}

TEST_F(LocksTest, an_account_that_does_not_exist_is_not_locked) {
  EXPECT_REFUSED(balances.set_lock(kVotes, kCarol, 1), dispatch_error::NoProviders{});
  EXPECT_DONE(balances.set_lock(kVotes, kCarol, 0));
  EXPECT_FALSE(balances.locks.contains(kCarol));
}

TEST_F(LocksTest, an_account_has_so_many_locks_and_no_more) {
  for (std::uint8_t n = 0; n < Balances::kMaxLocks; ++n)
    EXPECT_DONE(balances.set_lock(LockId{n}, kAlice, 1));
  EXPECT_REFUSED(balances.set_lock(LockId{255}, kAlice, 1),
                 error_of(balances, Balances::Error::LiquidityRestrictions));
  EXPECT_DONE(balances.set_lock(LockId{7}, kAlice, 2));
}

TEST_F(LocksTest, state_that_does_not_add_up_is_noticed) {
  EXPECT_DONE(balances.set_lock(kVotes, kAlice, 5));
  balances.locks.insert(kAlice, {{kVotes, 4, LockReasons::All}});
  EXPECT_EQ(chain.problems(), "Balances: not the greatest lock is frozen\n");
  balances.locks.insert(kAlice, {{kVotes, 5, LockReasons::All}});
  balances.locks.insert(kCarol, {{kVotes, 5, LockReasons::All}});
  EXPECT_EQ(chain.problems(), "Balances: an account is locked that does not exist\n");
}

}  // namespace
}  // namespace descent::modules

#include "modules/treasury/treasury.hpp"

#include "runtime/crypto/ss58.hpp"
#include "tests/modules/scheduler/small_chain.hpp"

namespace descent::modules {
namespace {

namespace calls = treasury::calls;
using origins::Custom;

class TreasuryTest : public testing::Test {
 protected:
  using Error = Treasury::Error;
  SmallChain chain;
  Treasury& treasury = chain.runtime().treasury;
  const frame::Origin small = origin_of(Custom::SmallSpender);
  const frame::Origin medium = origin_of(Custom::MediumSpender);
  const frame::Origin big = origin_of(Custom::BigSpender);
  const frame::Origin alice = frame::origin::Signed{kAlice};

  Result<> spend_local(const frame::Origin& origin, Balance amount) {
    return chain.call(origin, treasury, calls::spend_local{amount, multi_address::Id{kCarol}});
  }
  Result<> spend(const frame::Origin& origin, Balance amount,
                 std::optional<BlockNumber> from = std::nullopt) {
    return chain.call(origin, treasury, calls::spend{{}, amount, multi_address::Id{kCarol}, from});
  }
  Result<> payout(Treasury::SpendIndex index) {
    return chain.call(alice, treasury, calls::payout{index});
  }
  Result<> check(Treasury::SpendIndex index) {
    return chain.call(alice, treasury, calls::check_status{index});
  }
  Balance pot() { return kEndowment - kExistentialDeposit; }
  DispatchError error(Error e) { return error_of(treasury, e); }
};

// ---- Who may spend --------------------------------------------------------------------------

TEST_F(TreasuryTest, a_spender_has_a_limit_and_root_has_none) {
  const auto has_limit = [&](const frame::Origin& origin, Balance limit) {
    EXPECT_REFUSED(spend(origin, limit + 1), error(Error::InsufficientPermission));
    EXPECT_REFUSED(spend_local(origin, limit + 1), error(Error::InsufficientPermission));
    EXPECT_DONE(spend(origin, limit));
    EXPECT_DONE(spend_local(origin, limit));
  };
  has_limit(small, 10 * kGrad);
  has_limit(medium, 100 * kGrad);
  has_limit(big, 1'000 * kGrad);
  EXPECT_DONE(spend(root(), ~Balance{0}));
  EXPECT_DONE(spend_local(root(), ~Balance{0}));
}

TEST_F(TreasuryTest, nobody_else_spends) {
  for (const auto& origin : {alice, frame::Origin{frame::origin::None{}}, origin_of(Custom::Models),
                             origin_of(Custom::NetworkParameters)}) {
    EXPECT_REFUSED(spend(origin, 1), DispatchError::bad_origin());
    EXPECT_REFUSED(spend_local(origin, 1), DispatchError::bad_origin());
  }
}

TEST_F(TreasuryTest, the_limit_is_of_all_that_a_dispatch_approves) {
  const auto batch_of = [&](Balance first, Balance second) {
    const multi_address::Id to{kCarol};
    return frame::call_of(
        chain.runtime().utility,
        Utility::batch_all{{{frame::call_of(treasury, calls::spend{{}, first, to, {}}),
                             frame::call_of(treasury, calls::spend_local{second, to})}}});
  };
  EXPECT_REFUSED(chain.dispatch(small, batch_of(6 * kGrad, 6 * kGrad).bytes),
                 error(Error::InsufficientPermission));
  EXPECT_REFUSED(chain.dispatch(small, batch_of(1, ~Balance{0}).bytes),
                 error(Error::InsufficientPermission));
  EXPECT_DONE(chain.dispatch(small, batch_of(6 * kGrad, 4 * kGrad).bytes));
  EXPECT_DONE(chain.dispatch(small, batch_of(6 * kGrad, 4 * kGrad).bytes));
}

TEST_F(TreasuryTest, two_enactments_of_one_block_have_a_limit_each) {
  const auto call =
      frame::call_of(treasury, calls::spend{{}, 8 * kGrad, multi_address::Id{kCarol}, {}});
  for (int i = 0; i < 2; ++i) {
    EXPECT_TRUE(chain.runtime().scheduler.schedule(scheduler::dispatch_time::At{2}, std::nullopt,
                                                   63, Custom::SmallSpender,
                                                   *chain.runtime().preimage.bound(call)));
  }
  chain.advance();
  EXPECT_EQ(treasury.spend_count.get(), 2u);
}

TEST_F(TreasuryTest, spenders_in_one_dispatch_have_their_own_limits) {
  const auto as = [&](Custom custom, Balance amount) {
    const auto call =
        frame::call_of(treasury, calls::spend{{}, amount, multi_address::Id{kCarol}, {}});
    return frame::call_of(chain.runtime().utility, Utility::dispatch_as{custom, call});
  };
  EXPECT_DONE(chain.call(
      root(), chain.runtime().utility,
      Utility::batch_all{{{as(Custom::SmallSpender, 10 * kGrad),
                           as(Custom::MediumSpender, 100 * kGrad), as(Custom::SmallSpender, 1)}}}));
  EXPECT_EQ(treasury.spend_count.get(), 2u) << "the third is above the limit";
}

TEST_F(TreasuryTest, nothing_is_kept_of_a_dispatch_when_its_block_ends) {
  EXPECT_DONE(spend(small, 1));
  EXPECT_TRUE(treasury.approved.exists());
  chain.advance();
  EXPECT_FALSE(treasury.approved.exists());
}

// ---- Payments at the end of a period --------------------------------------------------------

TEST_F(TreasuryTest, what_is_queued_is_paid_at_the_end_of_the_period) {
  EXPECT_DONE(spend_local(small, 5 * kGrad));
  EXPECT_TRUE(chain.emitted(treasury, treasury::SpendApproved{0, 5 * kGrad, kCarol}));
  EXPECT_EQ(treasury.proposals.get(0)->proposer, kCarol);
  chain.advance(8);
  EXPECT_EQ(chain.free(kCarol), 0u);
  chain.advance();
  EXPECT_EQ(chain.frame().number, 10u);
  EXPECT_EQ(chain.free(kCarol), 5 * kGrad);
  EXPECT_TRUE(chain.emitted(treasury, treasury::Spending{pot()}));
  EXPECT_TRUE(chain.emitted(treasury, treasury::Awarded{0, 5 * kGrad, kCarol}));
  EXPECT_TRUE(chain.emitted(treasury, treasury::Rollover{pot() - 5 * kGrad}));
  EXPECT_EQ(treasury.last_spend_period.get(), 10u);
  EXPECT_TRUE(treasury.proposals.entries().empty());
  chain.advance(10);
  EXPECT_EQ(chain.free(kCarol), 5 * kGrad);
}

TEST_F(TreasuryTest, what_the_pot_does_not_have_waits_and_what_follows_is_paid) {
  EXPECT_DONE(spend_local(root(), pot() - 2));
  EXPECT_DONE(spend_local(root(), 3 * kGrad));
  EXPECT_DONE(spend_local(root(), 2));
  EXPECT_TRUE(chain.runtime().balances.mint_into(kCarol, kGrad));
  chain.advance(9);
  EXPECT_EQ(chain.free(kCarol), kGrad + pot());
  EXPECT_EQ(treasury.pot(), 0u);
  EXPECT_EQ(treasury.approvals.get(), (std::vector<std::uint32_t>{1}));
  EXPECT_FALSE(chain.emitted(treasury, treasury::Burnt{0}));
  EXPECT_TRUE(chain.runtime().balances.mint_into(Treasury::account(), 4 * kGrad));
  chain.advance(10);
  EXPECT_EQ(chain.free(kCarol), kGrad + pot() + 3 * kGrad);
  EXPECT_TRUE(treasury.approvals.get().empty());
}

TEST_F(TreasuryTest, what_would_create_no_account_waits_and_costs_nothing) {
  EXPECT_DONE(spend_local(small, 1));
  chain.advance(9);
  EXPECT_EQ(treasury.pot(), pot());
  EXPECT_EQ(treasury.approvals.get().size(), 1u);
}

TEST_F(TreasuryTest, a_payment_is_taken_back_before_it_is_made) {
  EXPECT_DONE(spend_local(small, 5 * kGrad));
  EXPECT_DONE(spend_local(small, 6 * kGrad));
  const auto remove = [&](const frame::Origin& origin, std::uint32_t id) {
    return chain.call(origin, treasury, calls::remove_approval{id});
  };
  EXPECT_REFUSED(remove(medium, 0), DispatchError::bad_origin());
  EXPECT_REFUSED(remove(alice, 0), DispatchError::bad_origin());
  EXPECT_DONE(remove(big, 0));
  EXPECT_REFUSED(remove(root(), 0), error(Error::ProposalNotApproved));
  EXPECT_REFUSED(remove(root(), 2), error(Error::ProposalNotApproved));
  chain.advance(9);
  EXPECT_EQ(chain.free(kCarol), 6 * kGrad);
}

TEST_F(TreasuryTest, the_queue_has_an_end) {
  for (std::uint32_t i = 0; i < treasury::kApprovalsMax; ++i)
    EXPECT_DONE(spend_local(root(), kGrad));
  EXPECT_REFUSED(spend_local(root(), kGrad), error(Error::TooManyApprovals));
  chain.advance(9);
  EXPECT_EQ(chain.free(kCarol), treasury::kApprovalsMax * kGrad);
  EXPECT_EQ(chain.begun_with().ref_time.value,
            (treasury_weights::kBlock + treasury_weights::spend_period(treasury::kApprovalsMax) +
             scheduler_weights::kAgendas + scheduler_weights::kAgendaBase)
                .ref_time.value);
}

TEST_F(TreasuryTest, a_part_of_what_is_not_spent_is_burnt) {
  Treasury burning{{chain.frame(), 15},
                   chain.runtime().balances,
                   {.spend_period = 10, .payout_period = 20, .burn = {10'000}}};
  const Balance issued = chain.issuance();
  const Balance surplus = pot() / 100;
  burning.on_initialize(11);
  EXPECT_EQ(chain.issuance(), issued);
  burning.on_initialize(20);
  EXPECT_EQ(chain.issuance(), issued - surplus);
  EXPECT_TRUE(chain.emitted(treasury, treasury::Burnt{surplus}));
  EXPECT_TRUE(chain.emitted(treasury, treasury::Rollover{pot() - surplus}));
  EXPECT_EQ(chain.problems(), "");
}

TEST_F(TreasuryTest, the_account_of_the_treasury_outlives_its_pot) {
  EXPECT_DONE(spend_local(root(), pot()));
  chain.advance(9);
  EXPECT_EQ(chain.free(kCarol), pot());
  EXPECT_EQ(chain.free(Treasury::account()), kExistentialDeposit);
}

// ---- Payments on demand ---------------------------------------------------------------------

TEST_F(TreasuryTest, a_spend_is_paid_when_anybody_asks) {
  EXPECT_DONE(spend(small, 5 * kGrad));
  EXPECT_TRUE(
      chain.emitted(treasury, treasury::AssetSpendApproved{0, {}, 5 * kGrad, kCarol, 1, 21}));
  EXPECT_DONE(payout(0));
  EXPECT_TRUE(chain.emitted(treasury, treasury::Paid{0, {}}));
  EXPECT_EQ(chain.free(kCarol), 5 * kGrad);
  EXPECT_REFUSED(payout(0), error(Error::AlreadyAttempted));
  EXPECT_DONE(check(0));
  EXPECT_TRUE(chain.emitted(treasury, treasury::SpendProcessed{0}));
  EXPECT_REFUSED(payout(0), error(Error::InvalidIndex));
  EXPECT_REFUSED(check(0), error(Error::InvalidIndex));
}

TEST_F(TreasuryTest, a_spend_is_paid_in_its_blocks_only) {
  EXPECT_DONE(spend(small, kGrad, 5));
  EXPECT_DONE(spend(small, kGrad, 5));
  EXPECT_REFUSED(payout(0), error(Error::EarlyPayout));
  chain.advance(3);
  EXPECT_REFUSED(payout(0), error(Error::EarlyPayout));
  chain.advance();
  EXPECT_DONE(payout(0));
  chain.advance(19);
  EXPECT_EQ(chain.frame().number, 24u);
  EXPECT_REFUSED(check(1), error(Error::NotAttempted));
  chain.advance();
  EXPECT_REFUSED(payout(1), error(Error::SpendExpired));
  EXPECT_DONE(check(1));
  EXPECT_FALSE(treasury.spends.contains(1));
  EXPECT_EQ(chain.free(kCarol), kGrad);
}

TEST_F(TreasuryTest, a_spend_that_has_expired_is_not_approved) {
  chain.advance(29);
  EXPECT_EQ(chain.frame().number, 30u);
  EXPECT_REFUSED(spend(small, kGrad, 10), error(Error::SpendExpired));
  EXPECT_DONE(spend(small, kGrad, 11));
  EXPECT_DONE(payout(0));
  EXPECT_DONE(spend(small, kGrad, UINT32_MAX - 1));
  EXPECT_EQ(treasury.spends.get(1)->expire_at, UINT32_MAX);
}

TEST_F(TreasuryTest, a_spend_that_the_pot_does_not_have_may_be_asked_for_again) {
  EXPECT_DONE(spend(root(), pot() + 1));
  EXPECT_REFUSED(payout(0), error(Error::PayoutError));
  EXPECT_REFUSED(check(0), error(Error::NotAttempted));
  EXPECT_TRUE(chain.runtime().balances.mint_into(Treasury::account(), 1));
  EXPECT_DONE(payout(0));
  EXPECT_EQ(chain.free(kCarol), pot() + 1);
}

TEST_F(TreasuryTest, a_spend_is_voided_until_it_is_paid) {
  EXPECT_DONE(spend(small, kGrad));
  EXPECT_DONE(spend(small, kGrad));
  const auto void_it = [&](const frame::Origin& origin, Treasury::SpendIndex index) {
    return chain.call(origin, treasury, calls::void_spend{index});
  };
  EXPECT_REFUSED(void_it(small, 0), DispatchError::bad_origin());
  EXPECT_DONE(void_it(big, 0));
  EXPECT_TRUE(chain.emitted(treasury, treasury::AssetSpendVoided{0}));
  EXPECT_REFUSED(payout(0), error(Error::InvalidIndex));
  EXPECT_REFUSED(void_it(root(), 0), error(Error::InvalidIndex));
  EXPECT_DONE(payout(1));
  EXPECT_REFUSED(void_it(root(), 1), error(Error::AlreadyAttempted));
}

TEST_F(TreasuryTest, only_an_account_asks) {
  EXPECT_DONE(spend(small, kGrad));
  EXPECT_REFUSED(chain.call(root(), treasury, calls::payout{0}), DispatchError::bad_origin());
  EXPECT_REFUSED(chain.call(big, treasury, calls::check_status{0}), DispatchError::bad_origin());
}

TEST_F(TreasuryTest, a_beneficiary_is_an_account) {
  EXPECT_REFUSED(
      chain.call(small, treasury, calls::spend{{}, 1, multi_address::Index{0}, std::nullopt}),
      dispatch_error::CannotLookup{});
  EXPECT_REFUSED(chain.call(small, treasury, calls::spend_local{1, multi_address::Index{0}}),
                 dispatch_error::CannotLookup{});
}

TEST_F(TreasuryTest, money_is_conserved) {
  const Balance issued = chain.issuance();
  EXPECT_DONE(spend(big, 300 * kGrad));
  EXPECT_DONE(spend_local(big, 200 * kGrad));
  EXPECT_DONE(payout(0));
  chain.advance(30);
  EXPECT_EQ(chain.free(kCarol), 500 * kGrad);
  EXPECT_EQ(chain.issuance(), issued);
}

// ---- What clients read ----------------------------------------------------------------------

// source  the treasury of Polkadot, whose account has no key either
TEST_F(TreasuryTest, its_account_is_that_of_its_name_as_elsewhere) {
  const auto elsewhere = crypto::ss58_decode("13UVJyLnbVp9RBZYFwFGyDvVd1y27Tt8tkntv6Q7JVPhFsTB");
  ASSERT_TRUE(elsewhere);
  EXPECT_EQ(Treasury::account(), elsewhere->account);
}

TEST_F(TreasuryTest, a_spend_is_laid_out_as_clients_read_it) {
  const treasury::SpendStatus spend{{}, 5, kCarol, 1, 2, treasury::payment_state::Attempted{}};
  Bytes expected{5};
  expected.resize(16);
  append(expected, kCarol.id);
  append(expected, Bytes{1, 0, 0, 0, 2, 0, 0, 0, 1});
  EXPECT_EQ(scale::encoded(spend), expected);
}

// ---- Invariants -----------------------------------------------------------------------------

TEST_F(TreasuryTest, constants_that_make_no_sense_are_found) {
  const auto problems = [&](Treasury::Config config) {
    return Treasury{{chain.frame(), 15}, chain.runtime().balances, config}.integrity().size();
  };
  EXPECT_EQ(treasury.integrity().size(), 0u);
  EXPECT_EQ(problems({.spend_period = 0, .payout_period = 1}), 1u);
  EXPECT_EQ(problems({.spend_period = 1, .payout_period = 0}), 1u);
  EXPECT_EQ(problems({.spend_period = 1, .payout_period = 1, .burn = {1'000'001}}), 1u);
  EXPECT_EQ(problems({.spend_period = 1,
                      .payout_period = 1,
                      .small_limit = 2,
                      .medium_limit = 1,
                      .big_limit = 3}),
            1u);
  EXPECT_EQ(problems({.spend_period = 1,
                      .payout_period = 1,
                      .small_limit = 1,
                      .medium_limit = 3,
                      .big_limit = 2}),
            1u);
}

TEST_F(TreasuryTest, what_is_wrong_with_its_records_is_found) {
  EXPECT_DONE(spend_local(small, kGrad));
  EXPECT_DONE(spend(small, kGrad));
  const auto broken = [&](const auto& item, auto right) {
    EXPECT_NE(chain.problems(), "") << item;
    right();
    EXPECT_EQ(chain.problems(), "") << item;
  };
  treasury.approvals.put({});
  broken("a proposal that is not queued", [&] { treasury.approvals.put({0}); });
  treasury.approvals.put({0, 0});
  broken("a proposal that is queued twice", [&] { treasury.approvals.put({0}); });
  treasury.proposal_count.put(0);
  broken("a proposal that was not counted", [&] { treasury.proposal_count.put(1); });
  treasury.spend_count.put(0);
  broken("a spend that was not counted", [&] { treasury.spend_count.put(1); });
  auto spend = *treasury.spends.get(0);
  std::swap(spend.valid_from, spend.expire_at);
  treasury.spends.insert(0, spend);
  broken("a spend that expires before it is valid", [&] { treasury.spends.remove(0); });
}

}  // namespace
}  // namespace descent::modules

#include "modules/origins/origins.hpp"
#include "tests/modules/staking/validators.hpp"

namespace descent::modules {
namespace {

using Error = staking::Error;

class SlashingTest : public testing::Test {
 protected:
  ValidatorChain chain{6};
  Staking& staking = chain.staking();
  const frame::Origin root{frame::origin::Root{}};
  const staking::EraIndex defer = staking.config.slash_defer_duration;

  void report(std::uint8_t n, std::optional<AccountId> reporter = std::nullopt) {
    staking.report_offence(staking.era_now(), stash(n), reporter);
    EXPECT_EQ(chain.problems(), "");
  }
  /// Until the slashes reported now are applied.
  void until_applied() {
    chain.until_era(staking.era_now() + defer);
    chain.pass();
  }
  Result<> cancel(staking::EraIndex era, std::vector<std::uint32_t> places) {
    Staking::cancel_deferred_slash call{.era = era, .slash_indices = {}};
    call.slash_indices.assign(places.begin(), places.end());
    return chain.call(root, staking, call);
  }
};

TEST(EquivocationFraction, one_of_many_loses_little_a_third_of_them_everything) {
  EXPECT_EQ(equivocation_fraction(1, 100).parts, 900'000u);
  EXPECT_EQ(equivocation_fraction(10, 100).parts, 90'000'000u);
  EXPECT_EQ(equivocation_fraction(33, 100).parts, 980'100'000u);
  EXPECT_EQ(equivocation_fraction(34, 100).parts, staking::kBillion);
  EXPECT_EQ(equivocation_fraction(1, 1).parts, staking::kBillion);
  EXPECT_EQ(equivocation_fraction(1, 7).parts, 183'673'469u);
  EXPECT_EQ(equivocation_fraction(256, 256).parts, staking::kBillion);
}

TEST_F(SlashingTest, an_offender_is_chilled_and_disabled_at_once_and_slashed_later) {
  report(2);
  EXPECT_TRUE(chain.emitted(staking, staking::SlashReported{stash(2), {250'000'000}, 0}));
  EXPECT_TRUE(chain.emitted(staking, staking::Chilled{stash(2)}));
  EXPECT_TRUE(chain.emitted(chain.session(), Session::ValidatorDisabled{stash(2)}));
  EXPECT_FALSE(staking.validators.contains(stash(2)));
  chain.until_era(defer);
  EXPECT_TRUE(chain.wealth(stash(2)) == kEndowment);
  const Balance issued = chain.issuance();
  chain.pass();
  EXPECT_TRUE(chain.wealth(stash(2)) == kEndowment - kBond / 4);
  EXPECT_TRUE(chain.issuance() == issued - kBond / 4) << "what is slashed is burned";
  EXPECT_TRUE(staking.slash_in_era.get(0, stash(2)) ==
              std::pair(staking::Perbill{250'000'000}, kBond / 4));
}

TEST_F(SlashingTest, offenders_of_an_era_make_it_dearer_for_each_other) {
  report(1);
  chain.pass();
  report(4);
  EXPECT_TRUE(chain.emitted(staking, staking::SlashReported{stash(4), {staking::kBillion}, 0}));
  until_applied();
  EXPECT_TRUE(chain.wealth(stash(1)) == kEndowment - kBond);
  EXPECT_TRUE(chain.wealth(stash(4)) == kEndowment - kBond);
  EXPECT_FALSE(staking.ledger.contains(stash(1))) << "nothing is left at stake";
}

TEST_F(SlashingTest, those_of_another_era_do_not) {
  report(1);
  chain.until_era(1);
  report(4);
  chain.until_era(1 + defer);
  chain.pass();
  EXPECT_TRUE(chain.wealth(stash(1)) == kEndowment - kBond / 4);
  EXPECT_TRUE(chain.wealth(stash(4)) ==
              kEndowment - staking::part_of(equivocation_fraction(1, 5), kBond));
}

TEST_F(SlashingTest, nominators_lose_their_part_wherever_it_is) {
  chain.nominate(nominator(0), 100 * kGrad, {stash(2)});
  chain.nominate(nominator(1), 60 * kGrad, {stash(2), stash(3)});
  chain.until_era(1);
  chain.pass(3);
  report(2);
  EXPECT_DONE(chain.call(nominator(0), staking, Staking::chill{}));
  EXPECT_DONE(chain.call(nominator(0), staking, Staking::unbond{95 * kGrad}));
  chain.until_era(2);
  EXPECT_DONE(chain.call(nominator(0), staking, Staking::unbond{kGrad}));
  chain.until_era(1 + defer);
  chain.pass();
  EXPECT_TRUE(chain.wealth(nominator(0)) == kEndowment - 25 * kGrad);
  const auto of = chain.ledger(nominator(0));
  EXPECT_TRUE(of.active == 0);
  ASSERT_EQ(of.unlocking.size(), 1u) << "the latest unbonded goes first";
  EXPECT_TRUE(of.unlocking[0].value == 75 * kGrad);
  EXPECT_TRUE(chain.wealth(nominator(1)) == kEndowment - 30 * kGrad / 4);
}

TEST_F(SlashingTest, no_more_is_taken_than_there_is) {
  report(2);
  Staking::Ledger of = chain.ledger(stash(2));
  EXPECT_DONE(chain.runtime().balances.release(staking.reason(), stash(2), kBond - kGrad));
  of.active = of.total = kGrad;
  staking.ledger.insert(stash(2), of);
  until_applied();
  EXPECT_TRUE(chain.wealth(stash(2)) == kEndowment - kGrad);
}

TEST_F(SlashingTest, many_nominators_are_slashed_page_by_page) {
  for (std::uint8_t n = 0; n < 200; ++n) {
    const AccountId who{{200, n}};
    EXPECT_TRUE(chain.runtime().balances.mint_into(who, 100 * kGrad));
    EXPECT_DONE(
        chain.call(who, staking, Staking::bond{20 * kGrad, staking::reward_destination::Stash{}}));
    EXPECT_DONE(chain.call(who, staking, Staking::nominate{{stash(0)}}));
  }
  chain.set(chain.session(), Session::kSessionLength, 20);
  chain.until_era(1);
  report(0);
  staking.unapplied_slashes.insert(1, staking.unapplied_slashes.take(1 + defer));  // due at once
  const auto slashed = [&] {
    int out = 0;
    for (std::uint8_t n = 0; n < 200; ++n)
      out += chain.wealth(AccountId{{200, n}}) == 95 * kGrad ? 1 : 0;
    return out;
  };
  EXPECT_EQ(slashed(), 0);
  chain.pass();
  EXPECT_EQ(slashed(), 3 * 64) << "40 ms of idle work are three pages";
  chain.pass();
  EXPECT_EQ(slashed(), 200);
  EXPECT_TRUE(chain.wealth(stash(0)) == kEndowment - kBond / 4);
  EXPECT_TRUE(staking.unapplied_slashes.entries().empty());
}

TEST_F(SlashingTest, what_an_era_had_no_time_for_comes_first_in_the_next) {
  chain.until_session(5);
  chain.pass();
  ASSERT_EQ(staking.current_era.get(), 1u);
  report(2);
  staking.unapplied_slashes.insert(0, staking.unapplied_slashes.take(defer));
  report(3);
  staking.unapplied_slashes.insert(1, staking.unapplied_slashes.take(defer));
  chain.session().on_initialize(chain.frame().number + kSessionBlocks);
  staking.on_initialize(chain.frame().number);
  ASSERT_EQ(staking.era_now(), 1u);
  const auto due = staking.unapplied_slashes.get(1);
  ASSERT_EQ(due.size(), 2u);
  EXPECT_EQ(due[0].validator, stash(2));
  EXPECT_EQ(due[1].validator, stash(3));
  EXPECT_FALSE(staking.unapplied_slashes.contains(0));
}

// ---- Governance -----------------------------------------------------------------------------

TEST_F(SlashingTest, root_cancels_a_slash_that_waits) {
  report(1);
  report(2);
  report(4);
  EXPECT_DONE(cancel(defer, {0, 2}));
  EXPECT_TRUE(chain.emitted(staking, staking::SlashCancelled{0, stash(4)}));
  until_applied();
  EXPECT_TRUE(chain.wealth(stash(1)) == kEndowment);
  EXPECT_TRUE(chain.wealth(stash(4)) == kEndowment);
  EXPECT_TRUE(chain.wealth(stash(2)) == kEndowment - kBond / 4) << "as if it were the only one";
}

TEST_F(SlashingTest, what_waits_is_cancelled_by_the_track_for_it) {
  report(1);
  const auto cancel_as = [&](origins::Custom by) {
    return chain.call(origins::OriginCaller{by}.origin(), staking,
                      Staking::cancel_deferred_slash{defer, {0}});
  };
  EXPECT_REFUSED(cancel_as(origins::Custom::Models), DispatchError::bad_origin());
  EXPECT_DONE(cancel_as(origins::Custom::SlashCanceller));
  EXPECT_TRUE(staking.unapplied_slashes.get(defer).empty());
}

TEST_F(SlashingTest, only_what_waits_is_cancelled_and_only_by_root) {
  report(1);
  EXPECT_REFUSED(chain.call(kAlice, staking, Staking::cancel_deferred_slash{defer, {0}}),
                 DispatchError::bad_origin());
  EXPECT_REFUSED(cancel(defer, {}), error_of(staking, Error::EmptyTargets));
  EXPECT_REFUSED(cancel(defer, {1}), error_of(staking, Error::InvalidSlashIndex));
  EXPECT_REFUSED(cancel(defer + 1, {0}), error_of(staking, Error::InvalidSlashIndex));
  report(2);
  EXPECT_REFUSED(cancel(defer, {1, 0}), error_of(staking, Error::NotSortedAndUnique));
  EXPECT_REFUSED(cancel(defer, {1, 1}), error_of(staking, Error::NotSortedAndUnique));
  chain.until_era(defer);
  EXPECT_REFUSED(cancel(defer, {0}), error_of(staking, Error::InvalidSlashIndex));
}

TEST_F(SlashingTest, a_reporter_has_its_share_of_what_is_taken) {
  chain.set(staking, staking::kSlashRewardFraction, 100'000'000);
  report(2, kBob);
  until_applied();
  EXPECT_TRUE(chain.free(kBob) == kEndowment + kBond / 40);
}

TEST_F(SlashingTest, a_share_too_small_to_create_an_account_is_burned) {
  chain.set(staking, staking::kSlashRewardFraction, 1);
  report(2, kCarol);
  const Balance issued = chain.issuance();
  until_applied();
  EXPECT_TRUE(chain.issuance() == issued - kBond / 4);
  EXPECT_TRUE(chain.free(kCarol) == 0);
}

TEST_F(SlashingTest, once_for_each_era) {
  report(2);
  report(2);
  EXPECT_EQ(staking.unapplied_slashes.get(defer).size(), 1u);
  until_applied();
  EXPECT_TRUE(chain.wealth(stash(2)) == kEndowment - kBond / 4);
}

TEST_F(SlashingTest, what_a_slash_leaves_below_the_existential_deposit_may_be_reaped) {
  const Balance least = chain.runtime().balances.config.existential_deposit;
  const auto reap = [&] { return chain.call(kAlice, staking, Staking::reap_stash{stash(2)}); };
  EXPECT_REFUSED(reap(), error_of(staking, Error::FundedTarget));
  auto of = *staking.ledger.get(stash(2));
  const Balance gone = of.total - least;
  EXPECT_DONE(chain.runtime().balances.burn_held(staking.reason(), stash(2), gone));
  of.total = of.active = least;
  staking.ledger.insert(stash(2), of);
  EXPECT_REFUSED(reap(), error_of(staking, Error::FundedTarget));
  EXPECT_DONE(chain.runtime().balances.burn_held(staking.reason(), stash(2), 1));
  of.total = of.active = least - 1;
  staking.ledger.insert(stash(2), of);
  EXPECT_DONE(reap());
  EXPECT_FALSE(staking.ledger.contains(stash(2)));
  EXPECT_FALSE(staking.validators.contains(stash(2)));
  EXPECT_TRUE(chain.reserved(stash(2)) == 0);
  EXPECT_EQ(chain.problems(), "");
  EXPECT_REFUSED(reap(), error_of(staking, Error::NotController));
}

}  // namespace
}  // namespace descent::modules

#include "modules/utility/utility.hpp"

#include "tests/modules/harness.hpp"

namespace descent::modules {
namespace {

class UtilityTest : public testing::Test {
 protected:
  Chain chain;
  Utility& utility = chain.runtime().utility;
  Balances& balances = chain.runtime().balances;

  frame::RuntimeCall pay(Balance value) {
    return frame::call_of(
        balances, Balances::transfer_allow_death{.dest = multi_address::Id{kBob}, .value = value});
  }
  frame::RuntimeCall wrap(const frame::RuntimeCall& inner) {
    return frame::call_of(utility, Utility::batch{{{inner}}});
  }
  DispatchError unaffordable() { return TokenError::FundsUnavailable; }
  Balance paid() { return chain.free(kBob) - kEndowment; }
};

TEST_F(UtilityTest, a_batch_runs_until_one_fails_and_keeps_what_ran) {
  EXPECT_DONE(chain.call(kAlice, utility, Utility::batch{{{pay(1), pay(2 * kEndowment), pay(4)}}}));
  EXPECT_EQ(paid(), 1u);
  EXPECT_TRUE(chain.emitted(utility, Utility::BatchInterrupted{1, unaffordable()}));
  EXPECT_FALSE(chain.emitted(utility, Utility::BatchCompleted{}));
}

TEST_F(UtilityTest, a_batch_of_all_is_all_or_nothing) {
  EXPECT_REFUSED(
      chain.call(kAlice, utility, Utility::batch_all{{{pay(1), pay(2 * kEndowment), pay(4)}}}),
      unaffordable());
  EXPECT_EQ(paid(), 0u);
  EXPECT_DONE(chain.call(kAlice, utility, Utility::batch_all{{{pay(1), pay(4)}}}));
  EXPECT_EQ(paid(), 5u);
  EXPECT_TRUE(chain.emitted(utility, Utility::BatchCompleted{}));
}

TEST_F(UtilityTest, a_forced_batch_runs_them_all) {
  EXPECT_DONE(
      chain.call(kAlice, utility, Utility::force_batch{{{pay(1), pay(2 * kEndowment), pay(4)}}}));
  EXPECT_EQ(paid(), 5u);
  EXPECT_TRUE(chain.emitted(utility, Utility::ItemFailed{unaffordable()}));
  EXPECT_TRUE(chain.emitted(utility, Utility::BatchCompletedWithErrors{}));
}

TEST_F(UtilityTest, an_empty_batch_completes) {
  EXPECT_DONE(chain.call(kAlice, utility, Utility::batch{}));
  EXPECT_TRUE(chain.emitted(utility, Utility::BatchCompleted{}));
}

TEST_F(UtilityTest, a_batch_weighs_at_least_its_calls) {
  const Weight one = utility.weight_of_one(pay(1));
  const Weight three = utility.weight_of_all({{pay(1), pay(1), pay(1)}});
  EXPECT_TRUE(fits(one * 3, three));
  EXPECT_TRUE(fits(balances_weights::kTransfer, one));
}

TEST_F(UtilityTest, an_interrupted_batch_gives_back_what_did_not_run) {
  const Utility::batch call{{{pay(2 * kEndowment), pay(1), pay(1)}}};
  const auto spent = chain.weigh(frame::Origin{frame::origin::Signed{kAlice}}, utility, call);
  ASSERT_TRUE(spent);
  EXPECT_LT(spent->ref_time.value, call.weight(utility).ref_time.value);
}

TEST_F(UtilityTest, nesting_is_costed_once_a_level_and_ends_at_the_limit) {
  frame::RuntimeCall call = pay(1);
  std::uint64_t last = utility.weight_of_one(call).ref_time;
  for (unsigned depth = 1; depth < scale::Reader::kDepthMax; ++depth) {
    call = wrap(call);
    const std::uint64_t now = utility.weight_of_one(call).ref_time;
    EXPECT_LT(now - last, 100 * kMicrosecond) << "a level adds its own cost, not a multiple";
    last = now;
  }
  EXPECT_TRUE(chain.dispatcher().info(wrap(call).bytes));
  const auto refused = chain.dispatcher().info(wrap(wrap(call)).bytes);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error(), scale::Error::TooDeep);
}

TEST_F(UtilityTest, more_calls_than_the_limit_do_not_decode) {
  Utility::batch call;
  for (std::uint32_t i = 0; i <= Utility::kBatchedCallsLimit; ++i) call.calls.push_back(pay(1));
  EXPECT_FALSE(chain.dispatcher().info(frame::call_of(utility, call).bytes));
}

TEST_F(UtilityTest, a_derived_account_spends_its_own) {
  const AccountId derived = Utility::derivative_account(kAlice, 3);
  EXPECT_NE(derived, Utility::derivative_account(kAlice, 4));
  EXPECT_REFUSED(chain.call(kAlice, utility, Utility::as_derivative{3, pay(5)}), unaffordable());
  EXPECT_DONE(balances.transfer(kAlice, derived, kGrad, Existence::KeepAlive));
  EXPECT_DONE(chain.call(kAlice, utility, Utility::as_derivative{3, pay(5)}));
  EXPECT_EQ(chain.free(derived), kGrad - 5);
  EXPECT_EQ(paid(), 5u);
}

TEST_F(UtilityTest, root_runs_a_call_as_somebody_else) {
  const auto transfer = frame::call_of(
      balances, Balances::transfer_allow_death{.dest = multi_address::Id{kBob}, .value = 5});
  const Utility::dispatch_as as_alice{origins::signed_caller(kAlice), transfer};
  EXPECT_DONE(chain.call(frame::origin::Root{}, utility, as_alice));
  EXPECT_EQ(paid(), 5u);
  EXPECT_TRUE(chain.emitted(utility, Utility::DispatchedAs{Result<>{}}));
  EXPECT_REFUSED(chain.call(kAlice, utility, as_alice), DispatchError::bad_origin());
}

TEST_F(UtilityTest, a_call_that_fails_as_somebody_else_is_reported) {
  const auto failed = [&](const origins::OriginCaller& origin, const DispatchError& error) {
    const Utility::dispatch_as call{origin, pay(2 * kEndowment)};
    const auto spent = chain.weigh(frame::origin::Root{}, utility, call);
    ASSERT_TRUE(spent);
    EXPECT_EQ(*spent, call.weight(utility));
    EXPECT_TRUE(chain.emitted(utility, Utility::DispatchedAs{Result<>{error}}));
  };
  failed(origins::signed_caller(kAlice), unaffordable());
  failed(origins::Custom::BigSpender, DispatchError::bad_origin());
  EXPECT_EQ(paid(), 0u);
}

TEST_F(UtilityTest, a_call_as_an_origin_that_is_none_does_not_decode) {
  Bytes call = frame::call_of(utility, Utility::dispatch_as{origins::root_caller(), pay(1)}).bytes;
  EXPECT_TRUE(chain.dispatcher().info(call));
  call[2] = 1;
  EXPECT_EQ(chain.dispatcher().info(call).error(), scale::Error::UnknownVariant);
}

TEST_F(UtilityTest, only_root_sets_a_weight) {
  const Utility::with_weight call{pay(1), {1, 1}};
  EXPECT_REFUSED(chain.call(kAlice, utility, call), DispatchError::bad_origin());
}

}  // namespace
}  // namespace descent::modules

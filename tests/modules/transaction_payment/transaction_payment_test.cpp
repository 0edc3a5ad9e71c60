#include "modules/transaction_payment/transaction_payment.hpp"

#include <random>

#include "tests/modules/harness.hpp"

namespace descent::modules {
namespace {

constexpr Balance kSum(const InclusionFee& fee) {
  return fee.base_fee + fee.len_fee + fee.adjusted_weight_fee;
}

class PaymentTest : public testing::Test {
 protected:
  Chain chain;
  TransactionPayment& payment = chain.runtime().payment;
  const DispatchInfo info{{500 * kMicrosecond, 0}, DispatchClass::Normal, Pays::Yes};
  static constexpr std::uint32_t kLength = 150;

  /// base + length + weight x multiplier, as written in the module's description.
  Balance naive(const Weight& weight, std::uint32_t length, Balance tip) {
    const auto value = [&](const frame::Parameter& row) {
      return chain.runtime().parameters.get(payment, row);
    };
    const u128 price = value(TransactionPayment::kWeightPrice);
    const u128 base = system_weights::kBaseExtrinsic.ref_time.value * price / kMicrosecond;
    const u128 work = weight.ref_time.value * price / kMicrosecond;
    const u128 multiplier = payment.next_fee_multiplier.get().value;
    return base + value(TransactionPayment::kLengthPrice) * length +
           work * multiplier / FixedU128::kOne + tip;
  }
  Balance asked(const DispatchInfo& of) { return kSum(fee(of)); }
  InclusionFee fee(const DispatchInfo& of) {
    const auto paid = payment.withdraw(kAlice, of, kLength, 0);
    EXPECT_TRUE(paid);
    return {.base_fee = paid ? paid->fee : 0, .len_fee = 0, .adjusted_weight_fee = 0};
  }
  void fill(std::uint64_t ref_time) {
    chain.frame().meter.weight.normal = {ref_time, 0};
    payment.on_finalize(chain.frame().number);
  }
  u128 multiplier() { return payment.next_fee_multiplier.get().value; }
  std::uint64_t target() {
    const auto& normal = chain.runtime().system.config.block_weights.per_class.normal;
    return normal.max_total->ref_time / 4;
  }
};

TEST_F(PaymentTest, a_fee_is_base_plus_length_plus_weight_by_the_multiplier_plus_tip) {
  std::mt19937_64 random{3};
  for (int i = 0; i < 50; ++i) {
    payment.next_fee_multiplier.put({FixedU128::kOne + random() % 1'000'000'000'000'000'000});
    const DispatchInfo of{{random() % kMillisecond, 0}, DispatchClass::Normal, Pays::Yes};
    const auto length = static_cast<std::uint32_t>(random() % 10'000);
    const Balance tip = random() % kGrad;
    const Balance before = chain.free(kAlice);
    const auto paid = payment.withdraw(kAlice, of, length, tip);
    ASSERT_TRUE(paid);
    EXPECT_EQ(paid->fee, naive(of.weight, length, tip));
    EXPECT_EQ(chain.free(kAlice), before - paid->fee);
  }
}

TEST_F(PaymentTest, a_fee_is_burned) {
  const Balance issued = chain.issuance();
  const auto paid = payment.withdraw(kAlice, info, kLength, 0);
  EXPECT_EQ(chain.issuance(), issued - paid->fee);
  EXPECT_EQ(chain.problems(), "");
}

TEST_F(PaymentTest, a_call_that_raises_the_price_pays_what_was_taken_and_no_more) {
  const auto paid = payment.withdraw(kAlice, info, kLength, 0);
  chain.set(payment, TransactionPayment::kWeightPrice, kGrad);
  payment.settle(*paid, info, {100 * kMicrosecond, 0}, kLength);
  EXPECT_EQ(chain.free(kAlice), kEndowment - paid->fee);
  EXPECT_EQ(chain.problems(), "");
}

TEST_F(PaymentTest, what_was_not_used_is_given_back) {
  const auto paid = payment.withdraw(kAlice, info, kLength, 7);
  const Weight spent{100 * kMicrosecond, 0};
  payment.settle(*paid, info, spent, kLength);
  const Balance due = naive(spent, kLength, 7);
  EXPECT_EQ(chain.free(kAlice), kEndowment - due);
  EXPECT_TRUE(chain.emitted(payment, TransactionPayment::TransactionFeePaid{kAlice, due, 7}));
  EXPECT_EQ(chain.problems(), "");
}

TEST_F(PaymentTest, an_account_that_emptied_itself_gets_nothing_back) {
  const auto paid = payment.withdraw(kAlice, info, kLength, 0);
  EXPECT_DONE(
      chain.runtime().balances.burn_from(kAlice, chain.free(kAlice), Existence::AllowDeath));
  payment.settle(*paid, info, {info.weight.ref_time - 1, 0}, kLength);
  EXPECT_EQ(chain.free(kAlice), 0u);
  EXPECT_EQ(chain.problems(), "");
}

TEST_F(PaymentTest, who_cannot_pay_and_stay_is_refused) {
  const Balance due = naive(info.weight, kLength, 0);
  auto& balances = chain.runtime().balances;
  EXPECT_DONE(balances.transfer(kAlice, kBob, kEndowment - due - kExistentialDeposit + 1,
                                Existence::KeepAlive));
  const auto refused = payment.withdraw(kAlice, info, kLength, 0);
  ASSERT_FALSE(refused);
  EXPECT_TRUE(refused.error().is<frame::invalid::Payment>());
  EXPECT_DONE(balances.transfer(kBob, kAlice, 1, Existence::KeepAlive));
  EXPECT_TRUE(payment.withdraw(kAlice, info, kLength, 0));
}

TEST_F(PaymentTest, a_call_that_pays_no_fee_pays_the_tip_alone) {
  const auto paid =
      payment.withdraw(kAlice, {info.weight, DispatchClass::Normal, Pays::No}, kLength, 11);
  EXPECT_EQ(paid->fee, 11u);
}

TEST_F(PaymentTest, a_tip_beyond_every_balance_does_not_wrap) {
  EXPECT_FALSE(payment.withdraw(kAlice, info, kLength, ~Balance{0}));
}

TEST_F(PaymentTest, a_higher_tip_and_a_lighter_call_have_priority) {
  EXPECT_GT(payment.priority(info, kLength, kGrad), payment.priority(info, kLength, 0));
  const DispatchInfo light{{50 * kMicrosecond, 0}, DispatchClass::Normal, Pays::Yes};
  EXPECT_GT(payment.priority(light, kLength, kGrad), payment.priority(info, kLength, kGrad));
}

// ---- The multiplier -------------------------------------------------------------------------

TEST_F(PaymentTest, a_full_block_raises_the_multiplier_by_an_eighth_at_most) {
  fill(4 * target());
  EXPECT_EQ(multiplier(), FixedU128::kOne * 9 / 8);
}

TEST_F(PaymentTest, a_block_at_the_target_leaves_it) {
  payment.next_fee_multiplier.put({5 * FixedU128::kOne});
  fill(target());
  EXPECT_EQ(multiplier(), 5 * FixedU128::kOne);
}

TEST_F(PaymentTest, an_empty_block_lowers_it_by_an_eighth_and_never_below_one) {
  payment.next_fee_multiplier.put({8 * FixedU128::kOne});
  fill(0);
  EXPECT_EQ(multiplier(), 7 * FixedU128::kOne);
  for (int i = 0; i < 100; ++i) fill(0);
  EXPECT_EQ(multiplier(), FixedU128::kOne);
}

TEST_F(PaymentTest, full_blocks_raise_it_to_its_bound_and_not_beyond) {
  for (int i = 0; i < 200; ++i) fill(UINT64_MAX);
  EXPECT_EQ(multiplier(), TransactionPayment::kMultiplierMost);
  EXPECT_EQ(chain.problems(), "");
}

TEST_F(PaymentTest, the_multiplier_works_at_every_target) {
  for (const u128 percent :
       {TransactionPayment::kTargetFullness.least, TransactionPayment::kTargetFullness.most}) {
    chain.set(payment, TransactionPayment::kTargetFullness, percent);
    for (const std::uint64_t used : {std::uint64_t{0}, target(), UINT64_MAX}) fill(used);
    EXPECT_EQ(chain.problems(), "");
  }
}

TEST_F(PaymentTest, prices_at_their_bounds_do_not_wrap) {
  chain.set(payment, TransactionPayment::kWeightPrice, 0);
  chain.set(payment, TransactionPayment::kLengthPrice, 0);
  EXPECT_EQ(asked(info), 0u);
  chain.set(payment, TransactionPayment::kWeightPrice, TransactionPayment::kWeightPrice.most);
  chain.set(payment, TransactionPayment::kLengthPrice, TransactionPayment::kLengthPrice.most);
  EXPECT_FALSE(payment.withdraw(kAlice, {{UINT64_MAX, 0}, DispatchClass::Normal, Pays::Yes},
                                UINT32_MAX, ~Balance{0}));
}

TEST_F(PaymentTest, the_api_tells_the_fee_that_is_taken) {
  const auto call = frame::call_of(chain.runtime().system, System::remark{Bytes(5)});
  const Bytes inherent = frame::encode_extrinsic({std::nullopt, call});
  const auto told = payment.query(TransactionPayment::Api::query_info{{inherent}, kLength});
  EXPECT_EQ(told.weight, System::remark{Bytes(5)}.weight());
  EXPECT_EQ(told.partial_fee, naive(told.weight, kLength, 0));
  const auto details =
      payment.query(TransactionPayment::Api::query_fee_details{{inherent}, kLength});
  ASSERT_TRUE(details.inclusion_fee);
  EXPECT_EQ(kSum(*details.inclusion_fee), told.partial_fee);
}

TEST_F(PaymentTest, the_api_answers_for_bytes_that_are_no_extrinsic) {
  const auto told = payment.query(TransactionPayment::Api::query_info{{Bytes{1, 2, 3}}, 3});
  EXPECT_EQ(told.weight, Weight{});
}

}  // namespace
}  // namespace descent::modules

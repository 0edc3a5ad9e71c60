#include "modules/transaction_payment/transaction_payment.hpp"

#include <algorithm>

#include "runtime/primitives/arithmetic.hpp"

namespace descent::modules {
namespace {

constexpr Balance kMost = ~Balance{0};

Balance saturating_mul_div(Balance a, u128 b, u128 c) {
  const auto out = mul_div_floor(a, b, c);
  return out ? *out : kMost;
}

Balance total(const std::optional<InclusionFee>& fee, Balance tip) {
  if (!fee) return tip;
  const Balance inclusion =
      saturating_add_of(fee->base_fee, saturating_add_of(fee->len_fee, fee->adjusted_weight_fee));
  return saturating_add_of(inclusion, tip);
}

Balance weight_fee(Balance price, const Weight& weight) {
  return saturating_mul_div(price, weight.ref_time.value, kMicrosecond);
}

}  // namespace

// ---- The fee --------------------------------------------------------------------------------

std::optional<InclusionFee> TransactionPayment::fee(const DispatchInfo& info,
                                                    std::uint32_t length) const {
  if (info.pays_fee == Pays::No) return std::nullopt;
  const Weight base = system_.config.block_weights.per_class.of(info.dispatch_class).base_extrinsic;
  const Balance price = values_.get(*this, kWeightPrice);
  return InclusionFee{
      .base_fee = weight_fee(price, base),
      .len_fee = saturating_mul_div(values_.get(*this, kLengthPrice), length, 1),
      .adjusted_weight_fee = saturating_mul_div(weight_fee(price, info.weight),
                                                next_fee_multiplier.get().value, FixedU128::kOne)};
}

frame::Validity<TransactionPayment::Paid> TransactionPayment::withdraw(const AccountId& who,
                                                                       const DispatchInfo& info,
                                                                       std::uint32_t length,
                                                                       Balance tip) {
  const Balance amount = total(fee(info, length), tip);
  if (!balances_.burn_from(who, amount, Existence::KeepAlive)) {
    return frame::TransactionValidityError{frame::InvalidTransaction{frame::invalid::Payment{}}};
  }
  return Paid{who, amount, tip};
}

void TransactionPayment::settle(const Paid& paid, const DispatchInfo& info, const Weight& spent,
                                std::uint32_t length) {
  const DispatchInfo actual{spent, info.dispatch_class, info.pays_fee};
  // What was taken is the most, also if the call itself has raised the price.
  const Balance due =
      spent == info.weight ? paid.fee : std::min(paid.fee, total(fee(actual, length), paid.tip));
  // The account may have been emptied by its own call; then there is nobody to give back to.
  const bool returned = due < paid.fee && balances_.mint_into(paid.who, paid.fee - due);
  emit(TransactionFeePaid{paid.who, returned ? due : paid.fee, paid.tip});
}

std::uint64_t TransactionPayment::priority(const DispatchInfo& info, std::uint32_t length,
                                           Balance tip) const {
  const Weight base = system_.config.block_weights.per_class.of(info.dispatch_class).base_extrinsic;
  const std::uint64_t time = (info.weight + base).ref_time.value;
  const Balance out = saturating_mul_div(total(fee(info, length), tip), kNanosecond,
                                         std::max<std::uint64_t>(time, 1));
  return out > UINT64_MAX ? UINT64_MAX : static_cast<std::uint64_t>(out);
}

// ---- Runtime API ----------------------------------------------------------------------------

namespace {

struct Costed {
  DispatchInfo info;
  Balance tip{};
};

Costed cost(const frame::OpaqueExtrinsic& uxt, const frame::Dispatcher& dispatcher) {
  const auto extrinsic = frame::decode_extrinsic(uxt.bytes, dispatcher);
  if (!extrinsic) return {};
  const auto info = dispatcher.info(extrinsic->call.bytes);
  return {info ? *info : DispatchInfo{}, extrinsic->signature ? extrinsic->signature->tip() : 0};
}

}  // namespace

TransactionPayment::RuntimeDispatchInfo TransactionPayment::query(
    const Api::query_info& question) const {
  const Costed costed = cost(question.uxt, *frame().dispatcher);
  return {costed.info.weight, costed.info.dispatch_class, total(fee(costed.info, question.len), 0)};
}

TransactionPayment::FeeDetails TransactionPayment::query(
    const Api::query_fee_details& question) const {
  const Costed costed = cost(question.uxt, *frame().dispatcher);
  return {fee(costed.info, question.len), costed.tip};
}

// ---- Hooks ----------------------------------------------------------------------------------

/// A block fuller than the target raises the multiplier by up to an eighth; an emptier one lowers
/// it by up to an eighth, never below one. source  EIP-1559, the base fee's rule
void TransactionPayment::on_finalize(BlockNumber) {
  constexpr u128 kStep = 8;
  const auto& limits = system_.config.block_weights;
  const Weight most = limits.per_class.normal.max_total.value_or(limits.max_block);
  const u128 target =
      std::max<u128>(u128{most.ref_time.value} * values_.get(*this, kTargetFullness) / 100, 1);
  const u128 used = frame().meter.weight.normal.ref_time.value;
  const u128 now = next_fee_multiplier.get().value;
  const u128 distance = std::min(used > target ? used - target : target - used, target);
  const u128 change = saturating_mul_div(now, distance, target * kStep);
  const u128 next = used > target ? now + change : now - std::min(change, now);
  const u128 bounded = std::clamp(next, FixedU128::kOne, kMultiplierMost);
  if (bounded != now) next_fee_multiplier.put({bounded});
}

frame::Problems TransactionPayment::try_state() const {
  const u128 m = next_fee_multiplier.get().value;
  if (m < FixedU128::kOne || m > kMultiplierMost)
    return {"the fee multiplier is out of its bounds"};
  return {};
}

}  // namespace descent::modules

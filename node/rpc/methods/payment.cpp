#include "modules/transaction_payment/transaction_payment.hpp"
#include "node/rpc/methods/groups.hpp"
#include "runtime/scale/decimal.hpp"

namespace descent::rpc {
namespace {

using modules::TransactionPayment;

/// Asks a method of TransactionPaymentApi that takes an extrinsic and its length.
template <class Question>
Expected<typename Question::Output, Error> ask(const Backend& b, const Params& p,
                                               std::string_view name) {
  const auto bytes = DESCENT_TRY(p.get<Bytes>(0, "extrinsic"));
  const auto view = DESCENT_TRY(state_of(b, p, 1));
  Bytes arguments = bytes;
  scale::encode(arguments, static_cast<std::uint32_t>(bytes.size()));
  const auto answer = view.execution->call(name, arguments);
  if (!answer) return Error{1001, "Extrinsic has invalid format.", {}};
  return *scale::decoded<typename Question::Output>(*answer);
}

Answer info(const Backend& b, const Params& p) {
  constexpr std::string_view kClasses[] = {"normal", "operational", "mandatory"};
  const auto out = DESCENT_TRY(
      ask<TransactionPayment::Api::query_info>(b, p, "TransactionPaymentApi_query_info"));
  return json::value(
      json::object{{"weight", json::object{{"ref_time", out.weight.ref_time.value},
                                           {"proof_size", out.weight.proof_size.value}}},
                   {"class", kClasses[static_cast<std::size_t>(out.class_)]},
                   {"partialFee", to_string(out.partial_fee)}});
}

std::string hex_balance(Balance value) {
  std::string digits;
  for (; value != 0; value >>= 4)
    digits.insert(digits.begin(), "0123456789abcdef"[static_cast<std::size_t>(value & 15)]);
  return "0x" + (digits.empty() ? "0" : digits);
}

Answer details(const Backend& b, const Params& p) {
  const auto out = DESCENT_TRY(ask<TransactionPayment::Api::query_fee_details>(
      b, p, "TransactionPaymentApi_query_fee_details"));
  json::value fee = nullptr;
  if (out.inclusion_fee) {
    fee = json::object{{"baseFee", hex_balance(out.inclusion_fee->base_fee)},
                       {"lenFee", hex_balance(out.inclusion_fee->len_fee)},
                       {"adjustedWeightFee", hex_balance(out.inclusion_fee->adjusted_weight_fee)}};
  }
  return json::value(json::object{{"inclusionFee", std::move(fee)}, {"tip", hex_balance(out.tip)}});
}

}  // namespace

Group payment_methods(const Backend& b) {
  return {
      {"payment_queryInfo", {}, [b](const Params& p) { return info(b, p); }},
      {"payment_queryFeeDetails", {}, [b](const Params& p) { return details(b, p); }},
  };
}

Group engine_methods(const Backend& b) {
  return {
      {"engine_createBlock",
       {},
       [b](const Params&) -> Answer {
         b.seal();
         return json::value(true);
       },
       {},
       Access::Unsafe},
  };
}

}  // namespace descent::rpc

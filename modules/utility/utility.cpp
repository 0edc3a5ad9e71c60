#include "modules/utility/utility.hpp"

namespace descent::modules {
namespace {

constexpr Weight kPerCall{5 * kMicrosecond, 0};
constexpr Weight kBase{10 * kMicrosecond, 0};

}  // namespace

Weight Utility::weight_of_one(const frame::RuntimeCall& call) const {
  const auto info = frame().dispatcher->info(call.bytes);
  // A call that does not decode never gets here: the reader refused the extrinsic around it.
  DESCENT_ASSERT(info);
  return kBase + kPerCall + info->weight;
}

Weight Utility::weight_of_all(const BatchedCalls& calls) const {
  Weight out = kBase;
  for (const auto& call : calls) out = out + weight_of_one(call);
  return out;
}

Result<frame::Spent> Utility::apply(const frame::Origin& origin, const batch& call) {
  Weight spent = kBase;
  for (std::uint32_t i = 0; i < call.calls.size(); ++i) {
    const auto& item = call.calls[i];
    const auto result = frame().dispatcher->dispatch(origin, item.bytes);
    spent = spent + (result ? kBase + kPerCall + *result : weight_of_one(item));
    if (!result) {
      emit(BatchInterrupted{i, result.error()});
      return frame::Spent{spent};
    }
    emit(ItemCompleted{});
  }
  emit(BatchCompleted{});
  return frame::Spent{spent};
}

Result<frame::Spent> Utility::apply(const frame::Origin& origin, const as_derivative& call) {
  const AccountId who = DESCENT_TRY(origin.signer());
  const frame::origin::Signed derived{derivative_account(who, call.index)};
  const Weight spent = DESCENT_TRY(frame().dispatcher->dispatch(derived, call.call.bytes));
  return frame::Spent{kBase + kPerCall + spent};
}

Result<frame::Spent> Utility::apply(const frame::Origin& origin, const batch_all& call) {
  Weight spent = kBase;
  for (const auto& item : call.calls) {
    spent =
        spent + kBase + kPerCall + DESCENT_TRY(frame().dispatcher->dispatch(origin, item.bytes));
    emit(ItemCompleted{});
  }
  emit(BatchCompleted{});
  return frame::Spent{spent};
}

Result<frame::Spent> Utility::apply(const frame::Origin& origin, const dispatch_as& call) {
  DESCENT_TRY(origin.root());
  const auto result = frame().dispatcher->dispatch(call.as_origin.origin(), call.call.bytes);
  emit(DispatchedAs{result ? Result<>{} : Result<>{result.error()}});
  if (!result) return frame::Spent{weight_of_one(call.call)};
  return frame::Spent{kBase + kPerCall + *result};
}

Result<frame::Spent> Utility::apply(const frame::Origin& origin, const force_batch& call) {
  Weight spent = kBase;
  bool failed = false;
  for (const auto& item : call.calls) {
    const auto result = frame().dispatcher->dispatch(origin, item.bytes);
    spent = spent + (result ? kBase + kPerCall + *result : weight_of_one(item));
    failed = failed || !result;
    if (result)
      emit(ItemCompleted{});
    else
      emit(ItemFailed{result.error()});
  }
  if (failed)
    emit(BatchCompletedWithErrors{});
  else
    emit(BatchCompleted{});
  return frame::Spent{spent};
}

Result<frame::Spent> Utility::apply(const frame::Origin& origin, const with_weight& call) {
  DESCENT_TRY(origin.root());
  DESCENT_TRY(frame().dispatcher->dispatch(origin, call.call.bytes));
  return frame::Spent{call.weight_};
}

AccountId Utility::derivative_account(const AccountId& who, std::uint16_t index) {
  Bytes seed;
  append(seed, as_view("modlpy/utilisuba"));
  scale::encode(seed, who);
  scale::encode(seed, index);
  return {crypto::blake2b_256(seed).bytes};
}

}  // namespace descent::modules

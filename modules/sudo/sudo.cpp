#include "modules/sudo/sudo.hpp"

namespace descent::modules {

Weight Sudo::weight_of_one(const frame::RuntimeCall& call) const {
  const auto info = frame().dispatcher->info(call.bytes);
  DESCENT_ASSERT(info);
  return Weight{20 * kMicrosecond, 0} + info->weight;
}

Result<> Sudo::ensure_sudo(const frame::Origin& origin) const {
  const AccountId who = DESCENT_TRY(origin.signer());
  if (key.get() != who) return fail(Error::RequireSudo);
  return {};
}

Result<> Sudo::apply(const frame::Origin& origin, const sudo& call) {
  DESCENT_TRY(ensure_sudo(origin));
  const auto result = frame().dispatcher->dispatch(frame::origin::Root{}, call.call.bytes);
  emit(Sudid{result ? Result<>{} : Result<>{result.error()}});
  return {};
}

Result<> Sudo::apply(const frame::Origin& origin, const set_key& call) {
  DESCENT_TRY(ensure_sudo(origin));
  const auto* id = std::get_if<multi_address::Id>(&call.new_);
  if (id == nullptr) return DispatchError{dispatch_error::CannotLookup{}};
  const auto before = key.get();
  key.put(id->value);
  emit(KeyChanged{before, id->value});
  return {};
}

}  // namespace descent::modules

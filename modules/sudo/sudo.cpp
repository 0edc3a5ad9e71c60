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

/// What became of a call, which is for the event: the call to this module succeeds either way.
Result<> Sudo::run(const frame::Origin& origin, const frame::RuntimeCall& call) {
  const auto result = frame().dispatcher->dispatch(origin, call.bytes);
  return result ? Result<>{} : Result<>{result.error()};
}

Result<> Sudo::apply(const frame::Origin& origin, const sudo& call) {
  DESCENT_TRY(ensure_sudo(origin));
  emit(Sudid{run(frame::origin::Root{}, call.call)});
  return {};
}

Result<> Sudo::apply(const frame::Origin& origin, const sudo_unchecked_weight& call) {
  DESCENT_TRY(ensure_sudo(origin));
  emit(Sudid{run(frame::origin::Root{}, call.call)});
  return {};
}

Result<> Sudo::apply(const frame::Origin& origin, const set_key& call) {
  DESCENT_TRY(ensure_sudo(origin));
  const AccountId successor = DESCENT_TRY(lookup(call.new_));
  const auto before = key.get();
  key.put(successor);
  emit(KeyChanged{before, successor});
  return {};
}

Result<> Sudo::apply(const frame::Origin& origin, const sudo_as& call) {
  DESCENT_TRY(ensure_sudo(origin));
  const AccountId who = DESCENT_TRY(lookup(call.who));
  emit(SudoAsDone{run(frame::origin::Signed{who}, call.call)});
  return {};
}

Result<> Sudo::apply(const frame::Origin& origin, const remove_key&) {
  DESCENT_TRY(ensure_sudo(origin));
  key.kill();
  emit(KeyRemoved{});
  return {};
}

}  // namespace descent::modules

// What governance may force: how many validators there are, when they are elected, and that a stash
// is let go.
#include <algorithm>

#include "modules/staking/staking.hpp"

namespace descent::modules {

using staking::Forcing;

Result<> Staking::set_count(std::uint64_t count) {
  const std::uint32_t least = std::max(minimum_validator_count.get(), 1u);
  if (count < least || count > staking::kElectedMax) return fail(Error::BoundNotMet);
  validator_count.put(static_cast<std::uint32_t>(count));
  return {};
}

Result<> Staking::apply(const frame::Origin& origin, const set_validator_count& call) {
  DESCENT_TRY(origin.root());
  return set_count(call.new_);
}

Result<> Staking::apply(const frame::Origin& origin, const increase_validator_count& call) {
  DESCENT_TRY(origin.root());
  return set_count(std::uint64_t{validator_count.get()} + call.additional);
}

Result<> Staking::force(const frame::Origin& origin, Forcing mode) {
  DESCENT_TRY(origin.root());
  forcing.put(mode);
  emit(staking::ForceEra{mode});
  return {};
}

Result<> Staking::apply(const frame::Origin& origin, const force_no_eras&) {
  return force(origin, Forcing::ForceNone);
}

Result<> Staking::apply(const frame::Origin& origin, const force_new_era&) {
  return force(origin, Forcing::ForceNew);
}

Result<> Staking::apply(const frame::Origin& origin, const force_new_era_always&) {
  return force(origin, Forcing::ForceAlways);
}

/// A slash that waits for it takes what is left of it: nothing.
Result<> Staking::apply(const frame::Origin& origin, const force_unstake& call) {
  DESCENT_TRY(origin.root());
  free_stash(DESCENT_TRY(ledger_of(call.stash)));
  return {};
}

}  // namespace descent::modules

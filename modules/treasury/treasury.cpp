#include "modules/treasury/treasury.hpp"

#include <algorithm>

#include "runtime/primitives/arithmetic.hpp"

namespace descent::modules {

using namespace treasury;

// ---- Who may what ---------------------------------------------------------------------------

Result<Balance> Treasury::limit_of(const frame::Origin& origin) const {
  if (origin.is_root()) return ~Balance{0};
  const auto custom = origins::custom_of(origin);
  if (custom == origins::Custom::SmallSpender) return config.small_limit;
  if (custom == origins::Custom::MediumSpender) return config.medium_limit;
  if (custom == origins::Custom::BigSpender) return config.big_limit;
  return DispatchError::bad_origin();
}

Result<> Treasury::approve(const frame::Origin& origin, Balance amount) {
  const Balance limit = DESCENT_TRY(limit_of(origin));
  if (origin.is_root()) return {};
  const std::uint64_t dispatch = frame().dispatches;
  const std::uint8_t kind = origin.module()->kind;
  auto sums = approved.get();
  if (sums.dispatch != dispatch) sums = {dispatch, {}};
  Balance& sum = sums.amounts[kind];
  if (amount > limit || sum > limit - amount) return fail(Error::InsufficientPermission);
  sum += amount;
  approved.put(sums);
  return {};
}

// ---- Payments at the end of a period --------------------------------------------------------

Result<> Treasury::apply(const frame::Origin& origin, const calls::spend_local& call) {
  DESCENT_TRY(approve(origin, call.amount));
  const AccountId beneficiary = DESCENT_TRY(lookup(call.beneficiary));
  const ProposalIndex index = proposal_count.get();
  auto queue = approvals.get();
  if (queue.size() == kApprovalsMax) return fail(Error::TooManyApprovals);
  queue.push_back(index);
  approvals.put(queue);
  proposals.insert(index, {beneficiary, call.amount, beneficiary, 0});
  proposal_count.put(DESCENT_TRY(checked_add(index, ProposalIndex{1})));
  emit(SpendApproved{index, call.amount, beneficiary});
  return {};
}

Result<> Treasury::apply(const frame::Origin& origin, const calls::remove_approval& call) {
  DESCENT_TRY(origins::ensure_root_or(origin, origins::Custom::BigSpender));
  auto queue = approvals.get();
  const auto at = std::ranges::find(queue, call.proposal_id.value);
  if (at == queue.end()) return fail(Error::ProposalNotApproved);
  queue.erase(at);
  approvals.put(queue);
  proposals.remove(call.proposal_id);
  return {};
}

Weight Treasury::on_initialize(BlockNumber now) {
  if (now % config.spend_period != 0) return treasury_weights::kBlock;
  const std::size_t waiting = approvals.get().size();
  last_spend_period.put(now);
  spend_funds();
  return treasury_weights::kBlock + treasury_weights::spend_period(waiting);
}

void Treasury::spend_funds() {
  emit(Spending{pot()});
  Bounded<ProposalIndex, kApprovalsMax> missed;
  for (const ProposalIndex index : approvals.get()) {
    const auto proposal = proposals.get(index);
    DESCENT_ASSERT(proposal);
    if (!pay(proposal->beneficiary, proposal->value)) {
      missed.push_back(index);
      continue;
    }
    proposals.remove(index);
    emit(Awarded{index, proposal->value, proposal->beneficiary});
  }
  approvals.put(missed);
  if (missed.empty()) burn_surplus();
  emit(Rollover{pot()});
}

bool Treasury::pay(const AccountId& to, Balance amount) {
  frame().checkpoint();
  if (balances_.transfer(account(), to, amount, Existence::KeepAlive)) {
    frame().commit();
    return true;
  }
  frame().rollback();
  return false;
}

void Treasury::burn_surplus() {
  const auto surplus = mul_div_floor(pot(), config.burn.parts, kMillion);
  DESCENT_ASSERT(surplus && balances_.burn_from(account(), *surplus, Existence::KeepAlive));
  emit(Burnt{*surplus});
}

// ---- Payments on demand ---------------------------------------------------------------------

Result<> Treasury::apply(const frame::Origin& origin, const calls::spend& call) {
  DESCENT_TRY(limit_of(origin));
  const AccountId beneficiary = DESCENT_TRY(lookup(call.beneficiary));
  const BlockNumber now = frame().number;
  const BlockNumber from = call.valid_from.value_or(now);
  const BlockNumber until = saturating_add_of(from, config.payout_period);
  if (until <= now) return fail(Error::SpendExpired);
  DESCENT_TRY(approve(origin, call.amount));
  const SpendIndex index = spend_count.get();
  spends.insert(index, {{}, call.amount, beneficiary, from, until, payment_state::Pending{}});
  spend_count.put(DESCENT_TRY(checked_add(index, SpendIndex{1})));
  emit(AssetSpendApproved{index, {}, call.amount, beneficiary, from, until});
  return {};
}

Result<> Treasury::apply(const frame::Origin& origin, const calls::payout& call) {
  DESCENT_TRY(origin.signer());
  auto spend = spends.get(call.index);
  if (!spend) return fail(Error::InvalidIndex);
  if (frame().number < spend->valid_from) return fail(Error::EarlyPayout);
  if (frame().number >= spend->expire_at) return fail(Error::SpendExpired);
  if (is_paid(*spend)) return fail(Error::AlreadyAttempted);
  if (!pay(spend->beneficiary, spend->amount)) return fail(Error::PayoutError);
  spend->status = payment_state::Attempted{};
  spends.insert(call.index, *spend);
  emit(Paid{call.index, {}});
  return {};
}

Result<> Treasury::apply(const frame::Origin& origin, const calls::check_status& call) {
  DESCENT_TRY(origin.signer());
  const auto spend = spends.get(call.index);
  if (!spend) return fail(Error::InvalidIndex);
  if (!is_paid(*spend) && frame().number < spend->expire_at) return fail(Error::NotAttempted);
  spends.remove(call.index);
  emit(SpendProcessed{call.index});
  return {};
}

Result<> Treasury::apply(const frame::Origin& origin, const calls::void_spend& call) {
  DESCENT_TRY(origins::ensure_root_or(origin, origins::Custom::BigSpender));
  const auto spend = spends.get(call.index);
  if (!spend) return fail(Error::InvalidIndex);
  if (is_paid(*spend)) return fail(Error::AlreadyAttempted);
  spends.remove(call.index);
  emit(AssetSpendVoided{call.index});
  return {};
}

bool Treasury::is_paid(const SpendStatus& spend) {
  return std::holds_alternative<payment_state::Attempted>(spend.status);
}

// ---- Hooks and views ------------------------------------------------------------------------

void Treasury::on_finalize(BlockNumber) {
  // It is of one dispatch, and no concern of the next block's.
  if (approved.exists()) approved.kill();
}

AccountId Treasury::account() {
  AccountId out;
  constexpr std::string_view kType = "modl";
  std::ranges::copy(kType, out.id.begin());
  std::ranges::copy(kPalletId.id, out.id.begin() + kType.size());
  return out;
}

frame::Problems Treasury::integrity() const {
  frame::Problems out;
  if (config.spend_period == 0 || config.payout_period == 0) out.push_back("a period is zero");
  if (config.burn.parts > kMillion) out.push_back("more than all would be burnt");
  if (config.small_limit > config.medium_limit || config.medium_limit > config.big_limit)
    out.push_back("a bigger spender may spend less");
  return out;
}

frame::Problems Treasury::try_state() const {
  frame::Problems out;
  const auto queue = approvals.get();
  const auto kept = proposals.entries();
  if (kept.size() != queue.size()) out.push_back("what is queued is not what is kept");
  for (const auto& [index, proposal] : kept) {
    if (std::ranges::count(queue, index) != 1) out.push_back("a proposal is not queued once");
    if (index >= proposal_count.get()) out.push_back("a proposal was not counted");
  }
  for (const auto& [index, spend] : spends.entries()) {
    if (index >= spend_count.get()) out.push_back("a spend was not counted");
    if (spend.expire_at <= spend.valid_from) out.push_back("a spend expires before it is valid");
  }
  return out;
}

}  // namespace descent::modules

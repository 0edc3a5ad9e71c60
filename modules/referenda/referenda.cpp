#include "modules/referenda/referenda.hpp"

#include <algorithm>

#include "runtime/primitives/arithmetic.hpp"

namespace descent::modules {

namespace info = referenda::referendum_info;

// ---- Submission -----------------------------------------------------------------------------

Result<> Referenda::apply(const frame::Origin& origin, const submit& call) {
  const AccountId who = DESCENT_TRY(origin.signer());
  const Track* track = track_for(call.proposal_origin);
  if (track == nullptr) return fail(Error::NoTrack);
  const Excluded excluded = DESCENT_TRY(reviewed(track->id, call.proposal));
  const ReferendumIndex place = count.get();
  count.put(DESCENT_TRY(checked_add(place, ReferendumIndex{1})));
  Status status{.track = track->id,
                .origin = call.proposal_origin,
                .proposal = call.proposal,
                .enactment = call.enactment_moment,
                .submitted = frame().number};
  status.submission_deposit =
      DESCENT_TRY(take_deposit(HoldReason::SubmissionDeposit, who, config.submission_deposit));
  if (!excluded.empty()) excluded_from.insert(place, excluded);
  emit(referenda::Submitted{place, track->id, call.proposal});
  advance(place, std::move(status));
  return {};
}

Result<Referenda::Excluded> Referenda::reviewed(TrackId track,
                                                const referenda::BoundedCall& proposal) const {
  const auto hash = proposal.lookup_hash();
  if (hash && !preimages_.len(*hash)) return review_.review(track, nullptr);
  const auto call = preimages_.peek(proposal);
  if (!call) return fail(Error::BadProposal);
  return review_.review(track, &*call);
}

Result<> Referenda::apply(const frame::Origin& origin, const place_decision_deposit& call) {
  const AccountId who = DESCENT_TRY(origin.signer());
  Status status = DESCENT_TRY(ensure_ongoing(call.index));
  if (status.decision_deposit) return fail(Error::HasDeposit);
  const Balance amount = track_of(status.track)->info.decision_deposit;
  status.decision_deposit = DESCENT_TRY(take_deposit(HoldReason::DecisionDeposit, who, amount));
  emit(referenda::DecisionDepositPlaced{call.index, who, amount});
  advance(call.index, std::move(status));
  return {};
}

// ---- Deposits -------------------------------------------------------------------------------

Result<Referenda::Deposit> Referenda::take_deposit(HoldReason reason, const AccountId& who,
                                                   Balance amount) {
  DESCENT_TRY(balances_.hold(hold_reason(reason), who, amount));
  return Deposit{who, amount};
}

Result<> Referenda::apply(const frame::Origin& origin, const refund_decision_deposit& call) {
  if (!origin.is_root()) DESCENT_TRY(origin.signer());
  auto record = info_for.get(call.index);
  if (!record) return fail(Error::BadReferendum);
  const Status* status = record->ongoing();
  if (status != nullptr && status->decision_deposit) return fail(Error::Unfinished);
  auto* place = record->decision_deposit();
  if (place == nullptr || !*place) return fail(Error::NoDeposit);
  const Deposit deposit = **place;
  DESCENT_TRY(
      balances_.release(hold_reason(HoldReason::DecisionDeposit), deposit.who, deposit.amount));
  place->reset();
  info_for.insert(call.index, *record);
  emit(referenda::DecisionDepositRefunded{call.index, deposit.who, deposit.amount});
  return {};
}

Result<> Referenda::apply(const frame::Origin& origin, const refund_submission_deposit& call) {
  if (!origin.is_root()) DESCENT_TRY(origin.signer());
  auto record = info_for.get(call.index);
  if (!record) return fail(Error::BadReferendum);
  if (record->ongoing() != nullptr || std::holds_alternative<info::Rejected>(*record) ||
      std::holds_alternative<info::TimedOut>(*record))
    return fail(Error::BadStatus);
  auto* place = record->submission_deposit();
  if (place == nullptr || !*place) return fail(Error::NoDeposit);
  const Deposit deposit = **place;
  DESCENT_TRY(
      balances_.release(hold_reason(HoldReason::SubmissionDeposit), deposit.who, deposit.amount));
  place->reset();
  info_for.insert(call.index, *record);
  emit(referenda::SubmissionDepositRefunded{call.index, deposit.who, deposit.amount});
  return {};
}

Result<> Referenda::slash_deposit(HoldReason reason, const std::optional<Deposit>& deposit) {
  if (!deposit) return {};
  const auto& [who, amount] = *deposit;
  // An account that does not exist yet cannot take what is less than it needs to exist.
  const bool taken = config.slashed && (balances_.data(*config.slashed).free > 0 ||
                                        amount >= balances_.config.existential_deposit);
  if (taken)
    DESCENT_TRY(balances_.transfer_held(hold_reason(reason), who, *config.slashed, amount));
  else
    DESCENT_TRY(balances_.burn_held(hold_reason(reason), who, amount));
  emit(referenda::DepositSlashed{who, amount});
  return {};
}

// ---- Root -----------------------------------------------------------------------------------

Result<> Referenda::apply(const frame::Origin& origin, const cancel& call) {
  DESCENT_TRY(origin.root());
  Status status = DESCENT_TRY(ensure_ongoing(call.index));
  emit(referenda::Cancelled{call.index, status.tally});
  leave(call.index, status);
  info_for.insert(call.index, info::Cancelled{frame().number, status.submission_deposit,
                                              status.decision_deposit});
  return {};
}

Result<> Referenda::apply(const frame::Origin& origin, const kill& call) {
  DESCENT_TRY(origin.root());
  Status status = DESCENT_TRY(ensure_ongoing(call.index));
  emit(referenda::Killed{call.index, status.tally});
  DESCENT_TRY(slash_deposit(HoldReason::SubmissionDeposit, status.submission_deposit));
  DESCENT_TRY(slash_deposit(HoldReason::DecisionDeposit, status.decision_deposit));
  clear_metadata(call.index);
  leave(call.index, status);
  info_for.insert(call.index, info::Killed{frame().number});
  return {};
}

Result<> Referenda::apply(const frame::Origin& origin, const nudge_referendum& call) {
  DESCENT_TRY(origin.root());
  Status status = DESCENT_TRY(ensure_ongoing(call.index));
  // It is the alarm that calls, unless that is still to come.
  if (status.alarm && status.alarm->first > frame().number) drop_alarm(status);
  status.alarm.reset();
  advance(call.index, std::move(status));
  return {};
}

Result<> Referenda::apply(const frame::Origin& origin, const one_fewer_deciding& call) {
  DESCENT_TRY(origin.root());
  const Track* track = track_of(call.track);
  if (track == nullptr) return fail(Error::BadTrack);
  decide_next(*track);
  return {};
}

// ---- Metadata -------------------------------------------------------------------------------

Result<> Referenda::apply(const frame::Origin& origin, const set_metadata& call) {
  const AccountId who = DESCENT_TRY(origin.signer());
  const auto status = ensure_ongoing(call.index);
  if (!status && call.maybe_hash) return status.error();
  if (status && status->submission_deposit.who != who) return fail(Error::NoPermission);
  if (!call.maybe_hash) {
    clear_metadata(call.index);
    return {};
  }
  if (!preimages_.len(*call.maybe_hash)) return fail(Error::PreimageNotExist);
  metadata_of.insert(call.index, *call.maybe_hash);
  emit(referenda::MetadataSet{call.index, *call.maybe_hash});
  return {};
}

void Referenda::clear_metadata(ReferendumIndex of) {
  if (const auto hash = metadata_of.take(of)) emit(referenda::MetadataCleared{of, *hash});
}

}  // namespace descent::modules

#include <algorithm>

#include "modules/training/opening.hpp"
#include "modules/training/training.hpp"

namespace descent::modules {
namespace {

using training::Error;

Error error_of(const graph::Refusal& refusal) {
  switch (refusal.error) {
    case graph::Error::WrongBase: return Error::UpdateOfAnotherBase;
    case graph::Error::EmptyUpdate: return Error::UpdateIsEmpty;
    case graph::Error::BadTensorIndex:
    case graph::Error::TensorOrder: return Error::UpdateBadTensor;
    case graph::Error::ExponentOutOfRange: return Error::UpdateBadExponent;
    case graph::Error::CountMismatch: return Error::UpdateBadCount;
    case graph::Error::PositionOrder:
    case graph::Error::PositionOutOfRange: return Error::UpdateBadPosition;
    default: return Error::UpdateMalformed;
  }
}

}  // namespace

Weight Training::reveal_weight(const reveal& call) const {
  const auto blob = blobs_.info(call.update);
  const auto round = rounds.get(call.task, call.round);
  const auto base = round ? models_.versions.get(round->base_version) : std::nullopt;
  return training_weights::reveal(blob ? blob->length : 0, base ? base->bytes : 0);
}

Result<> Training::apply(const frame::Origin& origin, const reveal& call) {
  const AccountId who = DESCENT_TRY(origin.signer());
  const Task task = DESCENT_TRY(task_in(call.task, call.round));
  if (task.phase != training::Phase::Reveal) return fail(Error::NotNow);
  Entries all = entries.get(call.task, call.round);
  const auto entry = std::ranges::find(all, who, &Entry::account);
  if (entry == all.end()) return fail(Error::NotCommitted);
  if (entry->status != training::Status::Committed) return fail(Error::AlreadyRevealed);
  if (training::commitment(call.update, call.salt, who, call.task, call.round) != entry->commitment)
    return fail(Error::WrongCommitment);
  const auto round = rounds.get(call.task, call.round);
  DESCENT_ASSERT(round);
  DESCENT_TRY(check_update(*round, call.update));
  DESCENT_TRY(blobs_.reference(call.update));
  entry->status = training::Status::Revealed;
  entry->update = call.update;
  entries.insert(call.task, call.round, all);
  emit(training::Revealed{call.task, call.round, who, call.update});
  return {};
}

Result<> Training::check_update(const Round& round, const Hash& blob) const {
  const auto stored = blobs_.first_stored(blob);
  const auto bytes = blobs_.read(blob);
  if (!bytes || !stored) return fail(Error::UnknownBlob);
  if (*stored < round.reveal_from) return fail(Error::StoredTooEarly);
  const auto update = graph::decode_update(*bytes);
  if (!update) return fail(error_of(update.error()));
  const auto base = models_.load(round.base_version);
  DESCENT_ASSERT(base);
  const auto checked = graph::check(*update, *base, round.base);
  if (!checked) return fail(error_of(checked.error()));
  return {};
}

}  // namespace descent::modules

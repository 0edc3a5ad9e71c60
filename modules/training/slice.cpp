#include "modules/training/opening.hpp"
#include "modules/training/training.hpp"

namespace descent::modules {
namespace {

using training::Error;
using training::OpeningError;

Error error_of(OpeningError error) {
  switch (error) {
    case OpeningError::WrongLength: return Error::OpeningWrongLength;
    case OpeningError::NotFinite: return Error::OpeningNotFinite;
    case OpeningError::LabelOutOfRange: return Error::OpeningLabelOutOfRange;
    default: return Error::OpeningWrongProof;
  }
}

}  // namespace

Result<> Training::apply(const frame::Origin& origin, const open_slice& call) {
  const AccountId who = DESCENT_TRY(origin.signer());
  Task task = DESCENT_TRY(task_in(call.task, call.slice));
  if (who != task.sponsor) return fail(Error::NotSponsor);
  if (task.phase != training::Phase::OpenSlice && task.phase != training::Phase::OpenLast)
    return fail(Error::NotNow);
  const training::SetShape shape{task.terms.rounds + 1, task.terms.samples, task.shape.elements,
                                 task.terms.loss};
  const auto checked = training::check_opening(task.terms.set_root, shape, call.slice, call.opening,
                                               call.proof, task.shape.classes);
  if (!checked) return fail(error_of(checked.error()));
  const Hash slice = blobs_.write(call.opening);
  emit(training::SliceOpened{call.task, call.slice, slice});
  begin_evaluation(call.task, task, slice);
  return {};
}

Result<> Training::apply(const frame::Origin& origin, const close_task& call) {
  const AccountId who = DESCENT_TRY(origin.signer());
  auto task = tasks.get(call.task);
  if (!task) return fail(Error::UnknownTask);
  if (who != task->sponsor) return fail(Error::NotSponsor);
  if (task->phase != training::Phase::Commit) return fail(Error::NotNow);
  if (!entries.get(call.task, task->round).empty()) return fail(Error::HasParticipants);
  unschedule(call.task, *task);
  end_unscored(call.task, *task, training::Outcome::NobodyRevealed);
  begin_last(call.task, *task);
  return {};
}

}  // namespace descent::modules

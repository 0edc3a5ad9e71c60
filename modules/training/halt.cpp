// What becomes of a task whose model is taken out of use: it ends at once, and nobody loses by it.
#include "modules/training/training.hpp"

namespace descent::modules {

using training::Outcome;
using training::Status;

Weight Training::quarantine_weight() const { return {2 * training_weights::kPhaseChange, 0}; }

void Training::quarantined(ModelId model) {
  const auto id = task_on.get(model);
  if (!id) return;
  auto task = tasks.get(*id);
  DESCENT_ASSERT(task && task->phase != training::Phase::Closed);
  halt(*id, *task);
}

void Training::halt(TaskId id, Task& task) {
  emit(training::TaskHalted{id, task.round});
  return_all(id, task);
  if (work.contains(id))
    end_work(load(id));
  else
    unschedule(id, task);
  // After the last round there is none that could have this outcome.
  if (rounds.contains(id, task.round)) end_unscored(id, task, Outcome::Halted);
  close(id, task);
}

/// The price of an evaluation that has begun is burned already.
void Training::return_all(TaskId id, const Task& task) {
  const bool burned = work.contains(id);
  Entries all = entries.get(id, task.round);
  for (auto& entry : all) {
    if (entry.status == Status::Missing || entry.status == Status::Excused) continue;
    give_back(HoldReason::Deposit, entry.account, entry.deposit);
    if (!burned) give_back(HoldReason::Evaluation, entry.account, entry.prepaid);
    if (entry.status != Status::Committed) blobs_.release(entry.update);
    entry.status = Status::Halted;
  }
  if (!all.empty()) entries.insert(id, task.round, all);
}

}  // namespace descent::modules

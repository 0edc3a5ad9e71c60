// The agendas: what comes onto them, moves, and is cancelled.
#include <algorithm>

#include "modules/scheduler/scheduler.hpp"
#include "runtime/primitives/arithmetic.hpp"

namespace descent::modules {

using scheduler::dispatch_time::After;
using scheduler::dispatch_time::At;

// ---- Agendas --------------------------------------------------------------------------------

Result<BlockNumber> Scheduler::resolve(const DispatchTime& when) const {
  const BlockNumber now = frame().number;
  BlockNumber out = saturating_add_of(now, BlockNumber{1});
  if (const auto* after = std::get_if<After>(&when))
    out = saturating_add_of(out, after->value);
  else
    out = std::get_if<At>(&when)->value;
  if (out <= now) return fail(Error::TargetBlockNumberInPast);
  return out;
}

std::optional<Scheduler::Task> Scheduler::find(const TaskAddress& at) const {
  const auto tasks = agenda.get(at.first);
  if (at.second >= tasks.size()) return std::nullopt;
  return tasks[at.second];
}

Result<Scheduler::TaskAddress> Scheduler::address_of(const TaskName& id) const {
  const auto at = lookup_.get(id);
  if (!at) return fail(Error::NotFound);
  return *at;
}

Result<> Scheduler::ensure_room(BlockNumber when) const {
  const auto tasks = agenda.get(when);
  if (tasks.size() < scheduler::kScheduledMax) return {};
  if (std::ranges::any_of(tasks, [](const auto& task) { return !task; })) return {};
  return DispatchError{dispatch_error::Exhausted{}};
}

Result<Scheduler::TaskAddress> Scheduler::place(BlockNumber when, const Task& task) {
  if (task.maybe_id && lookup_.contains(*task.maybe_id)) return fail(Error::FailedToSchedule);
  DESCENT_TRY(ensure_room(when));
  auto tasks = agenda.get(when);
  // At the end while there is room, so that an address is not soon another task's.
  auto slot = tasks.end();
  if (tasks.size() == scheduler::kScheduledMax)
    slot = std::ranges::find_if(tasks, [](const auto& other) { return !other; });
  const auto index = static_cast<std::uint32_t>(slot - tasks.begin());
  if (slot == tasks.end())
    tasks.push_back(task);
  else
    *slot = task;
  agenda.insert(when, tasks);
  if (task.maybe_id) lookup_.insert(*task.maybe_id, {when, index});
  emit(Scheduled{when, index});
  return TaskAddress{when, index};
}

Result<Scheduler::TaskAddress> Scheduler::place_new(BlockNumber when, const Task& task) {
  const TaskAddress out = DESCENT_TRY(place(when, task));
  if (const auto hash = task.call.lookup_hash()) preimages_.request(*hash);
  return out;
}

void Scheduler::take_out(const TaskAddress& at, const Task& task) {
  auto tasks = agenda.get(at.first);
  tasks[at.second].reset();
  while (!tasks.empty() && !tasks.back()) tasks.pop_back();
  if (tasks.empty())
    agenda.remove(at.first);
  else
    agenda.insert(at.first, tasks);
  if (task.maybe_id) lookup_.remove(*task.maybe_id);
  retries.remove(at);
}

// ---- Scheduling -----------------------------------------------------------------------------

Result<Scheduler::TaskAddress> Scheduler::add(const DispatchTime& when,
                                              const std::optional<Period>& periodic, Task task) {
  const BlockNumber at = DESCENT_TRY(resolve(when));
  if (periodic && periodic->first > 0 && periodic->second > 1)
    task.maybe_periodic = {periodic->first, periodic->second - 1};
  return place_new(at, task);
}

Result<> Scheduler::add_call(const DispatchTime& when, const std::optional<Period>& periodic,
                             Task task, const frame::RuntimeCall& call) {
  task.call = DESCENT_TRY(preimages_.bound(call));
  task.origin = origins::root_caller();
  DESCENT_TRY(add(when, periodic, task));
  preimages_.drop(task.call);  // the task has a request of its own
  return {};
}

Result<Scheduler::TaskAddress> Scheduler::schedule(const DispatchTime& when,
                                                   const std::optional<Period>& maybe_periodic,
                                                   Priority priority, const OriginCaller& origin,
                                                   const BoundedCall& call) {
  return add(when, maybe_periodic, {.priority = priority, .call = call, .origin = origin});
}

Result<Scheduler::TaskAddress> Scheduler::schedule_named(
    const TaskName& id, const DispatchTime& when, const std::optional<Period>& maybe_periodic,
    Priority priority, const OriginCaller& origin, const BoundedCall& call) {
  return add(when, maybe_periodic,
             {.maybe_id = id, .priority = priority, .call = call, .origin = origin});
}

// ---- Cancelling and moving ------------------------------------------------------------------

Result<> Scheduler::cancel(const TaskAddress& task) { return cancel_found(task, find(task)); }

Result<> Scheduler::cancel_named(const TaskName& id) { return cancel(DESCENT_TRY(address_of(id))); }

Result<> Scheduler::cancel_found(const TaskAddress& at, const std::optional<Task>& task) {
  if (!task) return fail(Error::NotFound);
  take_out(at, *task);
  preimages_.drop(task->call);
  emit(Canceled{at.first, at.second});
  return {};
}

Result<Scheduler::TaskAddress> Scheduler::reschedule(const TaskAddress& task,
                                                     const DispatchTime& when) {
  const auto found = find(task);
  if (!found) return fail(Error::NotFound);
  if (found->maybe_id) return fail(Error::Named);
  return move(task, *found, when);
}

Result<Scheduler::TaskAddress> Scheduler::reschedule_named(const TaskName& id,
                                                           const DispatchTime& when) {
  const TaskAddress at = DESCENT_TRY(address_of(id));
  return move(at, *find(at), when);
}

Result<Scheduler::TaskAddress> Scheduler::move(const TaskAddress& from, const Task& task,
                                               const DispatchTime& when) {
  const BlockNumber to = DESCENT_TRY(resolve(when));
  if (to == from.first) return fail(Error::RescheduleNoChange);
  DESCENT_TRY(ensure_room(to));
  const auto retry_config = retries.get(from);
  take_out(from, task);
  emit(Canceled{from.first, from.second});
  const TaskAddress out = DESCENT_TRY(place(to, task));
  if (retry_config) retries.insert(out, *retry_config);
  return out;
}

Result<BlockNumber> Scheduler::next_dispatch_time(const TaskAddress& task) const {
  if (!find(task)) return fail(Error::NotFound);
  return task.first;
}

Result<BlockNumber> Scheduler::next_dispatch_time(const TaskName& id) const {
  return DESCENT_TRY(address_of(id)).first;
}

}  // namespace descent::modules

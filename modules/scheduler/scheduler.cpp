#include "modules/scheduler/scheduler.hpp"

namespace descent::modules {

namespace calls = scheduler::calls;
using scheduler::dispatch_time::After;
using scheduler::dispatch_time::At;

// ---- Calls ----------------------------------------------------------------------------------

Result<> Scheduler::apply(const frame::Origin& origin, const calls::schedule& call) {
  DESCENT_TRY(origin.root());
  return add_call(At{call.when}, call.maybe_periodic, {.priority = call.priority}, call.call);
}

Result<> Scheduler::apply(const frame::Origin& origin, const calls::cancel& call) {
  DESCENT_TRY(origin.root());
  return cancel(TaskAddress{call.when, call.index});
}

Result<> Scheduler::apply(const frame::Origin& origin, const calls::schedule_named& call) {
  DESCENT_TRY(origin.root());
  return add_call(At{call.when}, call.maybe_periodic,
                  {.maybe_id = call.id, .priority = call.priority}, call.call);
}

Result<> Scheduler::apply(const frame::Origin& origin, const calls::cancel_named& call) {
  DESCENT_TRY(origin.root());
  return cancel_named(call.id);
}

Result<> Scheduler::apply(const frame::Origin& origin, const calls::schedule_after& call) {
  DESCENT_TRY(origin.root());
  return add_call(After{call.after}, call.maybe_periodic, {.priority = call.priority}, call.call);
}

Result<> Scheduler::apply(const frame::Origin& origin, const calls::schedule_named_after& call) {
  DESCENT_TRY(origin.root());
  return add_call(After{call.after}, call.maybe_periodic,
                  {.maybe_id = call.id, .priority = call.priority}, call.call);
}

Result<> Scheduler::apply(const frame::Origin& origin, const calls::set_retry& call) {
  DESCENT_TRY(origin.root());
  const auto task = find(call.task);
  if (!task) return fail(Error::NotFound);
  if (task->maybe_id) return fail(Error::Named);
  retries.insert(call.task, {call.retries, call.retries, call.period});
  emit(RetrySet{call.task, std::nullopt, call.period, call.retries});
  return {};
}

Result<> Scheduler::apply(const frame::Origin& origin, const calls::set_retry_named& call) {
  DESCENT_TRY(origin.root());
  const TaskAddress at = DESCENT_TRY(address_of(call.id));
  retries.insert(at, {call.retries, call.retries, call.period});
  emit(RetrySet{at, call.id, call.period, call.retries});
  return {};
}

Result<> Scheduler::apply(const frame::Origin& origin, const calls::cancel_retry& call) {
  DESCENT_TRY(origin.root());
  if (!find(call.task)) return fail(Error::NotFound);
  retries.remove(call.task);
  emit(RetryCancelled{call.task, std::nullopt});
  return {};
}

Result<> Scheduler::apply(const frame::Origin& origin, const calls::cancel_retry_named& call) {
  DESCENT_TRY(origin.root());
  const TaskAddress at = DESCENT_TRY(address_of(call.id));
  retries.remove(at);
  emit(RetryCancelled{at, call.id});
  return {};
}

// ---- Hooks ----------------------------------------------------------------------------------

frame::Problems Scheduler::integrity() const {
  using namespace scheduler_weights;
  frame::Problems out;
  const Weight least = kAgendas + kAgendaBase + kTask + preimage_weights::peek(preimage::kSizeMax);
  if (!fits(least, config.maximum_weight)) out.push_back("there are calls that can never run");
  const auto& block = system_.config.block_weights;
  const Weight others = block.base_block + system_.config.idle_share +
                        block.per_class.normal.max_total.value_or(block.max_block);
  if (!fits(others + config.maximum_weight, block.max_block))
    out.push_back("a full block has no room for what is scheduled");
  return out;
}

frame::Problems Scheduler::try_state() const {
  frame::Problems out;
  const BlockNumber first = incomplete_since.get().value_or(frame().number + 1);
  std::size_t named = 0;
  for (const auto& [when, tasks] : agenda.entries()) {
    if (tasks.empty() || !tasks.back()) out.push_back("an agenda ends with an empty place");
    if (when < first) out.push_back("an agenda was passed over");
    for (std::uint32_t i = 0; i < tasks.size(); ++i) {
      if (!tasks[i] || !tasks[i]->maybe_id) continue;
      ++named;
      if (lookup_.get(*tasks[i]->maybe_id) != TaskAddress{when, i})
        out.push_back("a task is not found by its name");
    }
  }
  if (lookup_.entries().size() != named) out.push_back("a name leads nowhere");
  for (const auto& [at, retry_config] : retries.entries())
    if (!find(at)) out.push_back("there is nothing to retry");
  return out;
}

}  // namespace descent::modules

// What is due is run, within the weight a block has for it.
#include <algorithm>

#include "modules/scheduler/scheduler.hpp"
#include "runtime/primitives/arithmetic.hpp"

namespace descent::modules {

using namespace scheduler_weights;

/// What a block has for tasks, and what they took of it.
class Scheduler::Meter {
 public:
  explicit Meter(const Weight& limit) : limit_{limit} {}
  bool admits(const Weight& cost) const { return fits(used_ + cost, limit_); }
  bool take(const Weight& cost) {
    if (!admits(cost)) return false;
    used_ = used_ + cost;
    return true;
  }
  const Weight& used() const { return used_; }

 private:
  Weight limit_;
  Weight used_{};
};

namespace {

/// The places of an agenda's tasks in the order they run.
std::vector<std::uint32_t> in_order(const scheduler::Agenda& tasks) {
  std::vector<std::uint32_t> out;
  for (std::uint32_t i = 0; i < tasks.size(); ++i)
    if (tasks[i]) out.push_back(i);
  std::ranges::stable_sort(out, {}, [&](std::uint32_t i) { return tasks[i]->priority; });
  return out;
}

/// The block of the next run: never this one, whose agenda is being served.
BlockNumber wake(BlockNumber now, BlockNumber period) {
  return saturating_add_of(now, std::max(period, BlockNumber{1}));
}

}  // namespace

Weight Scheduler::on_initialize(BlockNumber now) {
  Meter meter{config.maximum_weight};
  meter.take(kAgendas);
  std::optional<BlockNumber> left;
  BlockNumber when = incomplete_since.get().value_or(now);
  for (; when <= now && meter.admits(kAgendaBase); ++when) {
    if (!serve_agenda(meter, now, when) && !left) left = when;
  }
  if (when <= now && !left) left = when;
  incomplete_since.kill();
  if (left) {
    incomplete_since.put(*left);
    emit(AgendaIncomplete{*left});
  }
  return meter.used();
}

bool Scheduler::serve_agenda(Meter& meter, BlockNumber now, BlockNumber when) {
  meter.take(kAgendaBase);
  bool done = true;
  for (const std::uint32_t index : in_order(agenda.get(when))) {
    if (!meter.admits(kTask)) return false;
    const TaskAddress at{when, index};
    const auto task = find(at);  // none, if a task before it has cancelled it
    if (task && !serve(meter, now, at, *task)) done = false;
  }
  return done;
}

bool Scheduler::serve(Meter& meter, BlockNumber now, const TaskAddress& at, const Task& task) {
  const Weight fixed = kTask + preimage_weights::peek(task.call.lookup_len());
  const auto never_fits = [&](const Weight& call) {
    return !fits(kAgendas + kAgendaBase + fixed + call, config.maximum_weight);
  };
  if (never_fits({})) {
    give_up<PermanentlyOverweight>(at, task);
    return true;
  }
  if (!meter.take(fixed)) return false;
  const auto call = preimages_.peek(task.call);
  if (!call) {
    give_up<CallUnavailable>(at, task);
    return true;
  }
  const Weight weight = frame().dispatcher->info(call->bytes)->weight;
  if (never_fits(weight)) {
    give_up<PermanentlyOverweight>(at, task);
    return true;
  }
  if (!meter.admits(weight)) return false;
  meter.take(run(now, at, task, call->bytes, weight));
  return true;
}

template <class E>
void Scheduler::give_up(const TaskAddress& at, const Task& task) {
  take_out(at, task);
  preimages_.drop(task.call);
  emit(E{at, task.maybe_id});
}

Weight Scheduler::run(BlockNumber now, const TaskAddress& at, const Task& task, const Bytes& call,
                      const Weight& bound) {
  const auto retry_config = retries.get(at);
  // First, so that the call finds itself nowhere to be cancelled.
  take_out(at, task);
  const auto result = frame().dispatcher->dispatch(task.origin.origin(), call);
  emit(Dispatched{at, task.maybe_id, result ? Result<>{} : Result<>{result.error()}});
  if (!result && retry_config) retry(now, at, task, *retry_config);
  if (task.maybe_periodic) run_again(now, at, task, retry_config);
  preimages_.drop(task.call);
  return result ? *result : bound;
}

void Scheduler::retry(BlockNumber now, const TaskAddress& at, const Task& task,
                      RetryConfig retry_config) {
  if (retry_config.remaining == 0) return;
  --retry_config.remaining;
  Task again = task;
  again.maybe_id.reset();
  again.maybe_periodic.reset();
  const auto placed = place_new(wake(now, retry_config.period), again);
  if (placed)
    retries.insert(*placed, retry_config);
  else
    emit(RetryFailed{at, task.maybe_id});
}

void Scheduler::run_again(BlockNumber now, const TaskAddress& at, Task task,
                          const std::optional<RetryConfig>& retry_config) {
  const auto [blocks, times] = *task.maybe_periodic;
  task.maybe_periodic.reset();
  if (times > 1) task.maybe_periodic = {blocks, times - 1};
  const auto placed = place_new(wake(now, blocks), task);
  if (!placed)
    emit(PeriodicFailed{at, task.maybe_id});
  else if (retry_config)
    retries.insert(*placed, *retry_config);
}

}  // namespace descent::modules

#include <algorithm>

#include "modules/training/job.hpp"
#include "modules/training/training.hpp"

namespace descent::modules {

std::optional<Training::Task> Training::query(const Api::task& question) const {
  return tasks.get(question.id);
}

std::vector<std::pair<Training::TaskId, Training::Task>> Training::query(
    const Api::tasks& question) const {
  std::vector<std::pair<TaskId, Task>> out;
  const auto limit = std::min(question.limit, Api::kTasksMost);
  for (TaskId id = question.start; id < next_task.get() && out.size() < limit; ++id)
    if (auto task = tasks.get(id)) out.emplace_back(id, *std::move(task));
  return out;
}

std::optional<Training::Round> Training::query(const Api::round& question) const {
  return rounds.get(question.task_, question.round_);
}

std::vector<Training::Entry> Training::query(const Api::scores& question) const {
  return entries.get(question.task_, question.round_);
}

std::optional<Training::Receipt> Training::query(const Api::receipt& question) const {
  const auto task = tasks.get(question.task_);
  const auto round = rounds.get(question.task_, question.round_);
  const auto all = entries.get(question.task_, question.round_);
  const auto own = std::ranges::find(all, question.account, &Entry::account);
  if (!task || !round || own == all.end()) return std::nullopt;
  Receipt out{.reward = task->terms.reward,
              .bond = task->terms.bond,
              .target = task->terms.target,
              .harm = task->terms.harm,
              .harm_forfeit = task->rates.harm_forfeit,
              .no_reveal_forfeit = task->rates.no_reveal_forfeit,
              .samples = task->terms.samples,
              .round = *round,
              .entry = *own,
              .candidates = {}};
  for (const auto i : training::candidates(all)) out.candidates.push_back(all[i]);
  return out;
}

// ---- Invariants -----------------------------------------------------------------------------

frame::Problems Training::integrity() const {
  frame::Problems out;
  const std::uint64_t greatest =
      std::max({kMergeMax, training_weights::kSettle, models_.config.unit_time});
  if (system_.config.idle_share.ref_time < greatest)
    out.push_back("the idle share of a block is less than one unit of evaluation");
  return out;
}

frame::Problems Training::try_state() const {
  frame::Problems out;
  std::map<std::pair<AccountId, std::uint8_t>, Balance> due;
  const auto add = [&](const AccountId& who, HoldReason why, Balance amount) {
    due[{who, static_cast<std::uint8_t>(why)}] += amount;
  };
  std::uint32_t open = 0;
  for (const auto& [id, task] : tasks.entries()) {
    add(task.sponsor, HoldReason::Pool, task.pool);
    add(task.sponsor, HoldReason::Bond, task.bond);
    add(task.sponsor, HoldReason::Scoring, task.scoring);
    if (task.phase == training::Phase::Closed) continue;
    ++open;
    if (task_on.get(task.model) != id) out.push_back("an open task is not the one on its model");
    for (const auto& entry : entries.get(id, task.round)) {
      const bool settled =
          entry.status == training::Status::Missing || entry.status == training::Status::Excused;
      if (settled) continue;
      add(entry.account, HoldReason::Deposit, entry.deposit);
      if (task.phase != training::Phase::Evaluate)
        add(entry.account, HoldReason::Evaluation, entry.prepaid);
    }
    const bool evaluates =
        task.phase == training::Phase::Evaluate || task.phase == training::Phase::EvaluateLast;
    const auto waiting = queue.get();
    if ((std::ranges::count(waiting, id) == 1) != evaluates || work.contains(id) != evaluates)
      out.push_back("a task evaluates and is not queued, or the reverse");
    if ((std::ranges::count(agenda.get(task.phase_ends), id) == 1) == evaluates)
      out.push_back("a phase's end is not in the agenda, or its agenda has no end");
  }
  if (task_on.entries().size() != open) out.push_back("a closed task is on a model");
  if (open != open_count.get()) out.push_back("the count of open tasks is wrong");
  for (const auto& [who, all] : balances_.holds.entries())
    for (const auto& hold : all)
      if (hold.id.module == index()) due[{who, hold.id.reason}] -= hold.amount;
  for (const auto& [of, amount] : due)
    if (amount != 0) out.push_back("holds differ from what tasks and participants say");
  return out;
}

}  // namespace descent::modules

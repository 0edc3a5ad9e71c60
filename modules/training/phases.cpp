#include <algorithm>

#include "modules/training/training.hpp"

namespace descent::modules {

using training::Outcome;
using training::Phase;
using training::Status;

Result<Training::Task> Training::task_in(TaskId id, RoundIndex round) const {
  auto task = tasks.get(id);
  if (!task) return fail(Error::UnknownTask);
  if (task->phase == Phase::Closed) return fail(Error::NotNow);
  if (task->round != round) return fail(Error::WrongRound);
  return *std::move(task);
}

// ---- The agenda -----------------------------------------------------------------------------

void Training::enter(TaskId id, Task& task, Phase phase, BlockNumber blocks) {
  task.phase = phase;
  task.phase_ends = 0;
  if (blocks > 0) schedule(id, task, frame().number + blocks);
  tasks.insert(id, task);
  emit(training::PhaseStarted{id, task.round, phase, task.phase_ends});
}

void Training::schedule(TaskId id, Task& task, BlockNumber wanted) {
  auto due = agenda.get(wanted);
  while (due.size() == kPhaseChangesMax) due = agenda.get(++wanted);
  due.push_back(id);
  agenda.insert(wanted, due);
  task.phase_ends = wanted;
}

void Training::unschedule(TaskId id, Task& task) {
  auto due = agenda.get(task.phase_ends);
  std::erase(due, id);
  if (due.empty())
    agenda.remove(task.phase_ends);
  else
    agenda.insert(task.phase_ends, due);
  task.phase_ends = 0;
}

Weight Training::on_initialize(BlockNumber now) {
  const auto due = agenda.take(now);
  for (const auto id : due) end_phase(id);
  return {system_weights::kRead + due.size() * training_weights::kPhaseChange, 0};
}

void Training::end_phase(TaskId id) {
  auto task = tasks.get(id);
  DESCENT_ASSERT(task && task->phase_ends == frame().number);
  switch (task->phase) {
    case Phase::Commit: return end_commit(id, *task);
    case Phase::Reveal: return end_reveal(id, *task);
    case Phase::OpenSlice: return withhold(id, *task);
    default: return close(id, *task);
  }
}

// ---- The phases -----------------------------------------------------------------------------

void Training::begin_round(TaskId id, Task& task) {
  const auto model = models_.models.get(task.model);
  const auto head = model ? models_.versions.get(model->head) : std::nullopt;
  DESCENT_ASSERT(head);
  Round round;
  round.base_version = model->head;
  round.base = head->content;
  rounds.insert(id, task.round, round);
  enter(id, task, Phase::Commit, task.terms.commit_blocks);
}

void Training::end_commit(TaskId id, Task& task) {
  if (entries.get(id, task.round).empty()) {
    end_unscored(id, task, Outcome::NobodyRevealed);
    return next_round(id, task);
  }
  auto round = rounds.get(id, task.round);
  round->reveal_from = frame().number;
  round->fullness_before = fullness.get();
  rounds.insert(id, task.round, *round);
  enter(id, task, Phase::Reveal, task.terms.reveal_blocks);
}

void Training::end_reveal(TaskId id, Task& task) {
  const bool excused = was_full(*rounds.get(id, task.round));
  Entries all = entries.get(id, task.round);
  std::vector<u128> deposits;
  for (auto& entry : all) {
    if (entry.status == Status::Revealed) {
      deposits.push_back(entry.deposit);
      continue;
    }
    entry.status = excused ? Status::Excused : Status::Missing;
    if (!excused) entry.forfeit = training::forfeit(entry.deposit, task.rates.no_reveal_forfeit);
    burn(HoldReason::Deposit, entry.account, entry.forfeit);
    give_back(HoldReason::Deposit, entry.account, entry.deposit - entry.forfeit);
    give_back(HoldReason::Evaluation, entry.account, entry.prepaid);
    emit(training::NotRevealed{id, task.round, entry.account, entry.deposit, entry.forfeit});
  }
  const auto weights = graph::merge_weights(deposits);
  for (auto weight = weights.begin(); auto& entry : all)
    if (entry.status == Status::Revealed) entry.weight = *weight++;
  entries.insert(id, task.round, all);
  if (!deposits.empty()) return enter(id, task, Phase::OpenSlice, task.terms.open_blocks);
  end_unscored(id, task, Outcome::NobodyRevealed);
  next_round(id, task);
}

bool Training::was_full(const Round& round) const {
  const std::uint64_t blocks = frame().number - round.reveal_from;
  return fullness.get() - round.fullness_before > kFullMille * blocks;
}

void Training::withhold(TaskId id, Task& task) {
  Entries all = entries.get(id, task.round);
  const auto reveals =
      static_cast<std::uint32_t>(std::ranges::count(all, Status::Revealed, &Entry::status));
  const Balance share = training::withheld_share(task.bond, task.terms.reward, reveals);
  for (auto& entry : all) {
    if (entry.status != Status::Revealed) continue;
    const Balance from_bond = std::min(share, task.bond);
    pay(HoldReason::Bond, task.sponsor, entry.account, from_bond);
    pay(HoldReason::Pool, task.sponsor, entry.account, share - from_bond);
    task.bond -= from_bond;
    task.pool -= share - from_bond;
    give_back(HoldReason::Deposit, entry.account, entry.deposit);
    give_back(HoldReason::Evaluation, entry.account, entry.prepaid);
    blobs_.release(entry.update);
    entry.status = Status::Withheld;
    entry.payout = share;
  }
  entries.insert(id, task.round, all);
  emit(training::SliceWithheld{id, task.round, share, reveals});
  end_unscored(id, task, Outcome::Withheld);
  close(id, task);
}

void Training::begin_evaluation(TaskId id, Task& task, const Hash& slice) {
  const bool last = task.phase == Phase::OpenLast;
  unschedule(id, task);
  training::Work begun;
  begun.step = last ? training::Step::Last : training::Step::Base;
  begun.slice = slice;
  work.insert(id, begun);
  auto waiting = queue.get();
  waiting.push_back(id);
  queue.put(waiting);
  for (const auto& entry : entries.get(id, task.round))
    if (entry.status == Status::Revealed)
      burn(HoldReason::Evaluation, entry.account, entry.prepaid);
  if (auto round = rounds.get(id, task.round)) {
    round->slice = slice;
    rounds.insert(id, task.round, *round);
  }
  enter(id, task, last ? Phase::EvaluateLast : Phase::Evaluate, 0);
}

void Training::end_unscored(TaskId id, const Task& task, Outcome outcome) {
  auto round = rounds.get(id, task.round);
  round->outcome = outcome;
  rounds.insert(id, task.round, *round);
  emit(training::RoundSettled{.task = id, .round = task.round, .outcome = outcome});
}

void Training::next_round(TaskId id, Task& task) {
  if (task.round + 1 == task.terms.rounds) return begin_last(id, task);
  ++task.round;
  begin_round(id, task);
}

void Training::begin_last(TaskId id, Task& task) {
  task.round = task.terms.rounds;
  enter(id, task, Phase::OpenLast, task.terms.open_blocks);
}

void Training::close(TaskId id, Task& task) {
  emit(training::TaskClosed{id, task.pool, task.bond, task.scoring});
  give_back(HoldReason::Pool, task.sponsor, task.pool);
  give_back(HoldReason::Bond, task.sponsor, task.bond);
  give_back(HoldReason::Scoring, task.sponsor, task.scoring);
  task.pool = task.bond = task.scoring = 0;
  models_.unlock(task.model);
  task_on.remove(task.model);
  open_count.put(open_count.get() - 1);
  enter(id, task, Phase::Closed, 0);
}

// ---- Fullness -------------------------------------------------------------------------------

void Training::on_finalize(BlockNumber) {
  const auto& limits = system_.config.block_weights.per_class.normal.max_total;
  const std::uint64_t time = limits ? limits->ref_time.value : UINT64_MAX;
  const std::uint64_t length = system_.config.block_length.max.normal;
  const std::uint64_t by_time = saturating_mul(frame().meter.weight.normal.ref_time, 1'000) /
                                std::max<std::uint64_t>(time, 1);
  const std::uint64_t by_length = std::uint64_t{frame().meter.length} * 1'000 / length;
  const std::uint64_t mille = std::max(by_time, by_length);
  if (mille > 0) fullness.put(fullness.get() + mille);
}

// ---- Money ----------------------------------------------------------------------------------

void Training::give_back(HoldReason from, const AccountId& who, Balance amount) {
  DESCENT_ASSERT(balances_.release(reason(from), who, amount));
}

void Training::burn(HoldReason from, const AccountId& who, Balance amount) {
  DESCENT_ASSERT(balances_.burn_held(reason(from), who, amount));
}

void Training::pay(HoldReason from, const AccountId& who, const AccountId& to, Balance amount) {
  DESCENT_ASSERT(balances_.transfer_held(reason(from), who, to, amount));
}

}  // namespace descent::modules

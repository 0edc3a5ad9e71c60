#include "modules/training/job.hpp"
#include "modules/training/training.hpp"

namespace descent::modules {

using training::Outcome;

void Training::settle(Job& job) {
  const auto& terms = job.task.terms;
  const auto result =
      training::settle({terms.reward, terms.target, terms.harm, job.task.rates.harm_forfeit},
                       training::scores_of(job.entries, job.round, terms.samples));
  const auto all = training::candidates(job.entries);
  for (std::size_t i = 0; i < all.size(); ++i)
    settle_entry(job, job.entries[all[i]], result.verdicts[i]);
  job.round.outcome = result.version.outcome;
  job.round.version = new_version(job, result.version);
  job.round.payable = result.payable;
  job.round.paid = result.paid;
  emit(training::RoundSettled{job.id, job.task.round, job.round.outcome, job.round.version,
                              job.round.base_measure, training::measure_of(job.round),
                              terms.samples, result.paid});
  rounds.insert(job.id, job.task.round, job.round);
  entries.insert(job.id, job.task.round, job.entries);
  end_work(job);
  next_round(job.id, job.task);
}

void Training::settle_entry(Job& job, Entry& entry, const training::Verdict& verdict) {
  entry.accepted = verdict.accepted;
  entry.paid = verdict.paid;
  entry.payout = verdict.payout;
  entry.forfeit = verdict.forfeit;
  pay(HoldReason::Pool, job.task.sponsor, entry.account, entry.payout);
  job.task.pool -= entry.payout;
  burn(HoldReason::Deposit, entry.account, entry.forfeit);
  give_back(HoldReason::Deposit, entry.account, entry.deposit - entry.forfeit);
  blobs_.release(entry.update);
  if (entry.payout > 0) emit(training::Paid{job.id, job.task.round, entry.account, entry.payout});
  if (entry.forfeit > 0)
    emit(training::Forfeited{job.id, job.task.round, entry.account, entry.forfeit});
}

std::optional<VersionId> Training::new_version(const Job& job,
                                               const training::NewVersion& version) {
  if (version.outcome == Outcome::Unchanged) return std::nullopt;
  const bool full = version.outcome == Outcome::FullStep;
  const auto all = training::candidates(job.entries);
  Provenance made{.task = job.id,
                  .round = job.task.round,
                  .total = 0,
                  .gain = static_cast<std::int64_t>(version.gain),
                  .samples = job.task.terms.samples,
                  .merged = {}};
  for (const auto i : version.contributors) {
    const Entry& entry = job.entries[all[i]];
    const std::uint32_t weight = full ? 1 : entry.weight;
    made.total += weight;
    made.merged.push_back({entry.account, entry.update, weight, entry.score->gain.sum});
  }
  const auto graph = blobs_.read(full ? *job.work.full : *job.work.merged);
  DESCENT_ASSERT(graph);
  const auto added = models_.add_version(job.task.model, *graph, made);
  DESCENT_ASSERT(added);
  return *added;
}

void Training::end_last(Job& job) {
  emit(training::LastSliceScored{job.id, job.work.measure, job.task.terms.samples});
  end_work(job);
  close(job.id, job.task);
}

void Training::end_work(const Job& job) {
  base_losses.clear_prefix(job.id);
  blobs_.release(job.work.slice);
  if (job.work.merged) blobs_.release(*job.work.merged);
  if (job.work.full) blobs_.release(*job.work.full);
  work.remove(job.id);
  auto waiting = queue.get();
  std::erase(waiting, job.id);
  queue.put(waiting);
}

}  // namespace descent::modules

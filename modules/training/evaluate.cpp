#include <algorithm>

#include "modules/training/job.hpp"
#include "modules/training/training.hpp"

namespace descent::modules {

using training::Status;
using training::Step;

Weight Training::on_idle(BlockNumber, const Weight& left) {
  Weight used;
  for (auto waiting = queue.get(); !waiting.empty(); waiting = queue.get()) {
    Job job = load(waiting.front());
    const Weight next = used + Weight{unit_time(job), 0};
    if (!fits(next, left)) break;
    used = next;
    run_unit(job);
  }
  return used;
}

Training::Job Training::load(TaskId id) const {
  const auto task = tasks.get(id);
  const auto begun = work.get(id);
  DESCENT_ASSERT(task && begun);
  Job job{.id = id,
          .task = *task,
          .round = {},
          .entries = entries.get(id, task->round),
          .work = *begun};
  if (const auto round = rounds.get(id, task->round)) {
    job.round = *round;
    return job;
  }
  const auto model = models_.models.get(task->model);
  DESCENT_ASSERT(model);
  job.round.base_version = model->head;
  job.round.base = models_.versions.get(model->head)->content;
  return job;
}

void Training::save(const Job& job) {
  work.insert(job.id, job.work);
  tasks.insert(job.id, job.task);
  if (job.work.step == Step::Last) return;
  rounds.insert(job.id, job.task.round, job.round);
  entries.insert(job.id, job.task.round, job.entries);
}

std::uint32_t Training::unit_samples(const Job& job) const {
  return std::min(job.task.rates.unit_samples, job.task.terms.samples - job.work.next);
}

std::uint64_t Training::unit_time(const Job& job) const {
  const auto& rates = job.task.rates;
  switch (job.work.step) {
    case Step::Merge:
      return training_weights::merge(job.task.shape, training::contributors(job.entries).size());
    case Step::MergeFull: return training_weights::merge(job.task.shape, 1);
    case Step::Settle: return training_weights::kSettle;
    default: return rates.unit_fixed + unit_samples(job) * rates.unit_per_sample;
  }
}

void Training::run_unit(Job& job) {
  switch (job.work.step) {
    case Step::Settle: return settle(job);
    case Step::Merge:
    case Step::MergeFull: merge(job); break;
    default:
      evaluate_samples(job);
      if (job.work.step == Step::Last && job.work.next == job.task.terms.samples)
        return end_last(job);
  }
  save(job);
}

// ---- Models over samples --------------------------------------------------------------------

void Training::evaluate_samples(Job& job) {
  auto& at = job.work;
  const auto result =
      evaluate(job, {subject(job), at.slice, job.task.terms.loss, at.next, unit_samples(job)});
  if (!result.losses) return finish_model(job, true);
  if (at.step == Step::Base) base_losses.insert(job.id, at.next, *result.losses);
  const bool paired = at.step != Step::Base && at.step != Step::Last;
  const auto base = paired ? base_losses.get(job.id, at.next) : *result.losses;
  DESCENT_ASSERT(base.size() == result.losses->size());
  for (std::size_t i = 0; i < base.size(); ++i) {
    at.measure.loss += (*result.losses)[i];
    if (paired) at.gain.add(base[i], (*result.losses)[i]);
  }
  at.measure.correct += result.correct;
  at.next += static_cast<std::uint32_t>(base.size());
  if (at.next == job.task.terms.samples) finish_model(job, false);
}

void Training::finish_model(Job& job, bool refused) {
  auto& at = job.work;
  const std::optional score =
      refused ? std::nullopt : std::optional{training::Score{at.measure, at.gain}};
  if (at.step != Step::Candidate) charge_sponsor(job);
  switch (at.step) {
    case Step::Base: job.round.base_measure = at.measure; return next_candidate(job, 0);
    case Step::Candidate: {
      Entry& entry = job.entries[at.candidate];
      entry.status = refused ? Status::Refused : Status::Scored;
      entry.score = score;
      emit(training::Scored{job.id, job.task.round, entry.account, score});
      return next_candidate(job, at.candidate + 1);
    }
    case Step::Merged: job.round.merged = score; return after_merged(job);
    case Step::Full: job.round.full = score; return advance(job, Step::Settle);
    default: return;
  }
}

void Training::charge_sponsor(Job& job) {
  burn(HoldReason::Scoring, job.task.sponsor, job.task.rates.evaluation_price);
  job.task.scoring -= job.task.rates.evaluation_price;
}

// ---- What comes next ------------------------------------------------------------------------

void Training::advance(Job& job, Step step) {
  auto& at = job.work;
  at.step = step;
  at.next = 0;
  at.measure = {};
  at.gain = {};
}

void Training::next_candidate(Job& job, std::size_t from) {
  for (std::size_t i = from; i < job.entries.size(); ++i) {
    if (job.entries[i].status != Status::Revealed) continue;
    job.work.candidate = static_cast<std::uint32_t>(i);
    return advance(job, Step::Candidate);
  }
  advance(job, training::contributors(job.entries).empty() ? Step::Settle : Step::Merge);
}

/// If the accepted together are no better than the base, the best of several may be alone.
void Training::after_merged(Job& job) {
  const auto& merged = job.round.merged;
  const bool better = merged && merged->gain.positive();
  const bool several = training::contributors(job.entries).size() > 1;
  advance(job, !better && several ? Step::MergeFull : Step::Settle);
}

void Training::merge(Job& job) {
  const bool full = job.work.step == Step::MergeFull;
  const Subject what = subject(job);
  const auto graph = training::assemble(what, content(job, what));
  if (!graph) return full ? advance(job, Step::Settle) : after_merged(job);
  (full ? job.work.full : job.work.merged) = blobs_.write(scale::encoded(*graph));
  advance(job, full ? Step::Full : Step::Merged);
}

// ---- One unit, a pure function of content ---------------------------------------------------

Training::Subject Training::subject(const Job& job) const {
  switch (job.work.step) {
    case Step::Candidate: return candidate(job, job.work.candidate);
    case Step::Merge:
    case Step::Merged: {
      Subject out{job.round.base, {}, 1};
      const auto accepted = training::contributors(job.entries);
      for (const auto i : accepted)
        out.updates.emplace_back(job.entries[i].update, job.entries[i].weight);
      out.total = training::weight_of(job.entries, accepted);
      return out;
    }
    case Step::MergeFull:
    case Step::Full: {
      const auto& best = job.entries[training::best_of(job.entries)];
      return {job.round.base, {{best.update, 1}}, 1};
    }
    default: return {job.round.base, {}, 1};
  }
}

Training::Subject Training::candidate(const Job& job, std::size_t number) const {
  const Entry& entry = job.entries[number];
  return {job.round.base,
          {{entry.update, entry.weight}},
          training::weight_of(job.entries, training::candidates(job.entries))};
}

training::Content Training::content(const Job& job, const Subject& what) const {
  const bool merged = job.work.step == Step::Merged;
  if (merged || job.work.step == Step::Full)
    return {blob(merged ? *job.work.merged : *job.work.full), {}};
  auto base = models_.read(job.round.base_version);
  DESCENT_ASSERT(base);
  training::Content out{*std::move(base), {}};
  for (const auto& [root, weight] : what.updates) out.updates.push_back(blob(root));
  return out;
}

Bytes Training::blob(const Hash& root) const {
  auto bytes = blobs_.read(root);
  DESCENT_ASSERT(bytes);
  return *std::move(bytes);
}

Training::UnitResult Training::evaluate(const Job& job, const training::Unit& unit) {
  const Hash key = training::key_of(unit);
  if (frame().memo != nullptr) {
    const auto known = frame().memo->find(key);
    const auto result = known ? scale::decoded<UnitResult>(*known) : scale::Error::Truncated;
    if (result) return *result;
  }
  if (!workspace_) workspace_ = std::make_unique<kernels::Workspace>();
  UnitResult out = prepare(job, unit.what)
                       .evaluate(*workspace_, blob(unit.slice), job.task.shape.elements, unit);
  if (frame().memo != nullptr) frame().memo->put(key, scale::encoded(out));
  return out;
}

const training::PreparedSubject& Training::prepare(const Job& job, const Subject& what) {
  const Hash key = crypto::blake2b_256(scale::encoded(what));
  if (!prepared_ || prepared_->first != key)
    prepared_.emplace(key, training::PreparedSubject{what, content(job, what)});
  return prepared_->second;
}

}  // namespace descent::modules

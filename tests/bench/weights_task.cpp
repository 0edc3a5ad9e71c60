#include "tests/bench/weights_task.hpp"

#include <map>

#include "modules/training/job.hpp"
#include "modules/training/weights.hpp"
#include "runtime/crypto/hash.hpp"

namespace descent::bench {
namespace {

using modules::Models;
using modules::Training;
using training::Phase;
using training::Step;
namespace w = modules::training_weights;

constexpr std::uint32_t kSlices = 2;
constexpr BlockNumber kBlocks = 4;  ///< of a phase: updates are stored, then shown
const Hash kSalt{};

/// Samples between 1/2 and 1, of either sign, with labels.
Bytes opening_of(const TaskSize& size) {
  const Bytes random = random_bytes(size.samples * (4 * std::size_t{size.widths[0]} + 1));
  Bytes out = random_bytes(32);
  std::size_t at = 0;
  for (std::uint32_t k = 0; k < size.samples; ++k) {
    for (std::uint32_t i = 0; i < size.widths[0]; ++i, at += 4)
      for (const unsigned byte : {unsigned{random[at]}, unsigned{random[at + 1]},
                                  random[at + 2] & 0x7Fu, 0x3Fu | (random[at + 3] & 0x80u)})
        out.push_back(static_cast<std::uint8_t>(byte));
    scale::encode(out, std::uint32_t{random[at++]} % size.widths.back());
  }
  return out;
}

Hash set_root(const training::SetShape& shape, const std::vector<Bytes>& openings) {
  std::vector<Hash> roots;
  for (std::uint32_t s = 0; s < kSlices; ++s)
    roots.push_back(training::slice_root(shape, s, openings[s]));
  Bytes bytes{3};
  append(bytes,
         scale::encoded(std::tuple{shape.slices, shape.samples, shape.elements, shape.loss}));
  append(bytes, modules::merkle_top(roots).bytes);
  return crypto::blake2b_256(bytes);
}

training::SetShape shape_of(const TaskSize& size) {
  return {kSlices, size.samples, size.widths[0], kernels::Loss::CrossEntropy};
}

}  // namespace

BenchTask::BenchTask(WeightChain& chain, Runtime& r, TaskSize size)
    : chain_{chain}, size_{std::move(size)}, sponsor_{chain.fresh()} {
  r.parameters.set_genesis({r.training.index(), training::kSliceSamples.index}, 16);
  for (std::uint32_t s = 0; s < kSlices; ++s) openings_.push_back(opening_of(size_));
  const Hash blob = upload(r, sponsor_, scale::encoded(network(size_.widths)));
  model_ = r.models.next_model.get();
  call(r, sponsor_, r.models, Models::register_model{blob, "task", "", {}});
}

training::Terms BenchTask::terms() const {
  return {.loss = kernels::Loss::CrossEntropy,
          .participants = training::Open{kGrad, 100 * kGrad},
          .max_participants = size_.parties,
          .rounds = 1,
          .reward = kGrad,
          .bond = kGrad,
          .target = 1,
          .harm = 0,
          .commit_blocks = kBlocks,
          .reveal_blocks = kBlocks,
          .open_blocks = kBlocks,
          .set_root = set_root(shape_of(size_), openings_),
          .samples = size_.samples};
}

Weight BenchTask::open(Runtime& r) {
  id_ = r.training.next_task.get();
  return call(r, sponsor_, r.training, Training::open_task{model_, terms()});
}

Weight BenchTask::close(Runtime& r) {
  return call(r, sponsor_, r.training, Training::close_task{id_});
}

training::Phase BenchTask::phase() const { return chain_.state().training.tasks.get(id_)->phase; }

Bytes BenchTask::update() const {
  const Runtime& r = chain_.state();
  const auto round = r.training.rounds.get(id_, 0);
  const auto base = r.models.load(round->base_version);
  graph::Update out{.base = round->base, .tensors = {}};
  for (std::uint32_t t = 0; t < base->tensors.size(); ++t) {
    const Bytes random = random_bytes(base->tensors[t].values.size());
    out.tensors.push_back(graph::TensorUpdate{
        t, -20, graph::Dense<std::int8_t>{std::vector<std::int8_t>(random.begin(), random.end())}});
  }
  return scale::encoded(out);
}

void BenchTask::commit() {
  std::vector<Hash> sealed;
  for (std::uint32_t i = 0; i < size_.parties; ++i) {
    parties_.push_back(chain_.fresh());
    updates_.push_back(update());
    roots_.push_back(modules::blob_root(updates_[i]));
    sealed.push_back(training::commitment(roots_[i], kSalt, parties_[i], id_, 0));
  }
  Weight charged;
  const double taken = chain_.block([&](Runtime& r) {
    for (std::size_t i = 0; i < parties_.size(); ++i)
      charged = charged +
                call(r, parties_[i], r.training, Training::commit{id_, 0, sealed[i], 2 * kGrad});
  });
  report("training kCommit", (taken - chain_.empty()) / size_.parties,
         charged.ref_time / size_.parties);
}

void BenchTask::end_phase(const std::string& name) {
  const Phase before = phase();
  double taken = 0;
  while (phase() == before) taken = chain_.block();
  if (!name.empty()) report(name, taken - chain_.empty(), w::kPhaseChange);
}

void BenchTask::store_updates() {
  chain_.block([&](Runtime& r) {
    for (std::size_t i = 0; i < parties_.size(); ++i) upload(r, parties_[i], updates_[i]);
  });
}

void BenchTask::reveal() {
  Weight charged;
  const double taken = chain_.block([&](Runtime& r) {
    for (std::size_t i = 0; i < parties_.size(); ++i)
      charged =
          charged + call(r, parties_[i], r.training, Training::reveal{id_, 0, roots_[i], kSalt});
  });
  report("training reveal(" + std::to_string(updates_[0].size()) + ")",
         (taken - chain_.empty()) / size_.parties, charged.ref_time / size_.parties);
}

void BenchTask::open_slice() {
  const std::vector<Hash> proof{training::slice_root(shape_of(size_), 1, openings_[1])};
  double inside = 0;
  const double taken = chain_.block([&](Runtime& r) {
    const double start = processor_seconds();
    const Weight charged =
        call(r, sponsor_, r.training, Training::open_slice{id_, 0, openings_[0], proof});
    report("training open_slice(" + std::to_string(openings_[0].size()) + "), without roots",
           processor_seconds() - start, charged.ref_time);
    evaluate(r);
    inside = processor_seconds() - start;
  });
  report("training kSettle, with the roots of the whole round", taken - inside - chain_.empty(),
         w::kSettle);
}

void BenchTask::evaluate(Runtime& r) const {
  const auto task = *r.training.tasks.get(id_);
  std::map<std::string, std::pair<double, Weight>> sums;
  for (auto work = r.training.work.get(id_); work && work->step != Step::Settle;
       work = r.training.work.get(id_)) {
    const bool merges = work->step == Step::Merge || work->step == Step::MergeFull;
    const Weight room{merges ? Training::kMergeMax : r.models.config.unit_time, 0};
    const std::uint64_t samples =
        std::min(task.rates.unit_samples, task.terms.samples - work->next);
    const std::size_t several = work->step == Step::Merge
                                    ? training::contributors(r.training.entries.get(id_, 0)).size()
                                    : 1;
    const Weight one{merges ? w::merge(task.shape, several)
                            : task.rates.unit_fixed + samples * task.rates.unit_per_sample,
                     0};
    DESCENT_ASSERT(fits(one, room));
    const double start = processor_seconds();
    const Weight used = r.training.on_idle(r.frame.number, one);
    auto& [time, charged] = sums[merges ? "training merge(" + std::to_string(several) + ")"
                                        : "training unit, all of the slice"];
    time += processor_seconds() - start;
    charged = charged + used;
  }
  for (const auto& [name, sum] : sums) report(name, sum.first, sum.second.ref_time);
}

}  // namespace descent::bench

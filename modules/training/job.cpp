#include "modules/training/job.hpp"

#include <algorithm>

#include "runtime/kernels/loss.hpp"
#include "runtime/primitives/assert.hpp"

namespace descent::modules::training {
namespace {

bool is_candidate(const Entry& entry) {
  return entry.status == Status::Revealed || entry.status == Status::Scored ||
         entry.status == Status::Refused;
}

}  // namespace

std::vector<std::size_t> candidates(const Entries& entries) {
  std::vector<std::size_t> out;
  for (std::size_t i = 0; i < entries.size(); ++i)
    if (is_candidate(entries[i])) out.push_back(i);
  return out;
}

std::vector<std::size_t> contributors(const Entries& entries) {
  std::vector<std::size_t> out;
  for (const auto i : candidates(entries))
    if (entries[i].score && entries[i].score->gain.positive()) out.push_back(i);
  return out;
}

std::size_t best_of(const Entries& entries) {
  const auto all = contributors(entries);
  DESCENT_ASSERT(!all.empty());
  return *std::ranges::max_element(all, {}, [&](auto i) { return entries[i].score->gain.sum; });
}

std::uint32_t weight_of(const Entries& entries, const std::vector<std::size_t>& numbers) {
  std::uint32_t out = 0;
  for (const auto i : numbers) out += entries[i].weight;
  return out;
}

Scores scores_of(const Entries& entries, const Round& round, std::uint32_t samples) {
  const auto gain = [](const std::optional<Score>& score) {
    return score ? std::optional{score->gain} : std::nullopt;
  };
  Scores out{
      .candidates = {}, .merged = gain(round.merged), .full = gain(round.full), .samples = samples};
  for (const auto i : candidates(entries))
    out.candidates.push_back({entries[i].deposit, gain(entries[i].score)});
  return out;
}

Measure measure_of(const Round& round) {
  if (round.outcome == Outcome::Merged) return round.merged->measure;
  if (round.outcome == Outcome::FullStep) return round.full->measure;
  return round.base_measure;
}

UnitResult score_slice(kernels::Workspace& workspace, const kernels::Model& model,
                       const Slice& slice, kernels::Loss loss) {
  const auto all = kernels::score(workspace, model, slice.samples, slice.targets, loss);
  if (all) return {all->losses, all->correct};
  DESCENT_ASSERT(all.error() == kernels::Error::Overflow);
  UnitResult out{.losses = std::vector<std::uint64_t>{}, .correct = 0};
  const std::size_t elements = slice.samples.size() / slice.targets.size();
  for (std::size_t i = 0; i < slice.targets.size(); ++i) {
    const auto one =
        kernels::score(workspace, model, std::span{slice.samples}.subspan(i * elements, elements),
                       std::span{slice.targets}.subspan(i, 1), loss);
    DESCENT_ASSERT(one || one.error() == kernels::Error::Overflow);
    out.losses->push_back(one ? one->losses[0] : kernels::kLossMax);
    out.correct += one ? one->correct : 0;
  }
  return out;
}

}  // namespace descent::modules::training

// What can be evaluated before a block asks for it.
#include "modules/training/training.hpp"

namespace descent::modules {
namespace {

constexpr std::size_t kUnitsMost = 256;                    ///< in one answer
constexpr std::size_t kBytesMost = std::size_t{32} << 20;  ///< read for one answer

/// What the units of one subject share.
struct Shared {
  training::Subject what;
  training::Content content;
  std::uint32_t elements{};
  std::optional<training::PreparedSubject> prepared;
};

/// What all units of one task share.
struct Common {
  explicit Common(Bytes bytes) : opening{std::move(bytes)} {}
  const Bytes opening;
  kernels::Workspace workspace;
};

frame::Ahead later(const std::shared_ptr<Common>& common, const std::shared_ptr<Shared>& shared,
                   const training::Unit& unit) {
  return {training::key_of(unit), [common, shared, unit] {
            if (!shared->prepared) shared->prepared.emplace(shared->what, shared->content);
            return scale::encoded(shared->prepared->evaluate(common->workspace, common->opening,
                                                             shared->elements, unit));
          }};
}

std::size_t size_of(const training::Content& content) {
  std::size_t out = content.graph.size();
  for (const auto& update : content.updates) out += update.size();
  return out;
}

}  // namespace

std::vector<frame::Ahead> Training::ahead() const {
  std::vector<frame::Ahead> out;
  std::size_t bytes = 0;
  for (const TaskId id : queue.get()) {
    const Job job = load(id);
    std::shared_ptr<Common> common;
    for (const auto& [what, from] : foreseen(job)) {
      const auto units = unknown_units(job, what, from);
      if (units.empty()) continue;
      if (out.size() >= kUnitsMost || bytes >= kBytesMost) return out;
      if (!common) common = std::make_shared<Common>(blob(job.work.slice));
      const auto shared = std::make_shared<Shared>(
          Shared{what, content(job, what), job.task.shape.elements, std::nullopt});
      bytes += size_of(shared->content);
      for (const auto& unit : units) out.push_back(later(common, shared, unit));
    }
  }
  return out;
}

std::vector<std::pair<Training::Subject, std::uint32_t>> Training::foreseen(const Job& job) const {
  using training::Step;
  std::vector<std::pair<Subject, std::uint32_t>> out;
  const Step step = job.work.step;
  if (step == Step::Base || step == Step::Last) out.emplace_back(subject(job), job.work.next);
  if (step != Step::Base && step != Step::Candidate) return out;
  const std::size_t at = step == Step::Candidate ? job.work.candidate : 0;
  for (std::size_t i = at; i < job.entries.size(); ++i) {
    if (job.entries[i].status != training::Status::Revealed) continue;
    const bool begun = step == Step::Candidate && i == at;
    out.emplace_back(candidate(job, i), begun ? job.work.next : 0);
  }
  return out;
}

std::vector<training::Unit> Training::unknown_units(const Job& job, const Subject& what,
                                                    std::uint32_t from) const {
  const auto& terms = job.task.terms;
  std::vector<training::Unit> out;
  for (std::uint32_t next = from; next < terms.samples;) {
    const std::uint32_t count = std::min(job.task.rates.unit_samples, terms.samples - next);
    training::Unit unit{what, job.work.slice, terms.loss, next, count};
    next += count;
    const auto* memo = frame().memo;
    if (memo == nullptr || !memo->find(training::key_of(unit))) out.push_back(std::move(unit));
  }
  return out;
}

}  // namespace descent::modules

// What a model's state answers, and what must be true of it.
#include <algorithm>

#include "modules/models/models.hpp"

namespace descent::modules {
namespace {

/// What a question may ask for: it runs beside a node's own work.
constexpr InferenceLimits kQueryLimits{.time = 200 * kMillisecond, .numbers = 1 << 20};

}  // namespace

std::optional<Bytes> Models::read(VersionId number) const {
  const auto version = versions.get(number);
  if (!version || !version->kept) return std::nullopt;
  auto bytes = blobs_.read(version->blob);
  DESCENT_ASSERT(bytes);
  return bytes;
}

std::optional<graph::Graph> Models::load(VersionId number) const {
  const auto bytes = read(number);
  if (!bytes) return std::nullopt;
  auto graph = graph::decode_graph(*bytes);
  DESCENT_ASSERT(graph);
  return *std::move(graph);
}

std::optional<ModelRecord> Models::query(const Api::model& question) const {
  return models.get(question.id);
}

std::vector<ListedModel> Models::query(const Api::models& question) const {
  std::vector<ListedModel> out;
  const std::uint32_t limit = std::min(question.limit, kPageMax);
  const ModelId end = next_model.get();
  for (ModelId id = question.start; id < end && out.size() < limit; ++id)
    if (auto record = models.get(id)) out.push_back({id, *std::move(record)});
  return out;
}

std::optional<VersionRecord> Models::query(const Api::version& question) const {
  return versions.get(question.id);
}

std::vector<LineageEntry> Models::query(const Api::lineage& question) const {
  std::vector<LineageEntry> out;
  const std::uint32_t limit = std::min(question.limit, kPageMax);
  std::optional<VersionId> next = question.version;
  while (next && out.size() < limit) {
    const auto record = versions.get(*next);
    if (!record) break;
    out.push_back({*next, *record, provenances.get(*next)});
    next = record->parent;
  }
  return out;
}

std::optional<Bytes> Models::query(const Api::graph& question) const {
  const auto version = versions.get(question.version);
  if (!version || !version->kept) return std::nullopt;
  return blobs_.read(version->blob);
}

Inference Models::query(const Api::infer& question) const {
  return run(question.version, question.samples, kQueryLimits);
}

// ---- Invariants -----------------------------------------------------------------------------

frame::Problems Models::integrity() const {
  if (config.unit_time == 0) return {"an evaluation unit takes no time"};
  return {};
}

frame::Problems Models::try_state() const {
  frame::Problems out = check_versions();
  std::map<AccountId, Balance> deposits;
  for (const auto& [id, record] : models.entries()) {
    deposits[record.owner] += record.record_deposit + record.size_deposit;
    if (version_of.get(id, record.versions - 1) != record.head)
      out.push_back("a model's head is not its newest version");
    if (record.kept_from >= record.versions) out.push_back("a model's head is not kept");
  }
  for (const auto& [id, since] : quarantines.entries()) {
    const auto record = models.get(id);
    if (!record || record->locks > 0) out.push_back("a model in quarantine is gone, or in use");
  }
  for (const auto& [who, held] : balances_.holds.entries()) {
    if (balances_.on_hold(reason(), who) != deposits[who])
      out.push_back("what is held of an account is not the sum of its models' deposits");
    deposits.erase(who);
  }
  for (const auto& [who, deposit] : deposits)
    if (deposit != 0) out.push_back("a deposit of a model is not held");
  return out;
}

frame::Problems Models::check_versions() const {
  frame::Problems out;
  std::map<Hash, std::uint32_t> references;
  std::size_t count = 0;
  for (const auto& [number, version] : versions.entries()) {
    ++count;
    const auto model = models.get(version.model);
    if (version.kept) ++references[version.blob];
    if (version.kept != (model && version.ordinal >= model->kept_from))
      out.push_back("a version is kept that its model lets go, or the other way round");
    if (version_of.get(version.model, version.ordinal) != number)
      out.push_back("a version is not where its model looks for it");
    if (version.parent && *version.parent >= number)
      out.push_back("a version is older than its parent");
  }
  if (count != next_version.get()) out.push_back("a version is missing");
  for (const auto& [blob, times] : references) {
    const auto info = blobs_.info(blob);
    // Training refers to blobs as well, so there may be more.
    if (!info || info->references < times) out.push_back("a version's graph is not referred to");
  }
  return out;
}

}  // namespace descent::modules

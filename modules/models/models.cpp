#include "modules/models/models.hpp"

#include "modules/models/weights.hpp"
#include "runtime/crypto/hash.hpp"
#include "runtime/graph/hashes.hpp"

namespace descent::modules {
namespace {

/// Which of the module's errors tells the sender of a graph what to mend.
Models::Error error_of(graph::Error error) {
  using Graph = graph::Error;
  using enum models::Error;
  switch (error) {
    case Graph::TooLarge: return GraphTooLarge;
    case Graph::UnknownVersion: return GraphUnknownVersion;
    case Graph::BadRank:
    case Graph::BadDimension:
    case Graph::TooManyElements:
    case Graph::ShapeMismatch: return GraphBadShape;
    case Graph::ExponentOutOfRange:
    case Graph::CountMismatch:
    case Graph::ValueOutOfRange: return GraphBadTensor;
    case Graph::NoOperators:
    case Graph::NotAtOutput: return GraphBadOperator;
    case Graph::BadValueIndex:
    case Graph::BadTensorIndex:
    case Graph::TensorOrder: return GraphBadReference;
    case Graph::UnusedTensor:
    case Graph::UnusedValue: return GraphUnused;
    case Graph::TooManyMacs:
    case Graph::TooMuchMemory: return GraphTooCostly;
    default: return GraphMalformed;
  }
}

Models::Error error_of(InferenceError error) {
  using enum models::Error;
  switch (error) {
    case InferenceError::UnknownVersion: return UnknownVersion;
    case InferenceError::GraphDropped: return GraphDropped;
    case InferenceError::SamplesNotFinite: return SamplesNotFinite;
    case InferenceError::SamplesOverflow: return SamplesOverflow;
    case InferenceError::TooCostly: return SampleTooCostly;
    case InferenceError::OutputTooLarge: return OutputTooLarge;
    default: return SamplesMisshapen;
  }
}

Architecture architecture_of(const graph::Graph& graph, const graph::Summary& summary) {
  const kernels::Cost cost = kernels::cost(graph, summary);
  return {.hash = graph::architecture_hash(graph),
          .input = graph.input,
          .output = summary.shapes.back(),
          .classes = static_cast<std::uint32_t>(graph::elements(summary.shapes[summary.score])),
          .parameters = summary.parameters,
          .macs = summary.macs,
          .memory = summary.memory,
          .operations_per_sample = cost.per_sample,
          .operations_to_prepare = cost.prepare};
}

bool is_name(const std::string& name) {
  return !name.empty() && name.size() <= Models::kNameBytesMax;
}

}  // namespace

// ---- Registration ---------------------------------------------------------------------------

Weight Models::register_model::weight(const Models& m) const {
  const auto info = m.blobs_.info(blob);
  const bool admitted = info && info->length <= m.values_.get(m, kGraphBytesMax);
  return models_weights::registering_most(admitted ? info->length : 0);
}

Result<frame::Spent> Models::apply(const frame::Origin& origin, const register_model& call) {
  const AccountId who = DESCENT_TRY(origin.signer());
  if (!is_name(call.name)) return fail(Error::BadName);
  if (call.task.size() > kTaskBytesMax) return fail(Error::BadTask);
  const auto info = blobs_.info(call.blob);
  if (!info || !info->complete()) return fail(Error::BlobNotComplete);
  if (info->length > values_.get(*this, kGraphBytesMax)) return fail(Error::GraphTooLarge);
  const Checked checked = DESCENT_TRY(check(*blobs_.read(call.blob)));
  const auto [model, version] = DESCENT_TRY(
      add_model({.owner = who, .name = call.name, .task = call.task, .licence = call.licence},
                {.blob = call.blob,
                 .content = checked.content,
                 .bytes = info->length,
                 .architecture = checked.architecture}));
  emit(Registered{model, version, who, call.blob});
  return frame::Spent{models_weights::registering(info->length, checked.parts)};
}

Result<Models::Checked> Models::check(View bytes) const {
  const auto graph = graph::decode_graph(bytes);
  if (!graph) return fail(error_of(graph.error().error));
  const auto summary = graph::validate(*graph);
  if (!summary) return fail(error_of(summary.error().error));
  Checked out{crypto::blake2b_256(bytes), architecture_of(*graph, *summary),
              graph->operators.size() + graph->tensors.size()};
  if (evaluation_weight(out.architecture.cost(), 1).ref_time > config.unit_time)
    return fail(Error::SampleTooCostly);
  return out;
}

Weight Models::fork::weight() const { return models_weights::kRecord; }

Result<> Models::apply(const frame::Origin& origin, const fork& call) {
  const AccountId who = DESCENT_TRY(origin.signer());
  if (!is_name(call.name)) return fail(Error::BadName);
  auto first = versions.get(call.version);
  if (!first) return fail(Error::UnknownVersion);
  if (!first->kept) return fail(Error::GraphDropped);
  if (is_quarantined(first->model)) return fail(Error::Quarantined);
  const auto from = models.get(first->model);
  DESCENT_ASSERT(from);
  first->parent = call.version;
  const auto [model, version] = DESCENT_TRY(add_model({.owner = who,
                                                       .name = call.name,
                                                       .task = from->task,
                                                       .licence = from->licence,
                                                       .origin = call.version},
                                                      *first));
  emit(Forked{model, version, who, call.version});
  return {};
}

Result<std::pair<ModelId, VersionId>> Models::add_model(ModelRecord record, VersionRecord first) {
  const ModelId id = next_model.get();
  if (id == UINT32_MAX) return fail(Error::TooManyNumbers);
  // The bounds of the parameters keep these below 2^128.
  record.record_deposit = values_.get(*this, kDepositBase);
  record.size_deposit = values_.get(*this, kDepositPerByte) * first.bytes;
  record.created = frame().number;
  DESCENT_TRY(balances_.hold(reason(), record.owner, record.record_deposit + record.size_deposit));
  DESCENT_TRY(blobs_.reference(first.blob));
  const VersionId version = DESCENT_TRY(append(id, record, std::move(first)));
  next_model.put(id + 1);
  models.insert(id, record);
  return std::pair{id, version};
}

// ---- Owners ---------------------------------------------------------------------------------

frame::HoldReason Models::reason() const {
  return {index(), static_cast<std::uint8_t>(HoldReason::Deposit)};
}

Result<ModelRecord> Models::owned(ModelId model, const AccountId& who) const {
  auto record = models.get(model);
  if (!record) return fail(Error::UnknownModel);
  if (record->owner != who) return fail(Error::NotOwner);
  return *std::move(record);
}

Weight Models::transfer_ownership::weight() const { return models_weights::kOffer; }

Result<> Models::apply(const frame::Origin& origin, const transfer_ownership& call) {
  const AccountId who = DESCENT_TRY(origin.signer());
  DESCENT_TRY(owned(call.model, who));
  offers.insert(call.model, call.to);
  emit(OwnershipOffered{call.model, call.to});
  return {};
}

Weight Models::accept_ownership::weight() const { return models_weights::kRecord; }

Result<> Models::apply(const frame::Origin& origin, const accept_ownership& call) {
  const AccountId who = DESCENT_TRY(origin.signer());
  auto record = models.get(call.model);
  if (!record) return fail(Error::UnknownModel);
  if (offers.get(call.model) != who) return fail(Error::NotOffered);
  if (record->locks > 0) return fail(Error::Locked);
  const Balance deposit = record->record_deposit + record->size_deposit;
  DESCENT_TRY(balances_.hold(reason(), who, deposit));
  DESCENT_TRY(balances_.release(reason(), record->owner, deposit));
  record->owner = who;
  models.insert(call.model, *record);
  offers.remove(call.model);
  emit(OwnershipTransferred{call.model, who});
  return {};
}

Weight Models::deregister::weight(const Models& m) const { return m.weight_of_removal(model); }

Weight Models::weight_of_removal(ModelId model) const {
  const auto record = models.get(model);
  const std::uint32_t kept = record ? record->versions - record->kept_from : 0;
  return models_weights::kRecord + models_weights::kRelease * kept;
}

Result<> Models::apply(const frame::Origin& origin, const deregister& call) {
  const AccountId who = DESCENT_TRY(origin.signer());
  ModelRecord record = DESCENT_TRY(owned(call.model, who));
  if (record.locks > 0) return fail(Error::Locked);
  remove(call.model, record);
  emit(Deregistered{call.model});
  return {};
}

void Models::remove(ModelId model, ModelRecord& record) {
  while (record.kept_from < record.versions) drop_oldest(model, record);
  DESCENT_ASSERT(balances_.burn_held(reason(), record.owner, record.record_deposit));
  DESCENT_ASSERT(balances_.release(reason(), record.owner, record.size_deposit));
  models.remove(model);
  offers.remove(model);
  quarantines.remove(model);
}

// ---- Versions -------------------------------------------------------------------------------

Result<VersionId> Models::append(ModelId id, ModelRecord& record, VersionRecord version) {
  const VersionId number = next_version.get();
  if (number == UINT32_MAX) return fail(Error::TooManyNumbers);
  next_version.put(number + 1);
  version.model = id;
  version.ordinal = record.versions;
  version.kept = true;
  version.block = frame().number;
  versions.insert(number, version);
  version_of.insert(id, version.ordinal, number);
  record.head = number;
  ++record.versions;
  // Two at most: when the parameter was lowered, the surplus goes with the versions to come.
  for (int i = 0; i < 2; ++i)
    if (record.versions - record.kept_from > values_.get(*this, kKeptVersions))
      drop_oldest(id, record);
  return number;
}

void Models::drop_oldest(ModelId id, ModelRecord& record) {
  const auto number = version_of.get(id, record.kept_from);
  DESCENT_ASSERT(number);
  auto version = versions.get(*number);
  DESCENT_ASSERT(version && version->kept);
  blobs_.release(version->blob);
  version->kept = false;
  versions.insert(*number, *version);
  ++record.kept_from;
}

Result<> Models::lock(ModelId model) {
  auto record = models.get(model);
  if (!record) return fail(Error::UnknownModel);
  if (record->locks > 0) return fail(Error::Locked);
  if (is_quarantined(model)) return fail(Error::Quarantined);
  record->locks = 1;
  models.insert(model, *record);
  return {};
}

void Models::unlock(ModelId model) {
  auto record = models.get(model);
  DESCENT_ASSERT(record && record->locks > 0);
  record->locks = 0;
  models.insert(model, *record);
}

Result<VersionId> Models::add_version(ModelId model, View graph, const Provenance& provenance) {
  auto record = models.get(model);
  if (!record) return fail(Error::UnknownModel);
  if (next_version.get() == UINT32_MAX) return fail(Error::TooManyNumbers);
  const VersionId parent = record->head;
  auto version = versions.get(parent);
  DESCENT_ASSERT(version && version->bytes == graph.size());
  version->parent = parent;
  version->blob = blobs_.write(graph);
  version->content = crypto::blake2b_256(graph);
  const Hash blob = version->blob;
  const VersionId number = DESCENT_TRY(append(model, *record, *std::move(version)));
  models.insert(model, *record);
  provenances.insert(number, provenance);
  emit(VersionAdded{model, number, parent, blob});
  return number;
}

// ---- Inference ------------------------------------------------------------------------------

Weight Models::infer::weight(const Models& m) const {
  const auto record = m.versions.get(version);
  if (!record) return models_weights::kInfer;
  const std::uint64_t count = samples.size() / graph::elements(record->architecture.input) + 1;
  return models_weights::kInfer + models_weights::load(record->bytes) +
         evaluation_weight(record->architecture.cost(), count);
}

Result<> Models::apply(const frame::Origin& origin, const infer& call) {
  const AccountId who = DESCENT_TRY(origin.signer());
  const auto version = versions.get(call.version);
  if (version && is_quarantined(version->model)) return fail(Error::Quarantined);
  auto rows = run(call.version, call.samples, {UINT64_MAX, kEventNumbersMax});
  if (!rows) return fail(error_of(rows.error()));
  emit(Inferred{who, call.version, *std::move(rows)});
  return {};
}

Inference Models::run(VersionId number, const std::vector<std::uint32_t>& samples,
                      const InferenceLimits& limits) const {
  const auto version = versions.get(number);
  if (!version) return InferenceError::UnknownVersion;
  if (!version->kept) return InferenceError::GraphDropped;
  const Architecture& shape = version->architecture;
  const std::uint64_t elements = graph::elements(shape.input);
  if (samples.empty() || samples.size() % elements != 0) return InferenceError::SamplesMisshapen;
  const std::uint64_t count = samples.size() / elements;
  if (evaluation_weight(shape.cost(), count).ref_time > limits.time)
    return InferenceError::TooCostly;
  if (saturating_mul(count, graph::elements(shape.output)) > limits.numbers)
    return InferenceError::OutputTooLarge;
  return infer_rows(*load(number), samples);
}

}  // namespace descent::modules

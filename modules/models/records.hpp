#pragma once
// What the chain keeps of a model, of each of its versions, and of how a version came to be.
#include <string>

#include "runtime/graph/graph.hpp"
#include "runtime/kernels/cost.hpp"
#include "runtime/primitives/types.hpp"

namespace descent::modules {

using ModelId = std::uint32_t;
using VersionId = std::uint32_t;  ///< counted over all models

struct ModelRecord {
  AccountId owner;
  std::string name;
  std::string task;  ///< what it is for, in words
  Hash licence;      ///< hash of its text
  VersionId head{};  ///< the newest version
  std::uint32_t versions{};
  std::uint32_t kept_from{};        ///< the ordinal of the oldest version whose graph is kept
  std::uint32_t locks{};            ///< what works on the head; training's open tasks
  Balance record_deposit{};         ///< burned when the model is deregistered: its records stay
  Balance size_deposit{};           ///< returned then
  std::optional<VersionId> origin;  ///< the version it was forked from
  BlockNumber created{};
  DESCENT_FIELDS(owner, name, task, licence, head, versions, kept_from, locks, record_deposit,
                 size_deposit, origin, created)
};

/// Static facts of an architecture, the same for all versions of a model.
struct Architecture {
  Hash hash;
  graph::Shape input;                     ///< of one sample
  graph::Shape output;                    ///< of one sample
  std::uint32_t classes{};                ///< elements of the score, which losses are computed from
  std::uint64_t parameters{};             ///< elements of all tensors
  std::uint64_t macs{};                   ///< multiply-adds per sample
  std::uint64_t memory{};                 ///< bytes per sample
  std::uint64_t operations_per_sample{};  ///< what evaluating one is charged
  std::uint64_t operations_to_prepare{};  ///< what is charged once for an evaluation
  DESCENT_FIELDS(hash, input, output, classes, parameters, macs, memory, operations_per_sample,
                 operations_to_prepare)

  kernels::Cost cost() const { return {operations_per_sample, operations_to_prepare}; }
};

struct VersionRecord {
  ModelId model{};
  std::uint32_t ordinal{};          ///< among the model's versions, from 0
  std::optional<VersionId> parent;  ///< also of the first version of a fork
  Hash blob;                        ///< root of the encoded graph
  Hash content;                     ///< content hash of the graph: updates name their base by it
  std::uint64_t bytes{};            ///< of the encoded graph
  bool kept{};                      ///< whether the graph is still there
  Architecture architecture;
  BlockNumber block{};
  DESCENT_FIELDS(model, ordinal, parent, blob, content, bytes, kept, architecture, block)
};

/// One update that went into a version.
struct Contribution {
  AccountId author;
  Hash update;             ///< root of its blob
  std::uint32_t weight{};  ///< of `Provenance::total`
  std::int64_t gain{};     ///< sum over the slice, in units of 2^-24
  DESCENT_FIELDS(author, update, weight, gain)
};

/// Which round of training made a version.
struct Provenance {
  static constexpr std::size_t kContributionsMax = 1'024;
  std::uint32_t task{};
  std::uint32_t round{};
  std::uint32_t total{};  ///< weight the contributions were divided by
  std::int64_t gain{};    ///< of the version over its parent
  std::uint32_t samples{};
  Bounded<Contribution, kContributionsMax> merged;
  DESCENT_FIELDS(task, round, total, gain, samples, merged)
};

// ---- As the runtime API lists them -----------------------------------------------------------

struct ListedModel {
  ModelId id{};
  ModelRecord record;
  DESCENT_FIELDS(id, record)
};
struct LineageEntry {
  VersionId version{};
  VersionRecord record;
  std::optional<Provenance> provenance;  ///< nothing for what was registered or forked
  DESCENT_FIELDS(version, record, provenance)
};

}  // namespace descent::modules

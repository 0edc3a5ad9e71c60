#pragma once
// One unit of evaluation as a pure function of content: what names it, what it reads, what it
// gives. Whoever has the content can compute it, in any thread and before a block asks.
#include "modules/training/job.hpp"
#include "runtime/graph/merge.hpp"
#include "runtime/primitives/types.hpp"

namespace descent::modules::training {

/// Which model a unit evaluates: updates with their weights of a total, merged onto a version.
struct Subject {
  Hash base;                                            ///< content hash
  std::vector<std::pair<Hash, std::uint32_t>> updates;  ///< blob roots
  std::uint32_t total{};
  DESCENT_FIELDS(base, updates, total)
};

/// A subject over samples [first, first + count) of a slice.
struct Unit {
  Subject what;
  Hash slice;  ///< blob root of the opening
  kernels::Loss loss{};
  std::uint32_t first{};
  std::uint32_t count{};
  DESCENT_FIELDS(what, slice, loss, first, count)
};

/// Names the unit's result in a memo: equal keys have equal results, in every task.
Hash key_of(const Unit& unit);

/// The bytes behind a subject's hashes. `graph` is the base with `updates` to merge onto it, or,
/// without any, the subject itself.
struct Content {
  Bytes graph;
  std::vector<Bytes> updates;
};

/// The subject's graph; nullopt if the merge is refused.
/// REQUIRES: `content` was checked when it was stored.
std::optional<graph::Graph> assemble(const Subject& what, const Content& content);

/// A subject made ready to be evaluated; without a model if its merge is refused.
class PreparedSubject {
 public:
  PreparedSubject(const Subject& what, const Content& content);
  /// opening   the slice's, checked
  /// elements  of one sample
  UnitResult evaluate(kernels::Workspace& workspace, View opening, std::uint32_t elements,
                      const Unit& unit) const;

 private:
  std::optional<kernels::Model> model_;
};

}  // namespace descent::modules::training

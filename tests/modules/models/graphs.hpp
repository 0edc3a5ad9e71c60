#pragma once
// Registered graphs for tests.
#include "tests/modules/blobs/upload.hpp"
#include "tests/runtime/graph/example.hpp"

namespace descent::modules {

inline Bytes example_bytes() { return scale::encoded(graph::example()); }

/// The example with another bias: the same architecture and size.
inline Bytes example_variant(std::int32_t bias) {
  graph::Graph out = graph::example();
  out.tensors[1].values[0] = bias;
  return scale::encoded(out);
}

inline Models::register_model registration(const Hash& blob) {
  return {.blob = blob, .name = "example", .task = "to be an example", .licence = {}};
}

/// Uploads and registers `graph` as model 0, 1, ...
inline ModelId register_graph(Chain& chain, const AccountId& who, View graph) {
  auto& models = chain.runtime().models;
  const Hash root = upload(chain, who, graph);
  EXPECT_DONE(chain.call(who, models, registration(root)));
  return models.next_model.get() - 1;
}

/// A provenance that names one contribution.
inline Provenance provenance(std::uint32_t round) {
  Provenance out{.task = 0, .round = round, .total = 7, .gain = 5, .samples = 10, .merged = {}};
  out.merged.push_back({.author = kBob, .update = {}, .weight = 7, .gain = 5});
  return out;
}

}  // namespace descent::modules

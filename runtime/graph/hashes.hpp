#pragma once
// The two identities of a graph.
#include "runtime/graph/graph.hpp"
#include "runtime/primitives/types.hpp"

namespace descent::graph {

/// BLAKE2b-256 of the encoded graph: an update names its base by it.
Hash content_hash(const Graph& graph);

/// BLAKE2b-256 of the graph with each tensor reduced to its shape: merging never changes it.
Hash architecture_hash(const Graph& graph);

}  // namespace descent::graph

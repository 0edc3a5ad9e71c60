#pragma once
// What is known of a graph before it runs: that it is one, every shape, and what a sample costs.
#include "runtime/graph/shape.hpp"

namespace descent::graph {

struct Summary {
  std::vector<Shape> shapes;   ///< of every value: the input, then one for each operator
  std::uint32_t score{};       ///< the value that losses are computed from
  std::uint64_t parameters{};  ///< elements of all tensors
  std::uint64_t macs{};        ///< multiply-adds per sample
  std::uint64_t memory{};      ///< bytes per sample
};

/// Reads a graph; what it means is left to `validate`.
/// errors  TooLarge, Malformed, UnknownVersion
Expected<Graph, Refusal> decode_graph(View bytes);

/// Checks every rule of docs/graph.md, "Validity", in its order.
Expected<Summary, Refusal> validate(const Graph& graph);

}  // namespace descent::graph

#pragma once
// Valid graphs of every operator, for tests that must hold for all of them.
#include <random>

#include "runtime/graph/graph.hpp"

namespace descent::onnx {

/// A chain of 1 to 8 operators with some Adds of earlier values; its tensors are quantised f32, as
/// an import makes them.
graph::Graph random_graph(std::mt19937_64& random);

}  // namespace descent::onnx

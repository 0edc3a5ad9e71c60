#pragma once
// Blobs and graphs for the measurements of modules that work on them.
#include "modules/blobs/weights.hpp"
#include "runtime/graph/graph.hpp"
#include "tests/bench/weights_chain.hpp"

namespace descent::bench {

/// Other bytes each time.
Bytes random_bytes(std::size_t size);

/// Stores a blob. returns  its root
Hash upload(Runtime& runtime, const AccountId& who, const Bytes& content);

/// Gemm and Relu by turns, with weights of every magnitude, other ones each time.
graph::Graph network(const std::vector<std::uint32_t>& widths);

}  // namespace descent::bench

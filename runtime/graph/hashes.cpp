#include "runtime/graph/hashes.hpp"

#include "runtime/crypto/hash.hpp"

namespace descent::graph {

Hash content_hash(const Graph& graph) { return crypto::blake2b_256(scale::encoded(graph)); }

Hash architecture_hash(const Graph& graph) {
  std::vector<Shape> shapes;
  for (const Tensor& t : graph.tensors) shapes.push_back(t.shape);
  Bytes out;
  scale::encode(out, graph.version);
  scale::encode(out, graph.input);
  scale::encode(out, shapes);
  scale::encode(out, graph.operators);
  return crypto::blake2b_256(out);
}

}  // namespace descent::graph

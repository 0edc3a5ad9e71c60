#pragma once
// What was read of a file so far: names, and the graph that grows from them.
#include "node/onnx/tensors.hpp"

namespace descent::onnx {

/// A name of a value of the sample.
struct BoundValue {
  std::uint32_t value{};
};
/// A name of one of `State::softmaxes`.
struct BoundSoftmax {
  std::size_t softmax{};
};
using Binding = std::variant<BoundValue, BoundSoftmax, const proto::TensorProto*>;

/// A softmax that is an operator if it is the output, and is dropped before an ArgMax.
struct UndecidedSoftmax {
  std::uint32_t value{};  ///< that it reads
  std::string where;
  bool decided{};
};

struct State {
  std::map<std::string_view, Binding> names;  ///< texts of the file
  graph::Graph graph;
  std::vector<graph::Shape> shapes;  ///< of every value
  std::vector<std::string> origins;  ///< the node each operator came from
  std::vector<UndecidedSoftmax> softmaxes;
  Tensors tensors;

  /// Appends an operator whose operands exist; what its value is bound to.
  /// errors  InvalidGraph
  Imported<Binding> emit(const graph::Operator& op, std::string_view where);

  /// The softmax becomes an operator.
  Imported<Binding> emit_softmax(std::size_t softmax);
};

}  // namespace descent::onnx

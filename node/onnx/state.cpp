#include "node/onnx/state.hpp"

#include "runtime/graph/operands.hpp"

namespace descent::onnx {

Imported<Binding> State::emit(const graph::Operator& op, std::string_view where) {
  auto shape = graph::result_shape(op, graph, shapes);
  if (!shape) {
    const auto place = static_cast<std::uint32_t>(graph.operators.size());
    const graph::Refusal refusal{shape.error(), place};
    return ImportError{ErrorKind::InvalidGraph, std::string{where},
                       std::string{graph::name(refusal.error)} + ": " + graph::describe(refusal)};
  }
  shapes.push_back(*std::move(shape));
  graph.operators.push_back(op);
  origins.emplace_back(where);
  return Binding{BoundValue{static_cast<std::uint32_t>(graph.operators.size())}};
}

Imported<Binding> State::emit_softmax(std::size_t softmax) {
  UndecidedSoftmax& undecided = softmaxes[softmax];
  undecided.decided = true;
  return emit(graph::Softmax{undecided.value}, undecided.where);
}

}  // namespace descent::onnx

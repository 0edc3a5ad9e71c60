#include "node/onnx/import.hpp"

#include <algorithm>

#include "node/onnx/file.hpp"
#include "node/onnx/operators.hpp"
#include "runtime/graph/validate.hpp"

namespace descent::onnx {
namespace {

using proto::GraphProto;
using proto::ModelProto;
using proto::TensorProto;
using proto::ValueInfoProto;

constexpr std::int64_t kOpsetMin = 13;
constexpr std::int64_t kOpsetMax = 21;

Imported<> check_opset(const ModelProto& model) {
  std::vector<std::int64_t> versions;
  for (const auto& opset : model.opset_import())
    if (opset.domain().empty() || opset.domain() == "ai.onnx") versions.push_back(opset.version());
  if (versions.size() == 1 && versions[0] >= kOpsetMin && versions[0] <= kOpsetMax) return {};
  const std::string given = versions.size() == 1 ? "opset " + std::to_string(versions[0])
                                                 : std::to_string(versions.size()) + " opsets";
  return ImportError{ErrorKind::UnsupportedOpset, "",
                     given + " of the default domain; export the model with one of " +
                         std::to_string(kOpsetMin) + " to " + std::to_string(kOpsetMax)};
}

Imported<> check_model(const ModelProto& model) {
  DESCENT_TRY(check_opset(model));
  if (!model.functions().empty())
    return ImportError{ErrorKind::UnsupportedModel, "",
                       "it has local functions; inline them before export"};
  if (!model.graph().sparse_initializer().empty())
    return ImportError{ErrorKind::UnsupportedModel, "",
                       "it has sparse initialisers; store them dense"};
  return {};
}

Imported<> bind_initializers(const GraphProto& graph, State& state) {
  for (const TensorProto& tensor : graph.initializer()) {
    const std::string subject = named("initialiser", tensor.name());
    if (state.names.contains(tensor.name()))
      return ImportError{ErrorKind::DuplicateName, subject,
                         "is given twice; give each initialiser its own name"};
    DESCENT_TRY(refuse_external(tensor, subject));
    state.names.emplace(tensor.name(), &tensor);
  }
  return {};
}

/// The dimensions behind the batch.
Imported<graph::Shape> sample_shape(const ValueInfoProto& input) {
  const auto& type = input.type().tensor_type();
  const auto& dims = type.shape().dim();
  const std::string subject = named("input", input.name());
  if (!input.type().has_tensor_type() || type.elem_type() != TensorProto::FLOAT ||
      !type.has_shape() || dims.size() < 2 || dims.size() > static_cast<int>(graph::kRankMax) + 1)
    return ImportError{ErrorKind::BadInterface, subject,
                       "must be FLOAT with a batch and 1 to 4 further dimensions; export it so"};
  graph::Shape shape;
  for (int place = 1; place < dims.size(); ++place) {
    if (!dims[place].has_dim_value() || dims[place].dim_value() < 1)
      return ImportError{ErrorKind::DynamicShape, subject,
                         "dimension " + std::to_string(place) +
                             " is not a number; only the batch may be open, fix the others"};
    shape.push_back(static_cast<std::uint32_t>(
        std::min<std::int64_t>(dims[place].dim_value(), std::int64_t{graph::kDimensionMax} + 1)));
  }
  return shape;
}

Imported<> bind_input(const ValueInfoProto& input, State& state) {
  state.graph.input = DESCENT_TRY(sample_shape(input));
  state.shapes = {state.graph.input};
  state.names.emplace(input.name(), BoundValue{0});
  return {};
}

Imported<> bind_interface(const GraphProto& graph, State& state) {
  std::vector<const ValueInfoProto*> inputs;
  for (const ValueInfoProto& input : graph.input())
    if (!state.names.contains(input.name())) inputs.push_back(&input);
  if (inputs.size() != 1)
    return ImportError{ErrorKind::BadInterface, "",
                       std::to_string(inputs.size()) +
                           " inputs besides the initialisers; a model has exactly one"};
  DESCENT_TRY(bind_input(*inputs[0], state));
  if (graph.output_size() != 1)
    return ImportError{ErrorKind::BadInterface, "",
                       std::to_string(graph.output_size()) +
                           " outputs; a model has exactly one, leave out the others"};
  if (const auto good = graph::checked_elements(state.graph.input); !good)
    return ImportError{
        ErrorKind::InvalidGraph, named("input", inputs[0]->name()),
        std::string{graph::name(good.error())} + ": " + graph::describe({good.error(), 0})};
  return {};
}

Imported<> check_output(const std::string& output, State& state) {
  const std::string subject = named("output", output);
  const auto found = state.names.find(output);
  if (found == state.names.end())
    return ImportError{ErrorKind::UnknownValue, subject,
                       "no node makes it; name a node's output there"};
  Binding bound = found->second;
  if (const auto* softmax = std::get_if<BoundSoftmax>(&bound))
    bound = DESCENT_TRY(state.emit_softmax(softmax->softmax));
  const auto* value = std::get_if<BoundValue>(&bound);
  if (!value || value->value != state.graph.operators.size())
    return ImportError{ErrorKind::UnsupportedForm, subject,
                       "is not the last operator's; make the last node's output the model's"};
  return {};
}

Imported<> check_softmaxes(const State& state) {
  const auto lost = std::ranges::find(state.softmaxes, false, &UndecidedSoftmax::decided);
  if (lost == state.softmaxes.end()) return {};
  return ImportError{ErrorKind::UnsupportedForm, lost->where,
                     "is neither the output nor before an ArgMax; leave it out"};
}

/// The node at fault, where the graph's error is about an operator or a value.
std::string origin(const graph::Refusal& refusal, const State& state) {
  using graph::Error;
  const std::uint32_t value = refusal.place;
  switch (refusal.error) {
    case Error::NotAtOutput:
    case Error::ShapeMismatch:
    case Error::TooManyMacs: return state.origins[refusal.place];
    case Error::UnusedValue: return value == 0 ? "the model's input" : state.origins[value - 1];
    default: return "the graph";
  }
}

Imported<> check_graph(const State& state) {
  const graph::Graph& graph = state.graph;
  if (graph.operators.size() > graph::kOperatorsMax || graph.tensors.size() > graph::kTensorsMax)
    return ImportError{ErrorKind::InvalidGraph, "the graph",
                       "Malformed: more than 1024 operators or tensors; make the model smaller"};
  const auto summary = graph::validate(graph);
  if (summary) return {};
  const graph::Refusal& refusal = summary.error();
  return ImportError{ErrorKind::InvalidGraph, origin(refusal, state),
                     std::string{graph::name(refusal.error)} + ": " + graph::describe(refusal)};
}

}  // namespace

Imported<graph::Graph> import_model(View bytes, const Limits& limits) {
  const ModelProto model = DESCENT_TRY(read_file(bytes, limits));
  DESCENT_TRY(check_model(model));
  State state;
  DESCENT_TRY(bind_initializers(model.graph(), state));
  DESCENT_TRY(bind_interface(model.graph(), state));
  for (const proto::NodeProto& node : model.graph().node()) DESCENT_TRY(read_node(node, state));
  DESCENT_TRY(check_output(model.graph().output(0).name(), state));
  DESCENT_TRY(check_softmaxes(state));
  DESCENT_TRY(check_graph(state));
  return std::move(state.graph);
}

}  // namespace descent::onnx

#include "node/onnx/export.hpp"

#include <bit>
#include <cstring>

#include "node/onnx/onnx.pb.h"
#include "runtime/graph/f32.hpp"
#include "runtime/graph/operands.hpp"
#include "runtime/graph/validate.hpp"
#include "runtime/primitives/assert.hpp"

namespace descent::onnx {
namespace {

using proto::AttributeProto;
using proto::GraphProto;
using proto::ModelProto;
using proto::NodeProto;
using proto::TensorProto;
using proto::ValueInfoProto;

constexpr std::int64_t kIrVersion = 8;
constexpr std::int64_t kOpset = 17;
/// By the operator's index.
constexpr const char* kOpTypes[] = {"Gemm",    "MatMul",  "Add",     "Relu",
                                    "Flatten", "Reshape", "Softmax", "ArgMax"};
static_assert(std::size(kOpTypes) == std::variant_size_v<graph::Operator::Cases>);

std::string numbered(std::string_view kind, std::size_t number) {
  return std::string{kind} + "_" + std::to_string(number);
}

std::string value_name(const graph::Graph& graph, std::size_t value) {
  if (value == 0) return "input";
  return value == graph.operators.size() ? "output" : numbered("value", value);
}

/// `values` in little-endian order, which is that of every machine this is built for.
template <class T>
std::string raw(const std::vector<T>& values) {
  static_assert(std::endian::native == std::endian::little);
  std::string out(values.size() * sizeof(T), '\0');
  std::memcpy(out.data(), values.data(), out.size());
  return out;
}

Expected<void, graph::Refusal> write_weight(const graph::Tensor& tensor, std::uint32_t number,
                                            TensorProto& out) {
  std::vector<std::uint32_t> bits;
  bits.reserve(tensor.values.size());
  for (const std::int32_t v : tensor.values) {
    const auto f32 = graph::f32_bits(v, tensor.exponent);
    if (!f32) return graph::Refusal{f32.error(), number};
    bits.push_back(*f32);
  }
  for (const auto d : tensor.shape) out.add_dims(d);
  out.set_data_type(TensorProto::FLOAT);
  out.set_name(numbered("tensor", number));
  out.set_raw_data(raw(bits));
  return {};
}

/// The constant that a Reshape reads: 0 for the batch, then the dimensions.
void write_shape(const graph::Shape& shape, std::size_t place, TensorProto& out) {
  std::vector<std::int64_t> entries{0};
  entries.insert(entries.end(), shape.begin(), shape.end());
  out.add_dims(static_cast<std::int64_t>(entries.size()));
  out.set_data_type(TensorProto::INT64);
  out.set_name(numbered("shape", place));
  out.set_raw_data(raw(entries));
}

void add_attribute(NodeProto& node, const char* name, std::int64_t value) {
  AttributeProto& out = *node.add_attribute();
  out.set_name(name);
  out.set_i(value);
  out.set_type(AttributeProto::INT);
}

void write_node(const graph::Graph& graph, std::size_t place, NodeProto& out) {
  const graph::Operator& op = graph.operators[place];
  const graph::Operands read = graph::operands(op);
  for (const auto value : read.values) out.add_input(value_name(graph, value));
  for (const auto tensor : read.tensors) out.add_input(numbered("tensor", tensor));
  if (std::holds_alternative<graph::Reshape>(op)) out.add_input(numbered("shape", place));
  out.add_output(value_name(graph, place + 1));
  out.set_name(numbered("node", place));
  out.set_op_type(kOpTypes[op.index()]);
  if (std::holds_alternative<graph::Flatten>(op) || graph::is_head(op))
    add_attribute(out, "axis", 1);
  if (std::holds_alternative<graph::ArgMax>(op)) add_attribute(out, "keepdims", 1);
}

void write_interface(const char* name, TensorProto::DataType type, const graph::Shape& shape,
                     ValueInfoProto& out) {
  out.set_name(name);
  auto& tensor = *out.mutable_type()->mutable_tensor_type();
  tensor.set_elem_type(type);
  tensor.mutable_shape()->add_dim()->set_dim_param("batch");
  for (const auto d : shape) tensor.mutable_shape()->add_dim()->set_dim_value(d);
}

Expected<void, graph::Refusal> write_initializers(const graph::Graph& graph, GraphProto& out) {
  for (std::uint32_t i = 0; i < graph.tensors.size(); ++i)
    DESCENT_TRY(write_weight(graph.tensors[i], i, *out.add_initializer()));
  for (std::size_t k = 0; k < graph.operators.size(); ++k)
    if (const auto* reshape = std::get_if<graph::Reshape>(&graph.operators[k]))
      write_shape(reshape->shape, k, *out.add_initializer());
  return {};
}

Expected<void, graph::Refusal> write_graph(const graph::Graph& graph, GraphProto& out) {
  const graph::Summary summary = DESCENT_TRY(graph::validate(graph));
  const bool indices = std::holds_alternative<graph::ArgMax>(graph.operators.back());
  out.set_name("descent");
  for (std::size_t k = 0; k < graph.operators.size(); ++k) write_node(graph, k, *out.add_node());
  DESCENT_TRY(write_initializers(graph, out));
  write_interface("input", TensorProto::FLOAT, graph.input, *out.add_input());
  write_interface("output", indices ? TensorProto::INT64 : TensorProto::FLOAT,
                  summary.shapes.back(), *out.add_output());
  return {};
}

}  // namespace

Expected<Bytes, graph::Refusal> export_model(const graph::Graph& graph) {
  ModelProto model;
  model.set_ir_version(kIrVersion);
  model.set_producer_name("descent");
  model.add_opset_import()->set_version(kOpset);
  DESCENT_TRY(write_graph(graph, *model.mutable_graph()));
  Bytes out(model.ByteSizeLong());
  DESCENT_ASSERT(model.SerializeToArray(out.data(), static_cast<int>(out.size())));
  return out;
}

}  // namespace descent::onnx

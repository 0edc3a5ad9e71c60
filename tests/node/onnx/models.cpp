#include "tests/node/onnx/models.hpp"

#include <gtest/gtest.h>

#include <numeric>

#include "node/onnx/import.hpp"

namespace descent::onnx {

proto::ModelProto empty_model(const Dims& sample) {
  proto::ModelProto model;
  model.set_ir_version(8);
  model.add_opset_import()->set_version(17);
  auto& input = *model.mutable_graph()->add_input();
  input.set_name("x");
  auto& type = *input.mutable_type()->mutable_tensor_type();
  type.set_elem_type(proto::TensorProto::FLOAT);
  type.mutable_shape()->add_dim()->set_dim_param("batch");
  for (const auto d : sample) type.mutable_shape()->add_dim()->set_dim_value(d);
  model.mutable_graph()->add_output()->set_name("y");
  return model;
}

proto::ModelProto example_model() {
  proto::ModelProto model = empty_model({3});
  add_weights(model, "w", {3, 2}, {0.5f, -0.25f, 1.0f, 0.125f, 0.75f, 0.001f});
  add_weights(model, "b", {2}, {0.1f, -0.2f});
  add_node(model, "Gemm", {"x", "w", "b"}, "score").set_name("fc");
  add_node(model, "Softmax", {"score"}, "y").set_name("head");
  return model;
}

proto::NodeProto& add_node(proto::ModelProto& model, const char* op_type, Names inputs,
                           const char* output) {
  auto& node = *model.mutable_graph()->add_node();
  node.set_op_type(op_type);
  for (const char* input : inputs) node.add_input(input);
  node.add_output(output);
  return node;
}

void set_integer(proto::NodeProto& node, const char* name, std::int64_t value) {
  auto& attribute = *node.add_attribute();
  attribute.set_name(name);
  attribute.set_type(proto::AttributeProto::INT);
  attribute.set_i(value);
}

void set_float(proto::NodeProto& node, const char* name, float value) {
  auto& attribute = *node.add_attribute();
  attribute.set_name(name);
  attribute.set_type(proto::AttributeProto::FLOAT);
  attribute.set_f(value);
}

proto::TensorProto& add_weights(proto::ModelProto& model, const char* name, const Dims& dims,
                                const std::vector<float>& values) {
  auto& tensor = *model.mutable_graph()->add_initializer();
  tensor.set_name(name);
  tensor.set_data_type(proto::TensorProto::FLOAT);
  for (const auto d : dims) tensor.add_dims(d);
  tensor.set_raw_data(values.data(), values.size() * sizeof(float));
  return tensor;
}

proto::TensorProto& add_zeros(proto::ModelProto& model, const char* name, const Dims& dims) {
  const auto count = std::accumulate(dims.begin(), dims.end(), std::int64_t{1}, std::multiplies{});
  return add_weights(model, name, dims, std::vector<float>(static_cast<std::size_t>(count)));
}

proto::TensorProto& add_integers(proto::ModelProto& model, const char* name, const Dims& values) {
  auto& tensor = *model.mutable_graph()->add_initializer();
  tensor.set_name(name);
  tensor.set_data_type(proto::TensorProto::INT64);
  tensor.add_dims(static_cast<std::int64_t>(values.size()));
  for (const auto v : values) tensor.add_int64_data(v);
  return tensor;
}

Bytes bytes_of(const proto::ModelProto& model) {
  Bytes out(model.ByteSizeLong());
  EXPECT_TRUE(model.SerializeToArray(out.data(), static_cast<int>(out.size())));
  return out;
}

graph::Graph imported(const proto::ModelProto& model) {
  auto graph = import_model(bytes_of(model));
  if (graph) return *std::move(graph);
  ADD_FAILURE() << describe(graph.error());
  return {};
}

ImportError refused(const proto::ModelProto& model) {
  const auto graph = import_model(bytes_of(model));
  if (!graph) return graph.error();
  ADD_FAILURE() << "the model was accepted";
  return {.kind = ErrorKind::kCount};
}

}  // namespace descent::onnx

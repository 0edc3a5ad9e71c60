#include "node/onnx/operators.hpp"

#include <gmock/gmock.h>

#include "tests/node/onnx/models.hpp"

namespace descent::onnx {
namespace {

using graph::Operator;
using graph::Shape;
using proto::ModelProto;
using testing::ElementsAre;
using testing::HasSubstr;

std::vector<Operator> operators_of(const ModelProto& model) { return imported(model).operators; }

void expect_form(const ModelProto& model, const char* text) {
  const ImportError error = refused(model);
  EXPECT_EQ(error.kind, ErrorKind::UnsupportedForm) << describe(error);
  EXPECT_THAT(describe(error), HasSubstr(text));
}

/// One node of an operator over "x" of [batch, ...sample] and the weights "w" of `dims`.
ModelProto with_weights(const char* op, const Dims& sample, const Dims& dims) {
  ModelProto model = empty_model(sample);
  add_zeros(model, "w", dims);
  add_node(model, op, {"x", "w"}, "y");
  return model;
}

ModelProto one_input(const char* op, const Dims& sample) {
  ModelProto model = empty_model(sample);
  add_node(model, op, {"x"}, "y");
  return model;
}

proto::NodeProto& first(ModelProto& model) { return *model.mutable_graph()->mutable_node(0); }

TEST(Operators, an_unknown_one_is_named_with_its_node_and_domain) {
  ModelProto model = one_input("Conv", {3});
  first(model).set_name("features.0");
  ImportError error = refused(model);
  EXPECT_EQ(error.kind, ErrorKind::UnknownOperator);
  EXPECT_EQ(error.subject, "node 'features.0' (Conv)");
  EXPECT_THAT(error.text, HasSubstr("ai.onnx 'Conv'"));
  EXPECT_THAT(error.text, HasSubstr("Gemm"));
  first(model).set_op_type("Relu");
  first(model).set_domain("com.example");
  EXPECT_THAT(refused(model).text, HasSubstr("com.example 'Relu'"));
  first(model).set_domain("ai.onnx");
  EXPECT_THAT(operators_of(model), ElementsAre(Operator{graph::Relu{0}}));
}

TEST(Operators, an_output_is_one_name_that_is_not_taken) {
  ModelProto model = one_input("Relu", {3});
  first(model).add_output("z");
  expect_form(model, "exactly one output");
  first(model).clear_output();
  expect_form(model, "exactly one output");
  first(model).add_output("");
  expect_form(model, "exactly one output");
  first(model).set_output(0, "x");
  EXPECT_EQ(refused(model).kind, ErrorKind::DuplicateName);
}

TEST(Operators, a_cycle_and_a_wrong_order_read_what_is_not_made) {
  ModelProto model = empty_model({3});
  add_node(model, "Add", {"x", "b"}, "a");
  add_node(model, "Relu", {"a"}, "b");
  add_node(model, "Relu", {"b"}, "y");
  EXPECT_EQ(refused(model).kind, ErrorKind::UnknownValue);
  EXPECT_EQ(refused(model).subject, "node 'a' (Add)");
}

TEST(Operators, identity_and_constant_only_bind_names) {
  ModelProto model = empty_model({2});
  add_node(model, "Identity", {"x"}, "same");
  auto& node = add_node(model, "Constant", {}, "c");
  auto& value = *node.add_attribute();
  value.set_name("value");
  value.set_type(proto::AttributeProto::TENSOR);
  *value.mutable_t() = add_weights(model, "unused", {2}, {1, 2});
  add_node(model, "Identity", {"c"}, "d");
  add_node(model, "Add", {"same", "d"}, "y");
  const graph::Graph graph = imported(model);
  EXPECT_THAT(graph.operators, ElementsAre(Operator{graph::Add{0, graph::TensorOperand{0}}}));
  EXPECT_EQ(graph.tensors.size(), 1u);
  auto& inside = *model.mutable_graph()->mutable_node(1)->mutable_attribute(0)->mutable_t();
  inside.set_data_location(proto::TensorProto::EXTERNAL);
  EXPECT_EQ(refused(model).kind, ErrorKind::ExternalData);
  EXPECT_EQ(refused(model).subject, "node 'c' (Constant)");
}

TEST(Operators, gemm_has_a_bias_or_is_a_matmul) {
  ModelProto model = with_weights("Gemm", {3}, {3, 2});
  EXPECT_THAT(operators_of(model), ElementsAre(Operator{graph::MatMul{0, 0}}));
  add_zeros(model, "b", {2});
  first(model).add_input("b");
  EXPECT_THAT(operators_of(model), ElementsAre(Operator{graph::Gemm{0, 0, 1}}));
  auto& bias = *model.mutable_graph()->mutable_initializer(1);
  bias.clear_dims();
  bias.add_dims(1);
  bias.add_dims(2);
  EXPECT_EQ(imported(model).tensors[1].shape, (Shape{2}));
  bias.set_dims(0, 2);
  bias.set_dims(1, 1);
  expect_form(model, "C has shape [2, 1]");
}

TEST(Operators, gemm_may_transpose_its_weight_only) {
  ModelProto model = empty_model({3});
  add_weights(model, "w", {2, 3}, {1, 2, 3, 4, 5, 6});
  auto& node = add_node(model, "Gemm", {"x", "w"}, "y");
  set_integer(node, "transB", 1);
  set_integer(node, "transA", 0);
  set_float(node, "alpha", 1.0f);
  set_float(node, "beta", 1.0f);
  const graph::Graph graph = imported(model);
  constexpr std::int32_t k = 1 << 24;
  EXPECT_EQ(graph.tensors[0], (graph::Tensor{{3, 2}, -24, {k, 4 * k, 2 * k, 5 * k, 3 * k, 6 * k}}));
  node.mutable_attribute(1)->set_i(1);
  expect_form(model, "transA");
  node.mutable_attribute(1)->set_i(0);
  node.mutable_attribute(0)->set_i(2);
  expect_form(model, "transB");
  node.mutable_attribute(0)->set_i(1);
  node.mutable_attribute(2)->set_f(0.5f);
  expect_form(model, "alpha");
}

TEST(Operators, gemm_and_matmul_need_a_constant_of_rank_2) {
  expect_form(with_weights("Gemm", {3, 3}, {3, 2}), "rank 2");
  expect_form(with_weights("Gemm", {3}, {3}), "rank 2");
  expect_form(with_weights("MatMul", {3}, {3}), "rank 2");
  expect_form(with_weights("MatMul", {3}, {1, 3, 2}), "rank 2");
  EXPECT_THAT(operators_of(with_weights("MatMul", {4, 3}, {3, 2})),
              ElementsAre(Operator{graph::MatMul{0, 0}}));
  ModelProto swapped = with_weights("MatMul", {3}, {3, 3});
  first(swapped).mutable_input()->SwapElements(0, 1);
  expect_form(swapped, "constant");
}

TEST(Operators, shapes_that_do_not_fit_are_refused_with_the_node) {
  ModelProto model = with_weights("MatMul", {3}, {4, 2});
  first(model).set_name("fc");
  EXPECT_EQ(refused(model).kind, ErrorKind::InvalidGraph);
  EXPECT_EQ(refused(model).subject, "node 'fc' (MatMul)");
  EXPECT_THAT(refused(model).text, HasSubstr("ShapeMismatch"));
}

TEST(Operators, add_takes_a_constant_on_either_side) {
  ModelProto model = with_weights("Add", {2, 3}, {2, 3});
  const Operator expected{graph::Add{0, graph::TensorOperand{0}}};
  EXPECT_THAT(operators_of(model), ElementsAre(expected));
  first(model).mutable_input()->SwapElements(0, 1);
  EXPECT_THAT(operators_of(model), ElementsAre(expected));
}

TEST(Operators, add_removes_leading_ones_only_as_far_as_needed) {
  const auto shape = [](const Dims& sample, const Dims& dims) {
    return imported(with_weights("Add", sample, dims)).tensors[0].shape;
  };
  EXPECT_EQ(shape({2, 3}, {1, 2, 3}), (Shape{2, 3}));
  EXPECT_EQ(shape({2, 3}, {1, 1, 3}), (Shape{3}));
  EXPECT_EQ(shape({1, 3}, {1, 3}), (Shape{1, 3}));
  EXPECT_EQ(shape({1, 3}, {1, 1, 3}), (Shape{1, 3}));
  EXPECT_EQ(shape({2, 3}, {3}), (Shape{3}));
}

TEST(Operators, add_refuses_what_would_broadcast_the_value) {
  expect_form(with_weights("Add", {3}, {1, 1, 3}), "rank");
  EXPECT_EQ(refused(with_weights("Add", {2, 3}, {2, 1})).kind, ErrorKind::InvalidGraph);
  EXPECT_EQ(refused(with_weights("Add", {3}, {1})).kind, ErrorKind::InvalidGraph);
  EXPECT_EQ(refused(with_weights("Add", {3}, {2, 3})).kind, ErrorKind::InvalidGraph);
}

TEST(Operators, add_of_two_values_keeps_their_order) {
  ModelProto model = empty_model({3});
  add_node(model, "Relu", {"x"}, "r");
  add_node(model, "Add", {"r", "x"}, "y");
  EXPECT_EQ(operators_of(model)[1], (Operator{graph::Add{1, graph::ValueOperand{0}}}));
  ModelProto constants = with_weights("Add", {3}, {3});
  first(constants).set_input(0, "w");
  expect_form(constants, "is a constant");
}

TEST(Operators, flatten_starts_behind_the_batch) {
  ModelProto model = one_input("Flatten", {2, 3});
  EXPECT_THAT(operators_of(model), ElementsAre(Operator{graph::Flatten{0}}));
  set_integer(first(model), "axis", -2);
  EXPECT_THAT(operators_of(model), ElementsAre(Operator{graph::Flatten{0}}));
  for (const int axis : {0, 2, -1, -3}) {
    first(model).mutable_attribute(0)->set_i(axis);
    expect_form(model, "axis");
  }
}

ModelProto reshape_model(const Dims& sample, const Dims& entries) {
  ModelProto model = empty_model(sample);
  add_integers(model, "s", entries);
  add_node(model, "Reshape", {"x", "s"}, "y");
  return model;
}

TEST(Operators, reshape_resolves_zeros_and_one_open_dimension) {
  const auto shape = [](const Dims& sample, const Dims& entries) {
    return std::get<graph::Reshape>(operators_of(reshape_model(sample, entries))[0]).shape;
  };
  EXPECT_EQ(shape({2, 6}, {0, 3, 4}), (Shape{3, 4}));
  EXPECT_EQ(shape({2, 6}, {-1, 12}), (Shape{12}));
  EXPECT_EQ(shape({2, 6}, {0, 0, -1, 3}), (Shape{2, 2, 3}));
  EXPECT_EQ(shape({2, 6}, {0, 2, 0}), (Shape{2, 6}));
  EXPECT_EQ(shape({2, 6}, {0, 1, 1, 1, -1}), (Shape{1, 1, 1, 12}));
}

TEST(Operators, reshape_refuses_every_other_form) {
  for (const Dims& entries : {Dims{1, 12}, Dims{-2, 12}, Dims{12, 1}, Dims{-1, -1}, Dims{0, -1, -1},
                              Dims{0, 5, -1}, Dims{0, 3, 4, 0}, Dims{0, -2, 6}, Dims{0, 65'537},
                              Dims{0, INT64_MIN}, Dims{0, 65'536, 65'536, 65'536, -1}})
    EXPECT_EQ(refused(reshape_model({2, 6}, entries)).kind, ErrorKind::UnsupportedForm)
        << entries.size() << " " << entries[1];
  EXPECT_EQ(refused(reshape_model({2, 6}, {0, 13})).kind, ErrorKind::InvalidGraph);
  EXPECT_EQ(refused(reshape_model({300, 300}, {0, -1})).kind, ErrorKind::InvalidGraph);
  ModelProto model = reshape_model({2, 6}, {0, 12});
  set_integer(first(model), "allowzero", 1);
  expect_form(model, "allowzero");
}

TEST(Operators, softmax_is_an_operator_only_at_the_output) {
  ModelProto model = one_input("Softmax", {3});
  EXPECT_THAT(operators_of(model), ElementsAre(Operator{graph::Softmax{0}}));
  set_integer(first(model), "axis", 1);
  EXPECT_THAT(operators_of(model), ElementsAre(Operator{graph::Softmax{0}}));
  first(model).mutable_attribute(0)->set_i(0);
  expect_form(model, "axis");
  expect_form(one_input("Softmax", {3, 3}), "rank 2");
  ModelProto read = empty_model({3});
  add_node(read, "Softmax", {"x"}, "p");
  add_node(read, "Relu", {"p"}, "y");
  expect_form(read, "reads a Softmax");
}

TEST(Operators, argmax_drops_a_softmax_before_it) {
  ModelProto model = empty_model({3});
  add_node(model, "Relu", {"x"}, "r");
  add_node(model, "Softmax", {"r"}, "p");
  add_node(model, "Identity", {"p"}, "q");
  auto& node = add_node(model, "ArgMax", {"q"}, "y");
  set_integer(node, "axis", -1);
  set_integer(node, "keepdims", 0);
  EXPECT_THAT(operators_of(model),
              ElementsAre(Operator{graph::Relu{0}}, Operator{graph::ArgMax{1}}));
  node.clear_attribute();
  expect_form(model, "axis");
  set_integer(node, "axis", 1);
  set_integer(node, "select_last_index", 1);
  expect_form(model, "select_last_index");
  node.mutable_attribute()->RemoveLast();
  add_node(model, "Softmax", {"r"}, "lost").set_name("second");
  expect_form(model, "second");
}

TEST(Operators, an_attribute_outside_the_table_is_refused) {
  ModelProto model = one_input("Relu", {3});
  set_integer(first(model), "axis", 1);
  expect_form(model, "'axis'");
}

}  // namespace
}  // namespace descent::onnx

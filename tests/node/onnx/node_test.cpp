#include "node/onnx/node.hpp"

#include <gmock/gmock.h>

#include "tests/node/onnx/models.hpp"

namespace descent::onnx {
namespace {

using testing::HasSubstr;

/// A state that knows the value "x", the softmax "s" and the constant "c".
struct Fixture : testing::Test {
  Fixture() {
    state.graph.input = {3};
    state.shapes = {{3}};
    state.softmaxes.push_back({.value = 0, .where = "node 's'"});
    state.names.emplace("x", BoundValue{0});
    state.names.emplace("s", BoundSoftmax{0});
    state.names.emplace("c", &constant);
  }

  proto::NodeProto& node(Names inputs) { return add_node(model, "Op", inputs, "y"); }
  Node resolved(const proto::NodeProto& proto) { return *Node::resolve(proto, state, {0, 9}); }
  ErrorKind kind(const proto::NodeProto& proto, Arity arity) {
    const auto made = Node::resolve(proto, state, arity);
    return made ? ErrorKind::kCount : made.error().kind;
  }

  proto::ModelProto model;
  proto::TensorProto constant;
  State state;
};
using NodeTest = Fixture;

TEST_F(NodeTest, messages_name_a_node_by_its_name_or_else_its_output) {
  proto::NodeProto& unnamed = node({});
  EXPECT_EQ(where(unnamed), "node 'y' (Op)");
  unnamed.set_name("fc");
  EXPECT_EQ(where(unnamed), "node 'fc' (Op)");
  EXPECT_EQ(where(proto::NodeProto{}), "node '' ()");
}

TEST_F(NodeTest, the_number_of_inputs_is_checked_without_absent_ones_at_the_end) {
  EXPECT_EQ(kind(node({"x", "c"}), {2, 3}), ErrorKind::kCount);
  EXPECT_EQ(kind(node({"x", "c", "", ""}), {2, 3}), ErrorKind::kCount);
  EXPECT_EQ(kind(node({"x"}), {2, 3}), ErrorKind::UnsupportedForm);
  EXPECT_EQ(kind(node({"x", "c", "c", "c"}), {2, 3}), ErrorKind::UnsupportedForm);
  EXPECT_EQ(kind(node({"x", "", "c"}), {2, 3}), ErrorKind::UnsupportedForm);
}

TEST_F(NodeTest, a_name_that_nothing_made_yet_is_refused) {
  const auto made = Node::resolve(node({"x", "later"}), state, {2, 2});
  ASSERT_FALSE(made);
  EXPECT_EQ(made.error().kind, ErrorKind::UnknownValue);
  EXPECT_EQ(made.error().subject, "node 'y' (Op)");
  EXPECT_THAT(made.error().text, HasSubstr("'later'"));
}

TEST_F(NodeTest, an_input_is_a_value_or_a_constant_as_asked_for) {
  const Node made = resolved(node({"x", "s", "c"}));
  EXPECT_EQ(*made.value(0), 0u);
  EXPECT_EQ(*made.constant(2), &constant);
  EXPECT_EQ(made.value(2).error().kind, ErrorKind::UnsupportedForm);
  EXPECT_EQ(made.constant(0).error().kind, ErrorKind::UnsupportedForm);
  EXPECT_EQ(made.constant(1).error().kind, ErrorKind::UnsupportedForm);
  EXPECT_THAT(made.value(1).error().text, HasSubstr("Softmax"));
}

TEST_F(NodeTest, an_integer_attribute_is_one_of_those_allowed) {
  proto::NodeProto& proto = node({});
  set_integer(proto, "axis", 1);
  set_integer(proto, "keepdims", 7);
  set_float(proto, "other", 1.0f);
  Node made = resolved(proto);
  EXPECT_EQ(*made.take_integer("axis", -1, {1, -1}), 1);
  EXPECT_EQ(*made.take_integer("axis", -1, {1, -1}), -1) << "an attribute is taken once";
  EXPECT_THAT(made.take_integer("keepdims", 1, {0, 1}).error().text, HasSubstr("0 or 1"));
  EXPECT_EQ(made.take_integer("other", 1, {1}).error().kind, ErrorKind::UnsupportedForm);
  EXPECT_EQ(made.take_integer("absent", 0, {1, -1}).error().kind, ErrorKind::UnsupportedForm);
}

TEST_F(NodeTest, a_factor_is_1_or_absent) {
  proto::NodeProto& proto = node({});
  set_float(proto, "alpha", 1.0f);
  set_float(proto, "beta", 0.5f);
  set_integer(proto, "gamma", 1);
  Node made = resolved(proto);
  EXPECT_TRUE(made.take_one("alpha"));
  EXPECT_TRUE(made.take_one("absent"));
  EXPECT_EQ(made.take_one("beta").error().kind, ErrorKind::UnsupportedForm);
  EXPECT_EQ(made.take_one("gamma").error().kind, ErrorKind::UnsupportedForm);
}

TEST_F(NodeTest, a_tensor_attribute_is_of_that_type) {
  proto::NodeProto& proto = node({});
  auto& value = *proto.add_attribute();
  value.set_name("value");
  value.set_type(proto::AttributeProto::TENSOR);
  value.mutable_t()->set_name("inside");
  set_integer(proto, "other", 1);
  Node made = resolved(proto);
  EXPECT_EQ((*made.take_tensor("value"))->name(), "inside");
  EXPECT_EQ(made.take_tensor("other").error().kind, ErrorKind::UnsupportedForm);
  EXPECT_EQ(made.take_tensor("absent").error().kind, ErrorKind::UnsupportedForm);
}

TEST_F(NodeTest, an_attribute_that_nobody_takes_is_refused) {
  proto::NodeProto& proto = node({});
  EXPECT_TRUE(resolved(proto).finish());
  set_integer(proto, "odd", 1);
  EXPECT_THAT(resolved(proto).finish().error().text, HasSubstr("'odd'"));
  set_integer(proto, "odd", 1);
  EXPECT_EQ(kind(proto, {0, 9}), ErrorKind::UnsupportedForm) << "given twice";
}

}  // namespace
}  // namespace descent::onnx

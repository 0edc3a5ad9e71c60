#include "node/onnx/state.hpp"

#include <gmock/gmock.h>

namespace descent::onnx {
namespace {

State started() {
  State state;
  state.graph.input = {3};
  state.shapes = {{3}};
  return state;
}

TEST(State, an_operator_makes_the_next_value_with_its_shape_and_origin) {
  State state = started();
  const auto bound = state.emit(graph::Relu{0}, "node 'r'");
  ASSERT_TRUE(bound);
  EXPECT_EQ(std::get<BoundValue>(*bound).value, 1u);
  EXPECT_EQ(std::get<BoundValue>(*state.emit(graph::ArgMax{1}, "node 'a'")).value, 2u);
  EXPECT_EQ(state.shapes, (std::vector<graph::Shape>{{3}, {3}, {1}}));
  EXPECT_EQ(state.origins, (std::vector<std::string>{"node 'r'", "node 'a'"}));
}

TEST(State, an_operator_that_does_not_fit_is_refused_with_its_node) {
  State state = started();
  const auto bound = state.emit(graph::Reshape{0, {2, 2}}, "node 'r'");
  ASSERT_FALSE(bound);
  EXPECT_EQ(bound.error().kind, ErrorKind::InvalidGraph);
  EXPECT_EQ(bound.error().subject, "node 'r'");
  EXPECT_THAT(bound.error().text, testing::StartsWith("ShapeMismatch: operator 0"));
  EXPECT_TRUE(state.graph.operators.empty());
}

TEST(State, a_softmax_becomes_an_operator_when_it_is_decided) {
  State state = started();
  state.softmaxes.push_back({.value = 0, .where = "node 's'"});
  const auto bound = state.emit_softmax(0);
  ASSERT_TRUE(bound);
  EXPECT_TRUE(state.softmaxes[0].decided);
  EXPECT_EQ(state.graph.operators[0], graph::Operator{graph::Softmax{0}});
  EXPECT_EQ(state.origins[0], "node 's'");
}

}  // namespace
}  // namespace descent::onnx

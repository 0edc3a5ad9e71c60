#include "runtime/graph/validate.hpp"

#include <gmock/gmock.h>

#include "runtime/scale/hex.hpp"
#include "tests/runtime/graph/example.hpp"

namespace descent::graph {
namespace {

Tensor zeros(Shape shape) {
  Tensor out{.shape = shape, .exponent = 0, .values = {}};
  out.values.resize(static_cast<std::size_t>(elements(shape)));
  return out;
}

void expect_refused(const Graph& graph, Error error, std::uint32_t place) {
  const auto checked = validate(graph);
  ASSERT_FALSE(checked) << name(error);
  EXPECT_EQ(checked.error(), (Refusal{error, place})) << describe(checked.error());
}

TEST(Validate, the_example_is_read_written_and_measured_as_the_page_says) {
  const Bytes bytes = *from_hex(kExampleHex);
  EXPECT_EQ(scale::encoded(example()), bytes);
  const auto graph = decode_graph(bytes);
  ASSERT_TRUE(graph);
  EXPECT_EQ(*graph, example());
  const auto summary = validate(*graph);
  ASSERT_TRUE(summary);
  EXPECT_EQ(summary->macs, 6u);
  EXPECT_EQ(summary->memory, 68u);
  EXPECT_EQ(summary->parameters, 8u);
  EXPECT_EQ(summary->score, 1u);
  EXPECT_EQ(summary->shapes, (std::vector<Shape>{{3}, {2}, {2}}));
}

TEST(Validate, every_truncation_is_refused) {
  const Bytes bytes = *from_hex(kExampleHex);
  for (std::size_t n = 0; n < bytes.size(); ++n)
    EXPECT_EQ(decode_graph(View{bytes}.first(n)).error().error, Error::Malformed) << n;
}

TEST(Validate, trailing_bytes_are_refused) {
  Bytes bytes = *from_hex(kExampleHex);
  bytes.push_back(0);
  EXPECT_EQ(decode_graph(bytes).error().error, Error::Malformed);
}

TEST(Validate, a_count_that_promises_more_than_the_input_is_refused) {
  EXPECT_EQ(decode_graph(*from_hex("01040300000003ffffffff")).error().error, Error::Malformed);
}

TEST(Validate, too_many_bytes_are_refused_unread) {
  const Bytes bytes(kEncodedBytesMax + 1);
  EXPECT_EQ(decode_graph(bytes).error().error, Error::TooLarge);
}

TEST(Validate, another_version_is_refused) {
  Bytes bytes = *from_hex(kExampleHex);
  bytes[0] = 2;
  EXPECT_EQ(decode_graph(bytes).error().error, Error::UnknownVersion);
}

TEST(Validate, a_bad_input_shape_is_refused) {
  Graph g = example();
  g.input = {};
  expect_refused(g, Error::BadRank, 0);
  g.input = {3, 0};
  expect_refused(g, Error::BadDimension, 0);
  g.input = {kDimensionMax + 1};
  expect_refused(g, Error::BadDimension, 0);
  g.input = {65'536, 65'536, 65'536, 65'536};  // 2^64 elements
  expect_refused(g, Error::TooManyElements, 0);
}

TEST(Validate, a_bad_tensor_is_refused) {
  Graph g = example();
  g.tensors[1].exponent = kTensorExponentMax + 1;
  expect_refused(g, Error::ExponentOutOfRange, 1);
  g.tensors[1].exponent = kTensorExponentMin - 1;
  expect_refused(g, Error::ExponentOutOfRange, 1);
  g = example();
  g.tensors[0].values.pop_back();
  expect_refused(g, Error::CountMismatch, 0);
  g = example();
  g.tensors[1].values[1] = INT32_MIN;
  expect_refused(g, Error::ValueOutOfRange, 1);
}

TEST(Validate, a_graph_without_operators_is_refused) {
  Graph g;
  g.input = {1};
  expect_refused(g, Error::NoOperators, 0);
}

TEST(Validate, a_head_before_the_end_is_refused) {
  Graph g = example();
  g.operators.push_back(Relu{2});
  expect_refused(g, Error::NotAtOutput, 1);
}

TEST(Validate, a_graph_out_of_order_is_refused) {
  Graph g = example();
  std::swap(g.operators[0], g.operators[1]);
  expect_refused(g, Error::NotAtOutput, 0);
  g.operators = std::vector<Operator>{Gemm{1, 0, 1}, Relu{0}};
  expect_refused(g, Error::BadValueIndex, 0);
}

TEST(Validate, a_cycle_is_refused) {
  Graph g;
  g.input = {2};
  g.operators = std::vector<Operator>{Add{0, ValueOperand{2}}, Relu{1}};
  expect_refused(g, Error::BadValueIndex, 0);
}

TEST(Validate, a_bad_index_is_refused) {
  Graph g = example();
  g.operators[0] = Gemm{0, 0, 2};
  expect_refused(g, Error::BadTensorIndex, 0);
  g.operators[1] = Softmax{UINT32_MAX};
  g.operators[0] = Gemm{0, 0, 1};
  expect_refused(g, Error::BadValueIndex, 1);
}

TEST(Validate, tensors_out_of_order_are_refused) {
  Graph g = example();
  std::swap(g.tensors[0], g.tensors[1]);
  g.operators[0] = Gemm{0, 1, 0};
  expect_refused(g, Error::TensorOrder, 0);
}

TEST(Validate, shapes_that_do_not_fit_are_refused) {
  const auto refuse = [](Shape input, std::vector<Tensor> tensors, Operator op) {
    Graph g;
    g.input = std::move(input);
    g.tensors = std::move(tensors);
    g.operators.push_back(std::move(op));
    expect_refused(g, Error::ShapeMismatch, 0);
  };
  refuse({4}, {zeros({3, 2}), zeros({2})}, Gemm{0, 0, 1});
  refuse({2, 3}, {zeros({3, 2}), zeros({2})}, Gemm{0, 0, 1});
  refuse({3}, {zeros({3, 2}), zeros({3})}, Gemm{0, 0, 1});
  refuse({3}, {zeros({3, 2}), zeros({1, 2})}, Gemm{0, 0, 1});
  refuse({3}, {zeros({3})}, MatMul{0, 0});
  refuse({3}, {zeros({2})}, Add{0, TensorOperand{0}});
  refuse({3}, {zeros({1, 3})}, Add{0, TensorOperand{0}});
  refuse({6}, {}, Reshape{0, {2, 4}});
  refuse({2, 3}, {}, Softmax{0});
  refuse({2, 3}, {}, ArgMax{0});
}

TEST(Validate, results_too_large_are_refused) {
  Graph g;
  g.input = {1'024, 128};
  g.operators = std::vector<Operator>{Flatten{0}};  // one dimension of 131,072
  expect_refused(g, Error::BadDimension, 0);
  g.operators = std::vector<Operator>{Reshape{0, {0}}};
  expect_refused(g, Error::BadDimension, 0);
  g.input = {65'536, 1};
  g.tensors.push_back(zeros({1, 512}));
  g.operators = std::vector<Operator>{MatMul{0, 0}};
  expect_refused(g, Error::TooManyElements, 0);
}

TEST(Validate, too_many_multiply_adds_are_refused) {
  Graph g;
  g.input = {4'096, 1'024};
  g.tensors.push_back(zeros({1'024, 1'025}));
  g.operators = std::vector<Operator>{MatMul{0, 0}};
  expect_refused(g, Error::TooManyMacs, 0);
}

TEST(Validate, too_much_memory_is_refused) {
  Graph g;
  g.input = {4'096, 4'096};
  for (std::uint32_t i = 0; i < 2; ++i) g.operators.push_back(Relu{i});
  expect_refused(g, Error::TooMuchMemory, 0);
}

TEST(Validate, what_nothing_uses_is_refused) {
  Graph g = example();
  g.tensors.push_back(zeros({1}));
  expect_refused(g, Error::UnusedTensor, 2);
  g = example();
  g.operators.insert(g.operators.begin() + 1, Relu{1});
  expect_refused(g, Error::UnusedValue, 2);
}

TEST(Validate, a_tensor_may_be_used_again) {
  Graph g;
  g.input = {2};
  g.tensors.push_back(zeros({2, 2}));
  g.operators = std::vector<Operator>{MatMul{0, 0}, MatMul{1, 0}, Add{2, ValueOperand{0}}};
  EXPECT_TRUE(validate(g));
}

}  // namespace
}  // namespace descent::graph

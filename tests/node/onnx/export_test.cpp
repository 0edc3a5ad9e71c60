#include "node/onnx/export.hpp"

#include <gmock/gmock.h>

#include "node/onnx/file.hpp"
#include "node/onnx/import.hpp"
#include "runtime/crypto/hash.hpp"
#include "runtime/graph/validate.hpp"
#include "runtime/scale/hex.hpp"
#include "tests/node/onnx/random_graph.hpp"
#include "tests/runtime/graph/example.hpp"

namespace descent::onnx {
namespace {

TEST(Export, the_example_is_the_file_of_the_page) {
  const auto bytes = export_model(graph::example());
  ASSERT_TRUE(bytes);
  EXPECT_EQ(bytes->size(), 259u);
  EXPECT_EQ(to_hex(crypto::blake2b_256(*bytes).bytes),
            "b74bd4418bf4e646c6527ab1b2455bc07e61feacd3826894f4a3282da906a436");
  EXPECT_EQ(*import_model(*bytes), graph::example());
}

TEST(Export, every_random_graph_comes_back_as_the_same_bytes) {
  std::mt19937_64 random{28};
  std::set<std::size_t> operators;
  for (int i = 0; i < 1'000; ++i) {
    const graph::Graph graph = random_graph(random);
    if (!graph::validate(graph)) continue;  // an Add of a value leaves another unread at times
    for (const auto& op : graph.operators) operators.insert(op.index());
    const auto file = export_model(graph);
    ASSERT_TRUE(file) << i;
    const auto back = import_model(*file);
    ASSERT_TRUE(back) << i << ": " << describe(back.error());
    EXPECT_EQ(scale::encoded(*back), scale::encoded(graph)) << i;
    EXPECT_EQ(*export_model(*back), *file) << i;
  }
  EXPECT_EQ(operators.size(), 8u);
}

TEST(Export, names_shapes_and_attributes_are_those_of_the_page) {
  graph::Graph graph;
  graph.input = {2, 3};
  graph.operators = std::vector<graph::Operator>{graph::Relu{0}, graph::Reshape{1, {3, 2}},
                                                 graph::Flatten{2}, graph::ArgMax{3}};
  const auto model = read_file(*export_model(graph), {});
  ASSERT_TRUE(model);
  const auto& nodes = model->graph().node();
  ASSERT_EQ(nodes.size(), 4);
  EXPECT_EQ(nodes[1].name(), "node_1");
  EXPECT_EQ(nodes[1].input(0), "value_1");
  EXPECT_EQ(nodes[1].input(1), "shape_1");
  EXPECT_EQ(nodes[2].attribute(0).i(), 1);
  EXPECT_EQ(nodes[3].attribute(1).name(), "keepdims");
  EXPECT_EQ(nodes[3].output(0), "output");
  EXPECT_EQ(model->graph().initializer(0).dims(0), 3);
  EXPECT_EQ(model->graph().output(0).type().tensor_type().elem_type(), proto::TensorProto::INT64);
  const auto& dims = model->graph().input(0).type().tensor_type().shape().dim();
  EXPECT_EQ(dims[0].dim_param(), "batch");
  EXPECT_EQ(dims[2].dim_value(), 3);
}

TEST(Export, a_value_beyond_f32_is_refused_with_its_tensor) {
  graph::Graph graph = graph::example();
  graph.tensors[1].exponent = graph::kTensorExponentMax;
  graph.tensors[1].values[0] = INT32_MAX;
  EXPECT_EQ(export_model(graph).error(), (graph::Refusal{graph::Error::ResultOutOfRange, 1}));
}

TEST(Export, a_graph_that_breaks_a_rule_is_refused) {
  graph::Graph graph = graph::example();
  graph.operators[1] = graph::Softmax{2};
  EXPECT_EQ(export_model(graph).error(), (graph::Refusal{graph::Error::BadValueIndex, 1}));
  EXPECT_EQ(export_model({}).error().error, graph::Error::BadRank);
}

TEST(Export, values_of_more_than_24_bits_are_rounded_once_and_then_stable) {
  graph::Graph graph = graph::example();
  graph.tensors[0].values[0] = (1 << 30) + 1;
  const auto once = import_model(*export_model(graph));
  ASSERT_TRUE(once);
  EXPECT_NE(*once, graph);
  EXPECT_EQ(*import_model(*export_model(*once)), *once);
}

}  // namespace
}  // namespace descent::onnx

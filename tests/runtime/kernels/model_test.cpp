#include "runtime/kernels/model.hpp"

#include <gtest/gtest.h>

namespace descent::kernels {
namespace {

TEST(Model, prepares_what_each_operator_needs) {
  graph::Graph g;
  g.input = {2};
  g.tensors = std::vector<graph::Tensor>{{{2, 1}, 0, {1, 2}}, {{1}, -3, {-9}}};
  g.operators = std::vector<graph::Operator>{graph::Gemm{0, 0, 1}};
  const auto model = Model::prepare(g);
  ASSERT_TRUE(model);
  EXPECT_NE(model->columns(0), nullptr);
  EXPECT_EQ(model->addend(1).bits, 4);
  EXPECT_EQ(model->addend(1).exponent, -3);
  EXPECT_EQ(model->elements(0), 2u);
  EXPECT_EQ(model->elements(1), 1u);
}

TEST(Model, a_weight_of_zeros_has_no_columns) {
  graph::Graph g;
  g.input = {1};
  g.tensors = std::vector<graph::Tensor>{{{1, 1}, 0, {0}}};
  g.operators = std::vector<graph::Operator>{graph::MatMul{0, 0}};
  EXPECT_EQ(Model::prepare(g)->columns(0), nullptr);
}

TEST(Model, a_graph_that_is_not_valid_is_refused) {
  EXPECT_EQ(Model::prepare({}).error().error, graph::Error::BadRank);
}

}  // namespace
}  // namespace descent::kernels

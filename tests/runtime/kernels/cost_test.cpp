#include "runtime/kernels/cost.hpp"

#include <gtest/gtest.h>

#include "runtime/kernels/model.hpp"

namespace descent::kernels {
namespace {

Cost cost_of_layer(std::uint32_t inner, std::uint32_t columns) {
  graph::Graph g;
  g.input = {inner};
  g.tensors = std::vector<graph::Tensor>{{{inner, columns}, 0, {}}};
  g.tensors[0].values.assign(std::size_t{inner} * columns, 1);
  g.operators = std::vector<graph::Operator>{graph::MatMul{0, 0}};
  return cost(g, *graph::validate(g));
}

TEST(Cost, is_linear_in_the_samples_after_preparing) {
  const Cost c = cost_of_layer(10, 20);
  EXPECT_GT(c.prepare, 0u);
  EXPECT_EQ(c.operations(7), c.prepare + 7 * c.per_sample);
}

TEST(Cost, grows_with_each_multiply_add_by_four_operations_at_least) {
  const auto small = cost_of_layer(100, 100).per_sample;
  const auto large = cost_of_layer(200, 100).per_sample;
  EXPECT_GE(large - small, 4u * 100 * 100);
}

}  // namespace
}  // namespace descent::kernels

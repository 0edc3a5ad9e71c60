#include "runtime/graph/operands.hpp"

#include <gtest/gtest.h>

namespace descent::graph {
namespace {

TEST(Operands, are_named_in_the_order_of_the_layout) {
  EXPECT_EQ(operands(Gemm{4, 5, 6}).tensors, (std::vector<std::uint32_t>{5, 6}));
  EXPECT_EQ(operands(Add{1, ValueOperand{0}}).values, (std::vector<std::uint32_t>{1, 0}));
  EXPECT_EQ(operands(Add{1, TensorOperand{9}}).tensors, (std::vector<std::uint32_t>{9}));
  EXPECT_EQ(operands(Relu{3}).values, (std::vector<std::uint32_t>{3}));
}

TEST(Operands, a_product_counts_all_leading_dimensions_as_rows) {
  Graph g;
  g.tensors = std::vector<Tensor>{{{4, 5}, 0, {}}};
  const auto size = product_size(MatMul{0, 0}, g, {{2, 3, 4}});
  ASSERT_TRUE(size);
  EXPECT_EQ(size->macs(), 6u * 4 * 5);
  EXPECT_EQ(size->scratch_bytes(), 2u * 6 * 4 + 24u * 6 * 5);
  EXPECT_FALSE(product_size(Relu{0}, g, {{2}}));
}

}  // namespace
}  // namespace descent::graph

#include "runtime/kernels/multiply.hpp"

#include <gmock/gmock.h>

#include <random>

#include "runtime/kernels/samples.hpp"
#include "tests/runtime/kernels/reference.hpp"

namespace descent::kernels {
namespace {

graph::Tensor tensor(graph::Shape shape, int exponent, std::vector<std::int32_t> values) {
  return {std::move(shape), static_cast<std::int16_t>(exponent), std::move(values)};
}

void expect_like_the_oracle(const graph::Graph& g, const std::vector<std::uint32_t>& samples) {
  const auto model = Model::prepare(g);
  ASSERT_TRUE(model);
  const auto& o = *std::get_if<graph::Gemm>(&g.operators[0]);
  Workspace workspace;
  const Rows x = *rows_from(samples, g.input[0]);
  const auto made = multiply(
      workspace,
      {model->columns(o.weight), &model->addend(o.bias), 1, model->weight_shape(o.weight)[1]}, x);
  ASSERT_TRUE(made);
  EXPECT_EQ(*made, reference::scores(g, samples));
}

/// One Gemm of 9 features and 3 columns whose bias is at `exponent`.
graph::Graph layer(int bias_exponent, std::vector<std::int32_t> bias) {
  std::mt19937_64 random{8};
  std::vector<std::int32_t> w(27);
  for (auto& v : w) v = static_cast<std::int32_t>(random()) >> 5;
  graph::Graph g;
  g.input = {9};
  g.tensors = std::vector<graph::Tensor>{tensor({9, 3}, -28, std::move(w)),
                                         tensor({3}, bias_exponent, std::move(bias))};
  g.operators = std::vector<graph::Operator>{graph::Gemm{0, 0, 1}};
  return g;
}

/// Rows of growing magnitude, so that the bias goes from everything to nothing; some zero rows.
std::vector<std::uint32_t> samples() {
  std::vector<std::uint32_t> out;
  for (std::uint32_t x = 1; x < 250; ++x)
    for (std::uint32_t j = 0; j < 9; ++j)
      out.push_back(x % 10 == 0 ? 0 : x << 23 | (j * 7'654'321 & 0x7f'ffff) | (j % 2) << 31);
  return out;
}

TEST(Multiply, a_bias_of_any_magnitude_beside_the_product_agrees_with_the_oracle) {
  for (const int exponent : {-64, -27, 0, 40, 101})
    expect_like_the_oracle(layer(exponent, {123456789, -1, INT32_MAX}), samples());
}

TEST(Multiply, a_product_far_below_the_bias_still_breaks_its_tie) {
  graph::Graph g;
  g.input = {1};
  g.tensors = std::vector<graph::Tensor>{tensor({1, 1}, -41, {1}), tensor({1}, 0, {65'538})};
  g.operators = std::vector<graph::Operator>{graph::Gemm{0, 0, 1}};
  const auto model = Model::prepare(g);
  Workspace workspace;
  const Rows x = *rows_from(std::vector<std::uint32_t>{0x3f400000}, 1);  // 0.75
  const auto made = multiply(workspace, {model->columns(0), &model->addend(1), 1, 1}, x);
  // 65538 / 4 is a tie; 0.75 steps of the 58th bit below count as one.
  EXPECT_THAT(made->mantissas, testing::ElementsAre(16'385));
}

TEST(Multiply, a_bias_of_zeros_changes_nothing) {
  expect_like_the_oracle(layer(101, {0, 0, 0}), samples());
}

TEST(Multiply, a_weight_of_zeros_leaves_the_bias) {
  graph::Graph g = layer(-20, {5, -7, 1});
  g.tensors[0].values.assign(27, 0);
  expect_like_the_oracle(g, samples());
}

TEST(Multiply, the_greatest_inner_dimension_is_exact) {
  graph::Graph g;
  g.input = {graph::kDimensionMax};
  g.tensors = std::vector<graph::Tensor>{
      tensor({graph::kDimensionMax, 2}, 0,
             std::vector<std::int32_t>(2 * graph::kDimensionMax, INT32_MAX)),
      tensor({2}, 0, {1, -1})};
  for (std::size_t i = 1; i < g.tensors[0].values.size(); i += 2) g.tensors[0].values[i] = -8'191;
  g.operators = std::vector<graph::Operator>{graph::Gemm{0, 0, 1}};
  expect_like_the_oracle(g, std::vector<std::uint32_t>(2 * graph::kDimensionMax, 0x3f7ffe00));
}

}  // namespace
}  // namespace descent::kernels

#include "modules/models/inference.hpp"

#include <gtest/gtest.h>

#include <bit>
#include <cmath>

#include "runtime/graph/validate.hpp"
#include "tests/runtime/graph/example.hpp"
#include "tests/runtime/kernels/random_graph.hpp"

namespace descent::modules {
namespace {

float real(std::uint32_t bits) { return std::bit_cast<float>(bits); }
std::uint32_t bits(float value) { return std::bit_cast<std::uint32_t>(value); }

const std::vector<std::uint32_t> kSample{0x3f800000, 0xbf000000, 0x3dcccccd};  // 1, -0.5, 0.1

TEST(Inference, the_documents_example_has_its_probabilities) {
  const auto rows = infer_rows(graph::example(), kSample);
  ASSERT_TRUE(rows);
  ASSERT_EQ(rows->size(), 1u);
  const auto& row = rows->front();
  EXPECT_EQ(row.class_, 0u);
  ASSERT_EQ(row.values.size(), 2u);
  EXPECT_EQ(row.values[0], bits(714449965.0f / 1073741824.0f));
  EXPECT_EQ(row.values[1], bits(359291859.0f / 1073741824.0f));
}

TEST(Inference, arg_max_answers_with_its_class) {
  graph::Graph g = graph::example();
  g.operators[1] = graph::ArgMax{1};
  const auto rows = infer_rows(g, std::vector<std::uint32_t>{0xbf800000, 0x3f800000, 0});
  ASSERT_TRUE(rows);
  EXPECT_EQ(real(rows->front().values.at(0)), static_cast<float>(rows->front().class_));
}

TEST(Inference, a_score_without_softmax_is_given_as_it_is) {
  graph::Graph g = graph::example();
  g.operators.pop_back();
  const auto rows = infer_rows(g, kSample);
  ASSERT_TRUE(rows);
  EXPECT_EQ(real(rows->front().values[0]), std::ldexp(5734.0f, -15));
  EXPECT_EQ(real(rows->front().values[1]), std::ldexp(-16790.0f, -15));
  EXPECT_EQ(rows->front().class_, 0u);
}

TEST(Inference, samples_do_not_touch_each_other) {
  for (std::uint64_t seed = 0; seed < 6; ++seed) {
    kernels::RandomGraph random{seed};
    const auto graph = random.graph();
    const auto samples = random.samples(5, graph.input[0]);
    const auto all = infer_rows(graph, samples);
    for (std::size_t i = 0; i < 5; ++i) {
      const auto one =
          infer_rows(graph, std::span{samples}.subspan(i * graph.input[0], graph.input[0]));
      if (!all) {
        EXPECT_EQ(all.error(), InferenceError::SamplesOverflow);
        continue;
      }
      ASSERT_TRUE(one);
      EXPECT_EQ(one->front(), (*all)[i]);
    }
  }
}

TEST(Inference, an_output_far_below_one_is_rounded_and_one_beyond_f32_is_refused) {
  graph::Graph g;
  g.input = {1};
  g.tensors.push_back({.shape = {1, 1}, .exponent = -64, .values = {1}});
  g.operators.push_back(graph::MatMul{0, 0});
  ASSERT_TRUE(graph::validate(g));
  auto rows = infer_rows(g, std::vector<std::uint32_t>{bits(1.0f)});
  ASSERT_TRUE(rows);
  EXPECT_EQ(real(rows->front().values[0]), std::ldexp(1.0f, -64));
  rows = infer_rows(g, std::vector<std::uint32_t>{bits(std::ldexp(1.0f, -20))});
  ASSERT_TRUE(rows);
  EXPECT_EQ(real(rows->front().values[0]), 0.0f);
  g.tensors[0].exponent = 101;
  const auto huge = infer_rows(g, std::vector<std::uint32_t>{bits(std::ldexp(1.0f, 100))});
  ASSERT_FALSE(huge);
  EXPECT_EQ(huge.error(), InferenceError::SamplesOverflow);
}

TEST(Inference, parts_of_samples_and_nan_are_refused) {
  EXPECT_EQ(infer_rows(graph::example(), std::vector<std::uint32_t>{0, 0}).error(),
            InferenceError::SamplesMisshapen);
  EXPECT_EQ(infer_rows(graph::example(), std::vector<std::uint32_t>{0x7f800001, 0, 0}).error(),
            InferenceError::SamplesNotFinite);
}

TEST(Inference, the_weight_of_an_evaluation_saturates) {
  const kernels::Cost cost{.per_sample = UINT64_MAX / 2, .prepare = 3};
  EXPECT_EQ(evaluation_weight(cost, 1'000).ref_time.value, UINT64_MAX);
  EXPECT_EQ(evaluation_weight({.per_sample = 10, .prepare = 3}, 4).ref_time.value,
            43 * kOperationTime);
}

}  // namespace
}  // namespace descent::modules

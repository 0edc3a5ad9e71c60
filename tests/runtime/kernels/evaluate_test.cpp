#include "runtime/kernels/evaluate.hpp"

#include <gmock/gmock.h>

#include "tests/runtime/kernels/random_graph.hpp"
#include "tests/runtime/kernels/reference.hpp"

namespace descent::kernels {
namespace {

using testing::ElementsAre;

/// The example of docs/graph.md.
graph::Graph example() {
  graph::Graph g;
  g.input = {3};
  g.tensors = std::vector<graph::Tensor>{
      {{3, 2}, -26, {33554432, -16777216, 67108864, 8388608, 50331648, 67109}},
      {{2}, -27, {13421773, -26843546}}};
  g.operators = std::vector<graph::Operator>{graph::Gemm{0, 0, 1}, graph::Softmax{1}};
  return g;
}

const std::vector<std::uint32_t> kSample{0x3f800000, 0xbf000000, 0x3dcccccd};

TEST(Evaluate, the_example_of_the_page_comes_out_as_written) {
  Workspace workspace;
  const auto model = Model::prepare(example());
  ASSERT_TRUE(model);
  const auto rows = evaluate(workspace, *model, kSample);
  ASSERT_TRUE(rows);
  EXPECT_THAT(rows->mantissas, ElementsAre(5734, -16790));
  EXPECT_THAT(rows->exponents, ElementsAre(-15));
  const auto output = infer(workspace, *model, kSample);
  ASSERT_TRUE(output);
  EXPECT_THAT(output->values, ElementsAre(714449965, 359291859));
  EXPECT_THAT(output->exponents, ElementsAre(-30));
  const std::vector<std::uint32_t> label{0};
  const auto scored = score(workspace, *model, kSample, label, Loss::CrossEntropy);
  ASSERT_TRUE(scored);
  EXPECT_THAT(scored->losses, ElementsAre(6834902));
  EXPECT_EQ(scored->correct, 1u);
}

TEST(Evaluate, arg_max_puts_out_the_class) {
  Workspace workspace;
  auto g = example();
  g.operators[1] = graph::ArgMax{1};
  const auto model = Model::prepare(g);
  const auto output = infer(workspace, *model, kSample);
  ASSERT_TRUE(output);
  EXPECT_THAT(output->values, ElementsAre(0));
  EXPECT_THAT(output->exponents, ElementsAre(0));
}

TEST(Evaluate, random_graphs_agree_with_the_oracle) {
  Workspace workspace;
  for (std::uint64_t seed = 0; seed < 60; ++seed) {
    RandomGraph random{seed};
    const auto g = random.graph();
    const auto model = Model::prepare(g);
    ASSERT_TRUE(model) << seed << describe(model.error());
    const auto samples = random.samples(20, g.input[0]);
    const auto fast = evaluate(workspace, *model, samples);
    ASSERT_TRUE(fast) << seed;
    ASSERT_EQ(*fast, reference::scores(g, samples)) << seed;
    std::vector<std::uint32_t> labels;
    for (int i = 0; i < 20; ++i) labels.push_back(random.below(5));
    const auto scored = score(workspace, *model, samples, labels, Loss::CrossEntropy);
    for (std::size_t i = 0; i < 20; ++i)
      ASSERT_EQ(scored->losses[i],
                reference::cross_entropy(
                    reference::score(g, std::span{samples}.subspan(i * g.input[0], g.input[0])),
                    labels[i]))
          << seed << " " << i;
  }
}

TEST(Evaluate, a_sample_gives_the_same_row_alone_and_in_a_crowd) {
  Workspace workspace;
  RandomGraph random{7};
  const auto g = random.graph();
  const auto model = Model::prepare(g);
  const auto samples = random.samples(2'100, g.input[0]);
  const auto all = evaluate(workspace, *model, samples);
  ASSERT_TRUE(all);
  for (const std::size_t i : {0u, 63u, 1'023u, 1'024u, 2'099u}) {
    const auto one =
        evaluate(workspace, *model, std::span{samples}.subspan(i * g.input[0], g.input[0]));
    EXPECT_TRUE(std::ranges::equal(one->mantissas, all->row(i))) << i;
    EXPECT_EQ(one->exponents[0], all->exponents[i]);
  }
}

TEST(Evaluate, nan_is_refused) {
  Workspace workspace;
  const auto model = Model::prepare(example());
  const std::vector<std::uint32_t> sample{0x3f800000, 0x7fc00000, 0};
  EXPECT_EQ(evaluate(workspace, *model, sample).error(), Error::NotFinite);
}

TEST(Evaluate, half_a_sample_is_refused) {
  Workspace workspace;
  const auto model = Model::prepare(example());
  const std::vector<std::uint32_t> sample{0, 0};
  EXPECT_EQ(evaluate(workspace, *model, sample).error(), Error::ShapeMismatch);
}

TEST(Evaluate, a_label_beyond_the_classes_is_refused) {
  Workspace workspace;
  const auto model = Model::prepare(example());
  const std::vector<std::uint32_t> label{2};
  EXPECT_EQ(score(workspace, *model, kSample, label, Loss::CrossEntropy).error(),
            Error::LabelOutOfRange);
}

TEST(Evaluate, an_activation_too_large_is_refused) {
  Workspace workspace;
  graph::Graph g;
  g.input = {1};
  for (std::uint32_t i = 0; i < 12; ++i) {
    g.tensors.push_back({{1, 1}, 101, {1 << 26}});
    g.operators.push_back(graph::MatMul{i, i});
  }
  const auto model = Model::prepare(g);
  ASSERT_TRUE(model);
  const std::vector<std::uint32_t> sample{0x3f800000};
  EXPECT_EQ(evaluate(workspace, *model, sample).error(), Error::Overflow);
}

TEST(Evaluate, an_activation_too_small_becomes_zero) {
  Workspace workspace;
  graph::Graph g;
  g.input = {1};
  for (std::uint32_t i = 0; i < 20; ++i) {
    g.tensors.push_back({{1, 1}, -64, {1}});
    g.operators.push_back(graph::MatMul{i, i});
  }
  const auto model = Model::prepare(g);
  const std::vector<std::uint32_t> sample{0x3f800000};
  const auto rows = evaluate(workspace, *model, sample);
  ASSERT_TRUE(rows);
  EXPECT_THAT(rows->mantissas, ElementsAre(0));
  EXPECT_THAT(rows->exponents, ElementsAre(0));
}

}  // namespace
}  // namespace descent::kernels

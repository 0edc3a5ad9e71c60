#include "modules/training/job.hpp"

#include <gtest/gtest.h>

#include "runtime/kernels/loss.hpp"

namespace descent::modules::training {
namespace {

Entry entry(Status status, std::optional<std::int64_t> gain, std::uint32_t weight) {
  Entry out;
  out.status = status;
  out.weight = weight;
  if (gain) out.score = Score{{}, kernels::Gain{4, *gain, 0}};
  return out;
}

const Entries kEntries =
    std::vector<Entry>{entry(Status::Missing, std::nullopt, 0), entry(Status::Scored, 5, 3),
                       entry(Status::Refused, std::nullopt, 4), entry(Status::Scored, -1, 7),
                       entry(Status::Scored, 5, 11)};

TEST(Job, candidates_are_the_valid_reveals) {
  EXPECT_EQ(candidates(kEntries), (std::vector<std::size_t>{1, 2, 3, 4}));
  EXPECT_EQ(weight_of(kEntries, candidates(kEntries)), 25u);
}

TEST(Job, contributors_gain_and_the_earlier_of_equals_is_the_best) {
  EXPECT_EQ(contributors(kEntries), (std::vector<std::size_t>{1, 4}));
  EXPECT_EQ(best_of(kEntries), 1u);
}

TEST(Job, scores_keep_the_places_of_the_refused) {
  Round round;
  round.merged = Score{{}, kernels::Gain{4, 9, 1}};
  const auto scores = scores_of(kEntries, round, 4);
  ASSERT_EQ(scores.candidates.size(), 4u);
  EXPECT_FALSE(scores.candidates[1].score);
  EXPECT_EQ(scores.merged->sum, 9);
  EXPECT_FALSE(scores.full);
}

TEST(Job, the_head_of_a_round_is_measured_by_what_became_of_it) {
  Round round;
  round.base_measure = {10, 1};
  round.merged = Score{{20, 2}, {}};
  round.full = Score{{30, 3}, {}};
  round.outcome = Outcome::Unchanged;
  EXPECT_EQ(measure_of(round).loss, 10u);
  round.outcome = Outcome::Merged;
  EXPECT_EQ(measure_of(round).loss, 20u);
  round.outcome = Outcome::FullStep;
  EXPECT_EQ(measure_of(round).loss, 30u);
}

/// Layers of the greatest weights: a sample of ones leaves the range of rows, one of zeros does
/// not.
kernels::Model exploding() {
  graph::Graph graph;
  graph.input = {1};
  for (std::uint32_t i = 0; i < 12; ++i) {
    graph.tensors.push_back({{1, 1}, 101, {INT32_MAX}});
    graph.operators.push_back(graph::MatMul{i, i});
  }
  return *kernels::Model::prepare(graph);
}

TEST(Job, a_sample_that_overflows_has_the_greatest_loss_and_leaves_the_others_alone) {
  kernels::Workspace workspace;
  const auto model = exploding();
  const Slice slice{{0, 0x3f800000, 0}, {0x3f800000, 0, 0}};
  const auto out = score_slice(workspace, model, slice, kernels::Loss::MeanSquaredError);
  EXPECT_EQ(*out.losses,
            (std::vector<std::uint64_t>{std::uint64_t{1} << 24, kernels::kLossMax, 0}));
  const auto labels =
      score_slice(workspace, model, {{0, 0x3f800000}, {0, 0}}, kernels::Loss::CrossEntropy);
  EXPECT_EQ(labels.correct, 1u);
}

}  // namespace
}  // namespace descent::modules::training

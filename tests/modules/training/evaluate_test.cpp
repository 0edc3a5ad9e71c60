#include "tests/modules/training/map_memo.hpp"
#include "tests/modules/training/story.hpp"

namespace descent::modules {
namespace {

using training::Phase;

std::vector<Story::Move> moves(Story& s) {
  return {{0, s.honest(900, 20)}, {1, s.honest(800, -30)}, {2, s.honest(-700)}};
}

/// Cuts the slice into units of so many samples, as a heavier model would.
void cut_units(Story& s, std::uint32_t samples) {
  auto task = s.task();
  task.rates.unit_samples = samples;
  s.training().tasks.insert(s.id, task);
}

/// Evaluates with `share` of each block until the round is over. returns  the blocks it took
int evaluate(Story& s, std::uint64_t share) {
  int blocks = 0;
  for (; s.task().phase == Phase::Evaluate && blocks < 1'000; ++blocks) {
    const Weight used = s.training().on_idle(s.frame().number, {share, 0});
    EXPECT_LE(used.ref_time.value, share);
  }
  return blocks;
}

/// The round's record and receipts after it was evaluated so.
Bytes result_of(std::uint32_t unit, std::uint64_t share, frame::Memo* memo, int* blocks = nullptr) {
  Story s;
  s.frame().memo = memo;
  s.open(s.terms());
  cut_units(s, unit);
  s.play_until_open(moves(s));
  EXPECT_DONE(s.show(0));
  const int took = evaluate(s, share);
  if (blocks) *blocks = took;
  EXPECT_EQ(s.problems(), "");
  EXPECT_TRUE(s.training().base_losses.entries(s.id).empty());
  return scale::encoded(std::tuple{*s.training().rounds.get(s.id, 0),
                                   std::vector<training::Entry>{s.training().entries.get(s.id, 0)},
                                   scale::encoded(s.head())});
}

TEST(Evaluate, how_much_fits_into_a_block_changes_no_result) {
  int few = 0;
  int many = 0;
  const Bytes whole = result_of(kSamples, 120 * kMillisecond, nullptr, &few);
  const Bytes parts = result_of(3, training_weights::kSettle, nullptr, &many);
  EXPECT_EQ(whole, parts);
  EXPECT_EQ(few, 1);
  EXPECT_GT(many, 1);
}

TEST(Evaluate, a_unit_that_does_not_fit_is_not_begun) {
  Story s;
  s.open(s.terms());
  s.play_until_open({{0, s.honest(900)}});
  EXPECT_DONE(s.show(0));
  const auto& rates = s.task().rates;
  const std::uint64_t unit = rates.unit_fixed + kSamples * rates.unit_per_sample;
  EXPECT_TRUE(s.training().on_idle(1, {unit - 1, 0}) == Weight{});
  EXPECT_EQ(s.training().work.get(s.id)->step, training::Step::Base);
  EXPECT_TRUE((s.training().on_idle(1, {unit, 0}) == Weight{unit, 0}));
  EXPECT_EQ(s.training().work.get(s.id)->step, training::Step::Candidate);
}

TEST(Evaluate, the_memo_changes_no_result_and_no_weight) {
  MapMemo memo;
  int without = 0;
  int first = 0;
  int second = 0;
  const Bytes plain = result_of(4, 30 * kMillisecond, nullptr, &without);
  EXPECT_EQ(result_of(4, 30 * kMillisecond, &memo, &first), plain);
  const int found = memo.found;
  EXPECT_EQ(result_of(4, 30 * kMillisecond, &memo, &second), plain);
  EXPECT_GT(memo.found, found + 12);
  EXPECT_EQ(first, without);
  EXPECT_EQ(second, without);
}

TEST(Evaluate, scores_are_those_of_the_kernels_at_the_merge_weight) {
  Story s;
  s.open(s.terms());
  const auto all = moves(s);
  s.play(all);
  std::vector<graph::Update> updates;
  for (const auto& m : all) updates.push_back(*graph::decode_update(m.update));
  const auto weights = graph::merge_weights(std::vector<u128>(3, kDeposit));
  const std::uint32_t total = weights[0] + weights[1] + weights[2];
  kernels::Workspace work;
  const auto slice = training::read_slice(s.validation->openings[0], 2, 0, kSamples);
  const auto score = [&](const graph::Graph& graph) {
    return *kernels::score(work, *kernels::Model::prepare(graph), slice.samples, slice.targets,
                           kernels::Loss::CrossEntropy);
  };
  const auto base = score(linear());
  const auto gain = [&](const kernels::Scored& scored) {
    kernels::Gain out;
    for (std::size_t i = 0; i < kSamples; ++i) out.add(base.losses[i], scored.losses[i]);
    return out;
  };
  for (std::uint8_t n = 0; n < 3; ++n) {
    const graph::Contribution one{updates[n], weights[n]};
    const auto scored = score(*graph::merge(linear(), std::span{&one, 1}, total));
    EXPECT_EQ(s.entry(n, 0).score->gain, gain(scored));
    EXPECT_EQ(s.entry(n, 0).score->measure.correct, scored.correct);
  }
  const graph::Contribution both[] = {{updates[0], weights[0]}, {updates[1], weights[1]}};
  const auto merged = graph::merge(linear(), both, weights[0] + weights[1]);
  EXPECT_EQ(s.round().merged->gain, gain(score(*merged)));
  EXPECT_EQ(s.head(), *merged);
}

}  // namespace
}  // namespace descent::modules

#include "tests/modules/training/story.hpp"

namespace descent::modules {
namespace {

using training::Outcome;
using training::Phase;

TEST(Settle, five_honest_parties_earn_and_a_label_flipper_loses_over_a_whole_task) {
  Story s;
  const Balance sponsor = s.wealth(kAlice);
  const Balance issued = s.issuance();
  s.open(s.terms(2));
  const Balance price = s.task().rates.evaluation_price;
  Balance paid = 0;
  Balance burned = 0;
  std::uint64_t scored = 0;
  for (std::uint32_t r = 0; r < 2; ++r) {
    s.play({{0, s.honest(900, 30)},
            {1, s.honest(950, -20)},
            {2, s.honest(870, 10)},
            {3, s.honest(1'000, 40)},
            {4, s.honest(820, -50)},
            {5, s.honest(-900)}});
    const auto round = s.round();
    EXPECT_EQ(round.outcome, Outcome::Merged);
    for (std::uint8_t n = 0; n < 5; ++n) EXPECT_TRUE(s.entry(n, r).payout > 0);
    EXPECT_TRUE(s.entry(5, r).forfeit == kDeposit);
    EXPECT_FALSE(s.entry(5, r).accepted);
    paid += round.paid;
    burned += kDeposit;
    scored += 2;
  }
  EXPECT_EQ(s.task().phase, Phase::OpenLast);
  EXPECT_DONE(s.show(2));
  const auto measure = [&] {
    kernels::Workspace work;
    const auto slice = training::read_slice(s.validation->openings[2], 2, 0, kSamples);
    return *kernels::score(work, *kernels::Model::prepare(s.head()), slice.samples, slice.targets,
                           kernels::Loss::CrossEntropy);
  }();
  std::uint64_t loss = 0;
  for (const auto l : measure.losses) loss += l;
  // Hooks of the block: evaluated at its end, reported in its events before the next begins.
  s.training().on_idle(s.frame().number, s.runtime().system.config.idle_share);
  EXPECT_TRUE(
      s.emitted(s.training(), training::LastSliceScored{s.id, {loss, measure.correct}, kSamples}));
  EXPECT_EQ(measure.correct, kSamples);
  EXPECT_EQ(s.task().phase, Phase::Closed);
  scored += 1;
  EXPECT_TRUE(s.wealth(kAlice) == sponsor - paid - scored * price);
  for (std::uint8_t n = 0; n < 5; ++n) {
    const Balance earned = s.entry(n, 0).payout + s.entry(n, 1).payout;
    EXPECT_TRUE(s.wealth(party(n)) == kEndowment + earned - 2 * price);
  }
  EXPECT_TRUE(s.wealth(party(5)) == kEndowment - 2 * kDeposit - 2 * price);
  EXPECT_TRUE(issued - s.issuance() == burned + (scored + 12) * price);
  EXPECT_EQ(s.problems(), "");
}

TEST(Settle, the_lineage_names_who_was_merged) {
  Story s;
  s.open(s.terms());
  s.play({{0, s.honest(900)}, {1, s.honest(-900)}, {2, s.honest(800)}});
  const auto version = s.round().version;
  ASSERT_TRUE(version);
  const auto made = s.runtime().models.provenances.get(*version);
  ASSERT_TRUE(made);
  ASSERT_EQ(made->merged.size(), 2u);
  EXPECT_EQ(made->merged[0].author, party(0));
  EXPECT_EQ(made->merged[1].author, party(2));
  EXPECT_EQ(made->total, s.entry(0, 0).weight + s.entry(2, 0).weight);
  EXPECT_EQ(made->gain, s.round().merged->gain.sum);
  EXPECT_EQ(s.runtime().models.models.get(0)->head, *version);
}

// At a third of the weight each is a gain; the noise of the second at half of it is not.
TEST(Settle, the_best_alone_is_the_new_version_where_all_together_are_too_much) {
  Story s;
  s.open(s.terms());
  s.play({{0, s.honest(1'200)}, {1, s.honest(7'600, 31'000)}, {2, s.honest(-300)}});
  EXPECT_EQ(s.round().outcome, Outcome::FullStep);
  EXPECT_TRUE(s.entry(1, 0).accepted);
  EXPECT_FALSE(s.round().merged->gain.positive());
  EXPECT_TRUE(s.round().full->gain.positive());
  EXPECT_TRUE(s.entry(0, 0).payout == s.round().payable);
  EXPECT_TRUE(s.entry(1, 0).payout == 0);
  EXPECT_EQ(s.head().tensors[0].values[0], 1'200 << 7);
}

TEST(Settle, nothing_is_new_where_the_best_alone_is_too_much_as_well) {
  Story s;
  s.open(s.terms());
  s.play({{0, s.honest(200)}, {1, s.honest(5'600, 25'000)}, {2, s.honest(-300)}});
  EXPECT_EQ(s.round().outcome, Outcome::Unchanged);
  EXPECT_TRUE(s.round().full.has_value());
  EXPECT_TRUE(s.round().paid == 0);
}

TEST(Settle, a_round_without_gain_changes_nothing_and_pays_nothing) {
  Story s;
  s.open(s.terms());
  const auto pool = s.task().pool;
  s.play({{0, s.honest(-500)}, {1, s.honest(-400)}});
  EXPECT_EQ(s.round().outcome, Outcome::Unchanged);
  EXPECT_FALSE(s.round().version);
  EXPECT_TRUE(s.task().pool == pool);
  // Harm is only told from a hopeless round where somebody showed that a gain was possible.
  EXPECT_TRUE(s.entry(0, 0).forfeit == 0);
  EXPECT_EQ(s.head(), linear());
}

TEST(Settle, what_evaluation_kept_is_let_go) {
  Story s;
  s.open(s.terms());
  s.play({{0, s.honest(900)}, {1, s.honest(800)}});
  EXPECT_FALSE(s.training().work.contains(s.id));
  EXPECT_TRUE(s.training().queue.get().empty());
  EXPECT_TRUE(s.training().base_losses.entries().empty());
  EXPECT_EQ(s.runtime().blobs.info(s.entry(0, 0).update)->references, 0u);
  EXPECT_EQ(s.runtime().blobs.info(s.round().slice)->references, 0u);
}

}  // namespace
}  // namespace descent::modules

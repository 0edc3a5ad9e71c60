#include "tests/modules/training/story.hpp"

namespace descent::modules {
namespace {

using Api = Training::Api;

TEST(TrainingApi, a_receipt_holds_every_input_of_the_formula) {
  Story s;
  s.open(s.terms());
  s.play({{0, s.honest(900, 30)},
          {1, s.honest(800), 20 * kGrad},
          {2, s.honest(-900)},
          {3, s.honest(700), kDeposit, false}});
  const auto receipt = s.training().query(Api::receipt{s.id, 0, party(1)});
  ASSERT_TRUE(receipt);
  ASSERT_EQ(receipt->candidates.size(), 3u);
  training::Scores scores{.candidates = {},
                          .merged = receipt->round.merged->gain,
                          .full = std::nullopt,
                          .samples = receipt->samples};
  std::vector<u128> deposits;
  for (const auto& c : receipt->candidates) {
    scores.candidates.push_back({c.deposit, c.score->gain});
    deposits.push_back(c.deposit);
  }
  const auto again = training::settle(
      {receipt->reward, receipt->target, receipt->harm, receipt->harm_forfeit}, scores);
  EXPECT_TRUE(again.verdicts[1].payout == receipt->entry.payout);
  EXPECT_TRUE(receipt->entry.payout > 0);
  EXPECT_TRUE(again.payable == receipt->round.payable);
  EXPECT_TRUE(again.paid == receipt->round.paid);
  EXPECT_EQ(graph::merge_weights(deposits)[1], receipt->entry.weight);
  EXPECT_FALSE(s.training().query(Api::receipt{s.id, 0, kBob}));
  EXPECT_FALSE(s.training().query(Api::receipt{s.id, 5, party(1)}));
}

TEST(TrainingApi, tasks_are_listed_from_a_number_on) {
  Story s;
  EXPECT_DONE(s.call(kAlice, s.runtime().models, Models::fork{0, "fork"}));
  s.open(s.terms());
  s.model = 1;
  s.open(s.terms());
  EXPECT_EQ(s.training().query(Api::tasks{0, 10}).size(), 2u);
  EXPECT_EQ(s.training().query(Api::tasks{0, 1}).size(), 1u);
  const auto rest = s.training().query(Api::tasks{1, 10});
  ASSERT_EQ(rest.size(), 1u);
  EXPECT_EQ(rest[0].first, 1u);
  EXPECT_TRUE(s.training().query(Api::task{1}));
  EXPECT_FALSE(s.training().query(Api::task{2}));
}

TEST(TrainingApi, rounds_and_scores_are_told) {
  Story s;
  s.open(s.terms());
  EXPECT_DONE(s.commit(0, s.seal(0, s.honest(100))));
  EXPECT_EQ(s.training().query(Api::scores{s.id, 0}).size(), 1u);
  EXPECT_TRUE(s.training().query(Api::round{s.id, 0}));
  EXPECT_FALSE(s.training().query(Api::round{s.id, 1}));
}

TEST(Training, the_idle_share_of_a_block_holds_every_unit) {
  Story s;
  EXPECT_TRUE(s.training().integrity().empty());
}

TEST(Training, a_hold_that_no_task_explains_is_found) {
  Story s;
  const frame::HoldReason reason{s.training().index(), 3};
  EXPECT_TRUE(s.runtime().balances.hold(reason, kAlice, 1));
  EXPECT_NE(s.problems(), "");
  EXPECT_TRUE(s.runtime().balances.release(reason, kAlice, 1));
}

}  // namespace
}  // namespace descent::modules

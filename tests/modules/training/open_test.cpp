#include "tests/modules/training/story.hpp"

namespace descent::modules {
namespace {

using training::Error;

TEST(OpenTask, everything_is_held_and_the_model_locked) {
  Story s;
  const auto terms = s.terms(3);
  const Balance before = s.wealth(kAlice);
  s.open(terms);
  const auto task = s.task();
  EXPECT_EQ(task.phase, training::Phase::Commit);
  EXPECT_TRUE(task.pool == 3 * kReward);
  EXPECT_TRUE(task.bond == kBond);
  EXPECT_TRUE(task.scoring == 10 * task.rates.evaluation_price);
  EXPECT_TRUE(task.rates.evaluation_price > 0);
  EXPECT_TRUE(s.wealth(kAlice) == before);
  EXPECT_EQ(s.runtime().models.models.get(0)->locks, 1u);
  EXPECT_FALSE(s.call(kAlice, s.training(), Training::open_task{0, terms}));
}

TEST(OpenTask, each_term_out_of_its_bounds_is_refused_by_name) {
  Story s;
  const auto good = s.terms();
  const auto refuses = [&](Error error, auto change) {
    auto terms = good;
    change(terms);
    EXPECT_REFUSED(s.call(kAlice, s.training(), Training::open_task{0, terms}),
                   error_of(s.training(), error));
  };
  refuses(Error::BadRounds, [](auto& t) { t.rounds = 0; });
  refuses(Error::BadRounds, [](auto& t) { t.rounds = 1'001; });
  refuses(Error::BadReward, [](auto& t) { t.reward = 0; });
  refuses(Error::BadBond, [](auto& t) { t.bond = t.reward - 1; });
  refuses(Error::BadTarget, [](auto& t) { t.target = 0; });
  refuses(Error::BadTarget, [](auto& t) { t.target = (std::uint64_t{1} << 36) + 1; });
  refuses(Error::BadHarm, [](auto& t) { t.harm = (std::uint64_t{1} << 36) + 1; });
  refuses(Error::BadPhaseLength, [](auto& t) { t.commit_blocks = 1; });
  refuses(Error::BadPhaseLength, [](auto& t) { t.reveal_blocks = 1'000'001; });
  refuses(Error::BadPhaseLength, [](auto& t) { t.open_blocks = 0; });
  refuses(Error::BadSamples, [](auto& t) { t.samples = kSamples - 1; });
  refuses(Error::BadSamples, [](auto& t) { t.samples = 65'537; });
  refuses(Error::BadParticipants, [](auto& t) { t.max_participants = 0; });
  refuses(Error::BadParticipants, [](auto& t) { t.max_participants = 65; });
  refuses(Error::BadParticipants, [](auto& t) {
    t.participants = training::Listed{std::vector<AccountId>{party(0), party(0)}, kGrad};
  });
  refuses(Error::BadParticipants, [](auto& t) { t.participants = training::Listed{{}, kGrad}; });
  refuses(Error::BadDeposit, [](auto& t) { t.participants = training::Open{0, kGrad}; });
  refuses(Error::BadDeposit, [](auto& t) { t.participants = training::Open{2 * kGrad, kGrad}; });
  refuses(Error::LossDoesNotFit, [](auto& t) { t.loss = kernels::Loss::MeanSquaredError; });
}

TEST(OpenTask, only_the_owner_opens_on_a_model_that_exists) {
  Story s;
  const auto terms = s.terms();
  EXPECT_REFUSED(s.call(kBob, s.training(), Training::open_task{0, terms}),
                 error_of(s.training(), Error::NotOwner));
  EXPECT_REFUSED(s.call(kAlice, s.training(), Training::open_task{9, terms}),
                 error_of(s.training(), Error::UnknownModel));
}

TEST(OpenTask, a_slice_beyond_one_extrinsic_is_refused_before_anybody_works) {
  Story s;
  graph::Graph wide = linear();
  wide.input = {4'096};
  wide.tensors[0] = {{4'096, 2}, -20, std::vector<std::int32_t>(8'192)};
  const Hash blob = s.upload(kAlice, scale::encoded(wide));
  EXPECT_DONE(s.call(kAlice, s.runtime().models, Models::register_model{blob, "wide", "", {}}));
  auto terms = s.terms();
  terms.samples = 128;
  EXPECT_REFUSED(s.call(kAlice, s.training(), Training::open_task{1, terms}),
                 error_of(s.training(), Error::SliceTooLarge));
}

TEST(OpenTask, a_pool_of_one_unit_does_not_buy_evaluation) {
  Story s;
  auto terms = s.terms(1'000);
  terms.reward = terms.bond = 1;
  s.set(s.training(), training::kEvaluationPrice, kGrad);
  EXPECT_REFUSED(s.call(kAlice, s.training(), Training::open_task{0, terms}),
                 TokenError::FundsUnavailable);
}

TEST(OpenTask, a_merge_that_takes_too_much_of_a_block_is_refused) {
  Story s;
  graph::Graph heavy;
  heavy.input = {64};
  heavy.tensors = {graph::Tensor{{64, 1'500}, -20, std::vector<std::int32_t>(96'000, 1)},
                   graph::Tensor{{1'500, 2}, -20, std::vector<std::int32_t>(3'000, 1)}};
  heavy.operators = {graph::MatMul{0, 0}, graph::MatMul{1, 1}};
  const Hash blob = s.upload(kAlice, scale::encoded(heavy));
  EXPECT_DONE(s.call(kAlice, s.runtime().models, Models::register_model{blob, "heavy", "", {}}));
  auto terms = s.terms();
  terms.max_participants = 64;
  EXPECT_REFUSED(s.call(kAlice, s.training(), Training::open_task{1, terms}),
                 error_of(s.training(), Error::MergeTooHeavy));
  terms.max_participants = 8;
  EXPECT_DONE(s.call(kAlice, s.training(), Training::open_task{1, terms}));
}

}  // namespace
}  // namespace descent::modules

// A model is taken out of use in each phase of a task on it.
#include "modules/origins/origins.hpp"
#include "tests/modules/training/story.hpp"

namespace descent::modules {
namespace {

using training::Outcome;
using training::Phase;
using training::Status;

struct Halt : testing::Test {
  Story s;
  const Balance sponsor = s.wealth(kAlice);
  const Balance issued = s.issuance();

  void quarantine() {
    const frame::Origin holders = origins::OriginCaller{origins::Custom::Models}.origin();
    EXPECT_DONE(s.call(holders, s.runtime().models,
                       Models::quarantine{s.model, models::Reason::Defective}));
  }
  /// The task is over, and two parties have what they had, but for `burned` of each.
  void expect_undone(Balance burned) {
    EXPECT_EQ(s.task().phase, Phase::Closed);
    EXPECT_TRUE(s.emitted(s.training(), training::TaskHalted{s.id, s.task().round}));
    for (const std::uint8_t n : {std::uint8_t{0}, std::uint8_t{1}}) {
      EXPECT_TRUE(s.wealth(party(n)) == kEndowment - burned);
      EXPECT_EQ(s.entry(n, 0).status, Status::Halted);
    }
    EXPECT_EQ(s.training().rounds.get(s.id, 0)->outcome, Outcome::Halted);
    EXPECT_EQ(s.runtime().models.models.get(s.model)->locks, 0u);
    EXPECT_EQ(s.problems(), "");
    s.advance(5);
    EXPECT_EQ(s.problems(), "") << "nothing of it is left in the agenda or the queue";
  }
};

TEST_F(Halt, while_updates_are_sealed_returns_deposits_and_prices) {
  s.open(s.terms());
  EXPECT_DONE(s.commit(0, s.seal(0, s.honest(900))));
  EXPECT_DONE(s.commit(1, s.seal(1, s.honest(-900))));
  quarantine();
  expect_undone(0);
  EXPECT_TRUE(s.wealth(kAlice) == sponsor);
  EXPECT_TRUE(s.issuance() == issued);
}

TEST_F(Halt, while_updates_are_shown_returns_them_of_who_showed_and_who_did_not_yet) {
  s.open(s.terms());
  const Bytes update = s.honest(900);
  const Hash seal = s.seal(0, update);
  EXPECT_DONE(s.commit(0, seal));
  EXPECT_DONE(s.commit(1, s.seal(1, s.honest(-900))));
  s.until(Phase::Reveal);
  const Hash root = s.upload(party(0), update);
  EXPECT_DONE(s.reveal(0, root));
  quarantine();
  EXPECT_EQ(s.runtime().blobs.info(root)->references, 0u) << "the update is let go";
  expect_undone(0);
}

TEST_F(Halt, before_the_slice_is_shown_costs_the_sponsor_no_bond) {
  s.open(s.terms());
  s.play_until_open({{0, s.honest(900)}, {1, s.honest(-900)}});
  quarantine();
  EXPECT_TRUE(s.wealth(kAlice) == sponsor);
  expect_undone(0);
}

TEST_F(Halt, in_the_midst_of_evaluation_returns_all_but_the_price_of_what_has_begun) {
  s.open(s.terms());
  s.play_until_open({{0, s.honest(900)}, {1, s.honest(-900)}});
  EXPECT_DONE(s.show(0));
  const auto rates = s.task().rates;
  s.training().on_idle(s.frame().number, {rates.unit_fixed + kSamples * rates.unit_per_sample, 0});
  ASSERT_EQ(s.training().work.get(s.id)->step, training::Step::Candidate) << "one unit is done";
  const Hash slice = s.training().work.get(s.id)->slice;
  quarantine();
  EXPECT_TRUE(s.wealth(kAlice) == sponsor - rates.evaluation_price);
  EXPECT_EQ(s.runtime().blobs.info(slice)->references, 0u) << "the slice is let go";
  EXPECT_TRUE(s.training().base_losses.entries().empty());
  expect_undone(rates.evaluation_price);
}

TEST_F(Halt, in_a_later_round_leaves_what_was_merged_before) {
  s.open(s.terms(3));
  s.play({{0, s.honest(900)}, {1, s.honest(800)}});
  const auto version = s.round().version;
  ASSERT_TRUE(version);
  EXPECT_DONE(s.commit(0, s.seal(0, s.honest(100))));
  quarantine();
  EXPECT_EQ(s.training().rounds.get(s.id, 1)->outcome, Outcome::Halted);
  EXPECT_EQ(s.training().rounds.get(s.id, 0)->outcome, Outcome::Merged);
  EXPECT_EQ(s.runtime().models.models.get(s.model)->head, *version);
  EXPECT_EQ(s.problems(), "");
}

TEST_F(Halt, after_the_last_round_ends_the_task_without_a_round) {
  s.open(s.terms(1));
  s.play({{0, s.honest(900)}});
  ASSERT_EQ(s.task().phase, Phase::OpenLast);
  quarantine();
  EXPECT_EQ(s.task().phase, Phase::Closed);
  EXPECT_EQ(s.training().rounds.get(s.id, 0)->outcome, Outcome::Merged);
  EXPECT_EQ(s.problems(), "");
}

TEST_F(Halt, the_sponsor_may_open_another_task_when_the_model_is_released) {
  s.open(s.terms());
  quarantine();
  EXPECT_REFUSED(s.call(kAlice, s.training(), Training::open_task{s.model, s.terms()}),
                 error_of(s.runtime().models, Models::Error::Quarantined));
  EXPECT_DONE(
      s.call(frame::Origin{frame::origin::Root{}}, s.runtime().models, Models::release{s.model}));
  EXPECT_DONE(s.call(kAlice, s.training(), Training::open_task{s.model, s.terms()}));
}

TEST_F(Halt, a_task_on_another_model_goes_on) {
  s.open(s.terms());
  EXPECT_DONE(s.call(kAlice, s.runtime().models, Models::fork{s.round().base_version, "other"}));
  EXPECT_DONE(s.call(frame::Origin{frame::origin::Root{}}, s.runtime().models,
                     Models::quarantine{s.model + 1, models::Reason::Other}));
  EXPECT_EQ(s.task().phase, Phase::Commit);
}

}  // namespace
}  // namespace descent::modules

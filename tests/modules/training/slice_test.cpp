#include "tests/modules/training/story.hpp"

namespace descent::modules {
namespace {

using training::Error;
using training::Phase;

TEST(OpenSlice, only_the_sponsor_shows_the_slice_of_this_round) {
  Story s;
  s.open(s.terms());
  s.play_until_open({{0, s.honest(100)}});
  const auto& v = *s.validation;
  EXPECT_REFUSED(
      s.call(party(0), s.training(), Training::open_slice{s.id, 0, v.openings[0], v.proofs[0]}),
      error_of(s.training(), Error::NotSponsor));
  EXPECT_REFUSED(s.show(1), error_of(s.training(), Error::WrongRound));
  EXPECT_REFUSED(
      s.call(kAlice, s.training(), Training::open_slice{s.id, 0, v.openings[1], v.proofs[1]}),
      error_of(s.training(), Error::OpeningWrongProof));
  EXPECT_REFUSED(s.call(kAlice, s.training(), Training::open_slice{s.id, 0, Bytes(31), {}}),
                 error_of(s.training(), Error::OpeningWrongLength));
  EXPECT_DONE(s.show(0));
  EXPECT_EQ(s.task().phase, Phase::Evaluate);
  EXPECT_EQ(s.round().slice, blob_root(v.openings[0]));
  EXPECT_REFUSED(s.show(0), error_of(s.training(), Error::NotNow));
}

TEST(OpenSlice, the_evaluations_paid_in_advance_are_burned) {
  Story s;
  s.open(s.terms());
  s.play_until_open({{0, s.honest(100)}, {1, s.honest(90), kDeposit, false}});
  const Balance price = s.task().rates.evaluation_price;
  const Balance before = s.issuance();
  EXPECT_DONE(s.show(0));
  EXPECT_TRUE(before - s.issuance() == price);
  EXPECT_TRUE(s.runtime().balances.on_hold({s.training().index(), 3}, party(0)) == kDeposit);
  EXPECT_TRUE(s.runtime().balances.on_hold({s.training().index(), 4}, party(0)) == 0);
}

TEST(CloseTask, a_sponsor_ends_a_task_nobody_works_on) {
  Story s;
  s.open(s.terms());
  EXPECT_REFUSED(s.call(kBob, s.training(), Training::close_task{s.id}),
                 error_of(s.training(), Error::NotSponsor));
  EXPECT_DONE(s.call(kAlice, s.training(), Training::close_task{s.id}));
  EXPECT_EQ(s.task().phase, Phase::OpenLast);
  EXPECT_DONE(s.show(2));
  s.until(Phase::Closed);
  EXPECT_TRUE(s.task().pool == 0);
  EXPECT_EQ(s.runtime().models.models.get(0)->locks, 0u);
}

TEST(CloseTask, participants_keep_a_task_open) {
  Story s;
  s.open(s.terms());
  EXPECT_DONE(s.commit(0, s.seal(0, s.honest(100))));
  EXPECT_REFUSED(s.call(kAlice, s.training(), Training::close_task{s.id}),
                 error_of(s.training(), Error::HasParticipants));
  s.until(Phase::Reveal);
  EXPECT_REFUSED(s.call(kAlice, s.training(), Training::close_task{s.id}),
                 error_of(s.training(), Error::NotNow));
}

}  // namespace
}  // namespace descent::modules

#include "consensus/bft/height.hpp"

#include <gmock/gmock.h>

#include "tests/consensus/bft/table.hpp"

namespace descent::consensus::testing {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr Timing kTiming;

input::HeightStarted start(bool work) {
  auto out = table_height('D');
  out.wait_ms = 30;
  out.work = work;
  return out;
}

effect::ScheduleTimer timer(Timer which, std::uint64_t delay_ms) {
  return {which, delay_ms, kTableNumber, 0};
}

input::TimeoutElapsed elapsed(Timer which) { return {which, kTableNumber, 0}; }

TEST(Height, round_0_starts_once_the_pace_allows_and_there_is_work) {
  Bft engine;
  EXPECT_THAT(engine.step(start(true)),
              ElementsAre(timer(Timer::Retransmit, kTiming.retransmit_ms), timer(Timer::Pace, 30)));
  EXPECT_THAT(engine.step(elapsed(Timer::Pace)),
              ElementsAre(timer(Timer::Propose, kTiming.propose_ms)));
}

TEST(Height, without_work_it_waits_for_some) {
  Bft engine;
  EXPECT_THAT(engine.step(start(false)), Contains(timer(Timer::Seal, kTiming.idle_ms)));
  EXPECT_THAT(engine.step(elapsed(Timer::Pace)), IsEmpty());
  EXPECT_THAT(engine.step(input::WorkArrived{}),
              ElementsAre(timer(Timer::Propose, kTiming.propose_ms)));
}

TEST(Height, work_does_not_outrun_the_pace) {
  Bft engine;
  (void)engine.step(start(false));
  EXPECT_THAT(engine.step(input::WorkArrived{}), IsEmpty());
  EXPECT_THAT(engine.step(elapsed(Timer::Pace)),
              ElementsAre(timer(Timer::Propose, kTiming.propose_ms)));
}

TEST(Height, an_idle_chain_makes_a_block_when_one_is_due_or_asked_for) {
  for (const Input& reason : {Input{elapsed(Timer::Seal)}, Input{input::SealRequested{}}}) {
    Bft engine;
    (void)engine.step(start(false));
    (void)engine.step(elapsed(Timer::Pace));
    EXPECT_THAT(engine.step(reason), ElementsAre(timer(Timer::Propose, kTiming.propose_ms)));
  }
}

/// A table's engine, brought back to a height without work.
Table idle() {
  Table d{'D'};
  (void)d.feed(start(false));
  return d;
}

TEST(Height, a_proposal_is_reason_enough) {
  Table d = idle();
  (void)d.feed(elapsed(Timer::Pace));
  d.play("A proposal 0 X | timer propose 0, prevote 0 X | 0 prevote - -");
}

TEST(Height, a_proposal_before_its_time_waits) {
  Table d = idle();
  d.play("A proposal 0 X |  | 0 new - -");
  EXPECT_EQ(d.feed(elapsed(Timer::Pace)), "timer propose 0, prevote 0 X");
}

TEST(Height, others_who_have_begun_take_us_along_whatever_our_clock_says) {
  Table d = idle();
  d.play(R"(
    A prevote 0 X |                 | 0 new - -
    B prevote 0 X | timer propose 0 | 0 propose - -
  )");
  Table later = idle();
  later.play(R"(
    A prevote 6 X |                 | 0 new - -
    B prevote 6 X | timer propose 6 | 6 propose - -
  )");
}

TEST(Height, can_be_decided_before_it_began) {
  Table d = idle();
  d.play(R"(
    A precommit 0 X |                 | 0 new - -
    B precommit 0 X | timer propose 0 | 0 propose - -
    C precommit 0 X | timer precommit 0, decide X | 0 decided - -
  )");
}

TEST(Height, a_time_out_of_the_height_before_does_nothing) {
  Bft engine;
  (void)engine.step(start(true));
  EXPECT_THAT(engine.step(input::TimeoutElapsed{Timer::Pace, kTableNumber - 1, 0}), IsEmpty());
}

TEST(Height, what_was_heard_early_counts_when_it_begins) {
  Table d{'D'};
  auto early = vote_of('A', VoteKind::Precommit, 0, 'X');
  early.number = kTableNumber + 1;
  (void)d.feed(input::VoteReceived{signed_vote(early)});
  auto next = table_height('D');
  next.number = kTableNumber;
  (void)d.feed(next);
  const auto& state = d.engine().state();
  EXPECT_EQ(state.votes.power_for(state.authorities, 0, VoteKind::Precommit, block_named('X')), 1u);
  EXPECT_THAT(state.next_height, IsEmpty());
  EXPECT_THAT(state.ahead, IsEmpty());
}

TEST(Height, who_left_the_set_is_not_heard_from_before) {
  Table d{'D'};
  auto early = vote_of('A', VoteKind::Precommit, 0, 'X');
  early.number = kTableNumber + 1;
  (void)d.feed(input::VoteReceived{signed_vote(early)});
  auto next = table_height('D');
  next.number = kTableNumber;
  next.authorities.erase(next.authorities.begin());
  (void)d.feed(next);
  EXPECT_THAT(d.engine().state().votes.rounds, IsEmpty());
}

TEST(Height, a_restarted_validator_goes_on_where_it_stopped) {
  auto again = table_height('D');
  again.log = {{.vote = vote_of('D', VoteKind::Prevote, 4, 'X'), .prevotes = {}}};
  again.log[0].vote.signature = {};
  Table d{'D'};
  EXPECT_EQ(d.feed(again), "timer propose 4, prevote 4 X");
  d.play(R"(
    timeout propose 4 |                 | 4 prevote - -
    timeout prevote 4 | precommit 4 nil | 4 precommit - -
  )");
}

TEST(Height, a_restarted_proposer_does_not_propose_another_block) {
  auto again = table_height('A');
  again.log = {{.vote = vote_of('A', VoteKind::Proposal, 0, 'Q'), .prevotes = {}}};
  again.log[0].vote.signature = {};
  Table a{'A'};
  EXPECT_EQ(a.feed(again), "timer propose 0, proposal 0 Q");
  a.play(R"(
    built X 0         |               | 0 propose - -
    timeout propose 0 | prevote 0 nil | 0 prevote - -
  )");
}

TEST(Height, what_may_have_been_lost_is_said_again_in_time) {
  Table d{'D'};
  d.play("A proposal 0 X | prevote 0 X | 0 prevote - -");
  EXPECT_EQ(d.feed(elapsed(Timer::Retransmit)), "again prevote 0 X");
}

TEST(Height, late_answers_about_the_height_before_are_ignored) {
  Bft engine;
  (void)engine.step(start(true));
  (void)engine.step(elapsed(Timer::Pace));
  (void)engine.step(input::TimeoutElapsed{Timer::Propose, kTableNumber, 0});
  ASSERT_EQ(engine.state().unsigned_votes.size(), 1u);
  auto next = start(true);
  next.number = kTableNumber;
  (void)engine.step(next);
  EXPECT_THAT(engine.step(input::RecordDurable{0}), IsEmpty());
  EXPECT_THAT(engine.step(input::VoteSigned{vote_of('D', VoteKind::Prevote, 0, '\0')}), IsEmpty());
  EXPECT_THAT(engine.step(input::ValueBuilt{kTableNumber, {}, 0}), IsEmpty());
  EXPECT_THAT(engine.step(input::ValueChecked{kTableNumber, 0, {}, Verdict::Valid}), IsEmpty());
}

TEST(HeightDeathTest, a_set_in_disorder_is_a_mistake_of_the_node) {
  auto bad = start(true);
  bad.authorities.clear();
  Bft engine;
  EXPECT_DEATH((void)engine.step(bad), "is_canonical");
}

}  // namespace
}  // namespace descent::consensus::testing

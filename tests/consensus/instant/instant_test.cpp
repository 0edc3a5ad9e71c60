#include "consensus/instant/instant.hpp"

#include <gmock/gmock.h>

namespace descent::consensus {
namespace {

using effect::BuildValue;
using effect::Decide;
using effect::ScheduleTimer;
using testing::ElementsAre;
using testing::IsEmpty;

constexpr Hash kBlock{{7}};

input::HeightStarted height(BlockNumber number, bool work = false) {
  return {.number = number, .head = {}, .wait_ms = 200, .work = work};
}

/// Past the pace of block 1, with nothing to do.
Instant paced(const Instant::Options& options) {
  Instant engine{options};
  (void)engine.step(height(0));
  (void)engine.step(input::TimeoutElapsed{Timer::Pace});
  return engine;
}

TEST(Instant, a_transaction_is_sealed_once_the_pace_allows) {
  Instant engine{{}};
  EXPECT_THAT(engine.step(height(0)), ElementsAre(ScheduleTimer{Timer::Pace, 200}));
  EXPECT_THAT(engine.step(input::WorkArrived{}), IsEmpty());
  EXPECT_THAT(engine.step(input::TimeoutElapsed{Timer::Pace}), ElementsAre(BuildValue{1}));
}

TEST(Instant, what_it_built_is_decided) {
  Instant engine = paced({});
  (void)engine.step(input::WorkArrived{});
  EXPECT_THAT(engine.step(input::ValueBuilt{1, kBlock}), ElementsAre(Decide{1, kBlock}));
}

TEST(Instant, without_work_nothing_is_built) {
  Instant engine{{}};
  (void)engine.step(height(0));
  EXPECT_THAT(engine.step(input::TimeoutElapsed{Timer::Pace}), IsEmpty());
}

TEST(Instant, one_block_is_built_at_a_time) {
  Instant engine = paced({});
  (void)engine.step(input::WorkArrived{});
  EXPECT_THAT(engine.step(input::WorkArrived{}), IsEmpty());
  EXPECT_THAT(engine.step(input::SealRequested{}), IsEmpty());
}

TEST(Instant, work_left_over_is_sealed_at_the_next_pace) {
  Instant engine{{}};
  (void)engine.step(height(4, true));
  EXPECT_THAT(engine.step(input::TimeoutElapsed{Timer::Pace}), ElementsAre(BuildValue{5}));
}

TEST(Instant, an_interval_seals_without_work_and_not_for_work) {
  Instant engine{{.mode = Instant::Mode::OnInterval, .interval_ms = 1'000}};
  EXPECT_THAT(engine.step(height(0)),
              ElementsAre(ScheduleTimer{Timer::Pace, 200}, ScheduleTimer{Timer::Seal, 1'000}));
  (void)engine.step(input::TimeoutElapsed{Timer::Pace});
  EXPECT_THAT(engine.step(input::WorkArrived{}), IsEmpty());
  EXPECT_THAT(engine.step(input::TimeoutElapsed{Timer::Seal}), ElementsAre(BuildValue{1}));
}

TEST(Instant, each_request_gets_a_block_of_its_own) {
  Instant engine = paced({.mode = Instant::Mode::OnRequest});
  EXPECT_THAT(engine.step(input::SealRequested{}), ElementsAre(BuildValue{1}));
  EXPECT_THAT(engine.step(input::SealRequested{}), IsEmpty());
  (void)engine.step(input::ValueBuilt{1, kBlock});
  (void)engine.step(height(1));
  EXPECT_THAT(engine.step(input::TimeoutElapsed{Timer::Pace}), ElementsAre(BuildValue{2}));
  (void)engine.step(input::ValueBuilt{2, kBlock});
  (void)engine.step(height(2));
  EXPECT_THAT(engine.step(input::TimeoutElapsed{Timer::Pace}), IsEmpty());
}

TEST(Instant, on_request_ignores_transactions) {
  Instant engine = paced({.mode = Instant::Mode::OnRequest});
  EXPECT_THAT(engine.step(input::WorkArrived{}), IsEmpty());
}

TEST(Instant, a_late_answer_about_another_block_is_ignored) {
  Instant engine = paced({});
  (void)engine.step(input::WorkArrived{});
  EXPECT_THAT(engine.step(input::ValueBuilt{9, kBlock}), IsEmpty());
}

TEST(Instant, after_a_failed_build_new_work_tries_again) {
  Instant engine = paced({});
  (void)engine.step(input::WorkArrived{});
  EXPECT_THAT(engine.step(input::BuildFailed{1}), IsEmpty());
  EXPECT_THAT(engine.step(input::WorkArrived{}), ElementsAre(BuildValue{1}));
}

}  // namespace
}  // namespace descent::consensus

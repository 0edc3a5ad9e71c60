#include "tests/modules/scheduler/small_chain.hpp"

namespace descent::modules {
namespace {

namespace calls = scheduler::calls;

class ServiceTest : public testing::Test {
 protected:
  SmallChain chain;
  Scheduler& scheduler = chain.runtime().scheduler;
  Preimage& preimage = chain.runtime().preimage;
  Balances& balances = chain.runtime().balances;
  const Scheduler::TaskName name{1};

  /// In block `when`, unless it is said otherwise the next.
  void add(const frame::RuntimeCall& call, scheduler::Priority priority = 127,
           BlockNumber when = 2) {
    EXPECT_DONE(chain.call(root(), scheduler, calls::schedule{when, std::nullopt, priority, call}));
  }
  void add_periodic(const frame::RuntimeCall& call, scheduler::Period period) {
    EXPECT_DONE(chain.call(root(), scheduler, calls::schedule_named{name, 2, period, 127, call}));
  }
  void set_retry(std::uint8_t times, BlockNumber period) {
    EXPECT_DONE(chain.call(root(), scheduler, calls::set_retry{{2, 0}, times, period}));
  }
  frame::RuntimeCall too_much() { return chain.pay(2 * kEndowment); }
  frame::RuntimeCall cancel(BlockNumber when, std::uint32_t index) {
    return frame::call_of(scheduler, calls::cancel{when, index});
  }
  /// Lets Bob have what fails to be paid.
  void endow() { EXPECT_TRUE(balances.mint_into(kAlice, 2 * kEndowment)); }
  Balance paid() { return chain.free(kBob) - kEndowment; }
  template <class E>
  bool reported(std::uint32_t index = 0, BlockNumber when = 2) {
    return chain.emitted(scheduler, E{{when, index}, std::nullopt});
  }
};

// ---- Order ----------------------------------------------------------------------------------

TEST_F(ServiceTest, tasks_run_by_priority_and_among_equals_in_their_order) {
  const auto set = [&](Balance free) {
    return frame::call_of(balances, Balances::force_set_balance{kBob, free});
  };
  add(set(1 * kGrad), 200);
  add(set(2 * kGrad), 100);
  add(set(3 * kGrad), 200);
  add(set(4 * kGrad), 0);
  chain.advance();
  EXPECT_EQ(chain.free(kBob), 3 * kGrad);
  std::vector<Bytes> order;
  for (const auto& record : chain.frame().events)
    if (record[1] == scheduler.index() && record[2] == Scheduler::Dispatched::event_index)
      order.push_back({record[7]});
  EXPECT_EQ(order, (std::vector<Bytes>{{3}, {1}, {0}, {2}}));
}

TEST_F(ServiceTest, a_task_runs_with_its_origin) {
  const auto pay = frame::call_of(
      balances, Balances::transfer_allow_death{.dest = multi_address::Id{kBob}, .value = 7});
  const auto as = [&](const origins::OriginCaller& origin) {
    EXPECT_TRUE(scheduler.schedule(scheduler::dispatch_time::After{0}, std::nullopt, 127, origin,
                                   *preimage.bound(pay)));
  };
  as(origins::signed_caller(kAlice));
  as(origins::Custom::BigSpender);
  chain.advance();
  EXPECT_EQ(paid(), 7u);
  EXPECT_TRUE(chain.emitted(
      scheduler,
      Scheduler::Dispatched{{2, 1}, std::nullopt, Result<>{DispatchError::bad_origin()}}));
}

TEST_F(ServiceTest, what_fails_leaves_nothing_but_a_report) {
  add(too_much());
  chain.advance();
  EXPECT_EQ(paid(), 0u);
  EXPECT_TRUE(chain.emitted(
      scheduler, Scheduler::Dispatched{
                     {2, 0}, std::nullopt, Result<>{DispatchError{TokenError::FundsUnavailable}}}));
  EXPECT_TRUE(scheduler.agenda.entries().empty());
}

// ---- Calls that act on the agenda -----------------------------------------------------------

TEST_F(ServiceTest, a_task_cancels_one_behind_it) {
  add(cancel(2, 1), 0);
  add(chain.pay(5));
  chain.advance();
  EXPECT_EQ(paid(), 0u);
  EXPECT_TRUE(chain.emitted(scheduler, Scheduler::Canceled{2, 1}));
  EXPECT_EQ(scheduler.incomplete_since.get(), std::nullopt);
}

TEST_F(ServiceTest, a_task_finds_itself_gone) {
  add(cancel(2, 0));
  chain.advance();
  EXPECT_TRUE(chain.emitted(
      scheduler,
      Scheduler::Dispatched{
          {2, 0}, std::nullopt, Result<>{error_of(scheduler, Scheduler::Error::NotFound)}}));
}

TEST_F(ServiceTest, a_task_schedules_another) {
  add(frame::call_of(scheduler, calls::schedule_after{0, std::nullopt, 0, chain.pay(5)}));
  chain.advance();
  EXPECT_EQ(paid(), 0u);
  chain.advance();
  EXPECT_EQ(paid(), 5u);
}

// ---- Periods and retries --------------------------------------------------------------------

TEST_F(ServiceTest, a_periodic_task_runs_as_often_as_was_said) {
  add_periodic(chain.pay(1), {3, 3});
  std::vector<BlockNumber> runs;
  for (BlockNumber when = 2; when < 15; ++when) {
    const Balance before = paid();
    chain.advance();
    if (paid() > before) runs.push_back(when);
  }
  EXPECT_EQ(runs, (std::vector<BlockNumber>{2, 5, 8}));
  EXPECT_FALSE(scheduler.lookup_.contains(name));
}

TEST_F(ServiceTest, a_periodic_task_keeps_its_name_and_its_preimage_between_two_runs) {
  const auto call = chain.long_call(200);
  const Hash hash = crypto::blake2b_256(call.bytes);
  add_periodic(call, {3, 2});
  chain.advance();
  EXPECT_EQ(*scheduler.next_dispatch_time(name), 5u);
  EXPECT_TRUE(preimage.is_requested(hash));
  chain.advance(3);
  EXPECT_FALSE(preimage.status_for.contains(hash));
}

TEST_F(ServiceTest, a_periodic_task_whose_next_block_is_full_ends) {
  add_periodic(chain.long_call(200), {3, 5});
  for (std::uint32_t i = 0; i < scheduler::kScheduledMax; ++i) add(chain.pay(1), 127, 5);
  chain.advance();
  EXPECT_TRUE(chain.emitted(scheduler, Scheduler::PeriodicFailed{{2, 0}, name}));
  EXPECT_FALSE(scheduler.lookup_.contains(name));
  EXPECT_TRUE(preimage.status_for.entries().empty());
}

TEST_F(ServiceTest, a_task_that_fails_is_tried_again_until_it_succeeds) {
  add(too_much());
  set_retry(10, 3);
  chain.advance();
  EXPECT_EQ(scheduler.retries.get({5, 0}), (scheduler::RetryConfig{10, 9, 3}));
  endow();
  chain.advance(3);
  EXPECT_EQ(paid(), 2 * kEndowment);
  EXPECT_TRUE(scheduler.retries.entries().empty());
  EXPECT_TRUE(scheduler.agenda.entries().empty());
}

TEST_F(ServiceTest, a_task_is_tried_again_as_often_as_was_said) {
  add(too_much());
  set_retry(2, 1);
  chain.advance(3);
  EXPECT_TRUE(scheduler.agenda.entries().empty());
  EXPECT_TRUE(scheduler.retries.entries().empty());
  endow();
  chain.advance(5);
  EXPECT_EQ(paid(), 0u);
}

TEST_F(ServiceTest, a_retry_is_never_in_the_block_that_runs) {
  add(too_much());
  set_retry(1, 0);
  chain.advance();
  EXPECT_TRUE(scheduler.retries.contains({3, 0}));
}

TEST_F(ServiceTest, what_is_tried_again_has_its_preimage) {
  const auto batch = frame::call_of(chain.runtime().utility,
                                    Utility::batch_all{{{too_much(), chain.long_call(200)}}});
  add(batch);
  set_retry(3, 1);
  chain.advance();
  endow();
  chain.advance();
  EXPECT_EQ(paid(), 2 * kEndowment);
  EXPECT_TRUE(preimage.status_for.entries().empty());
}

TEST_F(ServiceTest, a_retry_of_a_periodic_task_is_a_task_of_its_own) {
  add_periodic(too_much(), {5, 2});
  EXPECT_DONE(chain.call(root(), scheduler, calls::set_retry_named{name, 4, 2}));
  chain.advance();
  EXPECT_EQ(*scheduler.next_dispatch_time(name), 7u);
  EXPECT_EQ(scheduler.retries.get({7, 0}), (scheduler::RetryConfig{4, 4, 2}));
  EXPECT_EQ(scheduler.retries.get({4, 0}), (scheduler::RetryConfig{4, 3, 2}));
  const auto again = scheduler.agenda.get(4)[0];
  EXPECT_EQ(again->maybe_id, std::nullopt);
  EXPECT_EQ(again->maybe_periodic, std::nullopt);
}

TEST_F(ServiceTest, a_retry_for_which_there_is_no_room_is_reported) {
  add(too_much());
  set_retry(4, 3);
  for (std::uint32_t i = 0; i < scheduler::kScheduledMax; ++i) add(chain.pay(1), 127, 5);
  chain.advance();
  EXPECT_TRUE(reported<Scheduler::RetryFailed>());
  EXPECT_TRUE(scheduler.retries.entries().empty());
}

// ---- Calls that cannot run ------------------------------------------------------------------

TEST_F(ServiceTest, a_preimage_that_is_missing_when_due_is_reported_and_dropped) {
  const Hash hash{{9}};
  EXPECT_TRUE(scheduler.schedule(scheduler::dispatch_time::At{2}, std::nullopt, 127,
                                 origins::root_caller(),
                                 preimage::bounded_call::Lookup{hash, 200}));
  chain.advance();
  EXPECT_TRUE(reported<Scheduler::CallUnavailable>());
  EXPECT_FALSE(preimage.status_for.contains(hash));
  EXPECT_TRUE(scheduler.agenda.entries().empty());
}

TEST_F(ServiceTest, bytes_that_are_no_call_are_reported_and_dropped) {
  EXPECT_TRUE(scheduler.schedule(scheduler::dispatch_time::At{2}, std::nullopt, 127,
                                 origins::root_caller(),
                                 preimage::bounded_call::Inline{Bytes{0xFF}}));
  chain.advance();
  EXPECT_TRUE(reported<Scheduler::CallUnavailable>());
}

TEST_F(ServiceTest, a_preimage_said_to_be_larger_than_a_block_can_read_is_dropped_unread) {
  EXPECT_TRUE(scheduler.schedule(scheduler::dispatch_time::At{2}, std::nullopt, 127,
                                 origins::root_caller(),
                                 preimage::bounded_call::Lookup{Hash{}, UINT32_MAX}));
  add(chain.pay(5));
  chain.advance();
  EXPECT_TRUE(reported<Scheduler::PermanentlyOverweight>());
  EXPECT_EQ(paid(), 5u);
}

TEST_F(ServiceTest, a_call_heavier_than_a_block_has_for_it_is_reported_and_dropped) {
  add(chain.weighing(chain.pay(1), 20));
  add(chain.weighing(chain.pay(2), 10));
  set_retry(3, 1);
  chain.advance();
  EXPECT_TRUE(reported<Scheduler::PermanentlyOverweight>());
  EXPECT_EQ(paid(), 2u);
  EXPECT_TRUE(scheduler.agenda.entries().empty());
  EXPECT_TRUE(scheduler.retries.entries().empty());
}

// ---- Weight ---------------------------------------------------------------------------------

TEST_F(ServiceTest, a_block_takes_as_many_tasks_as_it_has_weight_for) {
  for (int i = 0; i < 4; ++i) add(chain.weighing(chain.pay(1), 8));
  chain.advance();
  EXPECT_EQ(paid(), 2u);
  EXPECT_EQ(scheduler.incomplete_since.get(), 2u);
  EXPECT_TRUE(chain.emitted(scheduler, Scheduler::AgendaIncomplete{2}));
  EXPECT_TRUE(fits(chain.begun_with(), kMaximumWeight + treasury_weights::kBlock));
  chain.advance();
  EXPECT_EQ(paid(), 4u);
  EXPECT_EQ(scheduler.incomplete_since.get(), std::nullopt);
}

TEST_F(ServiceTest, a_preimage_is_not_read_where_reading_it_is_more_than_is_left) {
  add(chain.weighing(chain.pay(1), 18), 0);
  add(chain.long_call(250'000), 1);
  chain.advance();
  EXPECT_EQ(paid(), 1u);
  EXPECT_TRUE(scheduler.next_dispatch_time(Scheduler::TaskAddress{2, 1}));
  chain.advance();
  EXPECT_TRUE(scheduler.agenda.entries().empty());
}

TEST_F(ServiceTest, a_lighter_task_goes_before_one_that_waits_and_both_run) {
  add(chain.weighing(chain.pay(1), 12), 0);
  add(chain.weighing(chain.pay(2), 12), 1);
  add(chain.weighing(chain.pay(4), 1), 2);
  chain.advance();
  EXPECT_EQ(paid(), 5u);
  chain.advance();
  EXPECT_EQ(paid(), 7u);
}

TEST_F(ServiceTest, the_agenda_that_waits_goes_before_a_later_one) {
  add(chain.weighing(chain.pay(1), 12), 0);
  add(chain.weighing(chain.pay(2), 12), 255);
  add(chain.weighing(chain.pay(4), 12), 0, 3);
  chain.advance(2);
  EXPECT_EQ(paid(), 3u);
  EXPECT_EQ(scheduler.incomplete_since.get(), 3u);
  chain.advance();
  EXPECT_EQ(paid(), 7u);
}

TEST_F(ServiceTest, a_named_task_that_waits_is_still_found_and_cancelled) {
  add(chain.weighing(chain.pay(1), 12), 0);
  EXPECT_DONE(chain.call(
      root(), scheduler,
      calls::schedule_named{name, 2, std::nullopt, 1, chain.weighing(chain.pay(2), 12)}));
  chain.advance();
  EXPECT_EQ(*scheduler.next_dispatch_time(name), 2u);
  EXPECT_DONE(chain.call(root(), scheduler, calls::cancel_named{name}));
  chain.advance(2);
  EXPECT_EQ(paid(), 1u);
}

TEST_F(ServiceTest, a_call_is_charged_what_it_took) {
  const auto interrupted = frame::call_of(
      chain.runtime().utility, Utility::batch{{{too_much(), chain.weighing(chain.pay(1), 12)}}});
  add(interrupted, 0);
  add(chain.weighing(chain.pay(2), 12), 1);
  chain.advance();
  EXPECT_EQ(paid(), 2u);
}

TEST_F(ServiceTest, agendas_that_are_empty_by_now_are_passed_over) {
  add(chain.weighing(chain.pay(1), 12), 0);
  add(chain.weighing(chain.pay(2), 12), 1);
  chain.advance();
  EXPECT_DONE(chain.call(root(), scheduler, calls::cancel{2, 1}));
  chain.advance(3);
  EXPECT_EQ(scheduler.incomplete_since.get(), std::nullopt);
}

}  // namespace
}  // namespace descent::modules

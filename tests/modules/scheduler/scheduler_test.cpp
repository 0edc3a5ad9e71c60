#include "modules/scheduler/scheduler.hpp"

#include "tests/modules/scheduler/small_chain.hpp"

namespace descent::modules {
namespace {

namespace calls = scheduler::calls;

class SchedulerTest : public testing::Test {
 protected:
  using Error = Scheduler::Error;
  SmallChain chain;
  Scheduler& scheduler = chain.runtime().scheduler;
  Preimage& preimage = chain.runtime().preimage;
  const Scheduler::TaskName name{1};
  const Scheduler::TaskName other{2};

  template <class C>
  Result<> by_root(const C& call) {
    return chain.call(root(), scheduler, call);
  }
  Balance paid() { return chain.free(kBob) - kEndowment; }
  DispatchError not_found() { return error_of(scheduler, Error::NotFound); }
};

TEST_F(SchedulerTest, root_schedules_a_call_that_runs_as_root) {
  EXPECT_DONE(by_root(calls::schedule{3, std::nullopt, 0, chain.pay(5)}));
  chain.advance();
  EXPECT_EQ(paid(), 0u);
  chain.advance();
  EXPECT_EQ(paid(), 5u);
  EXPECT_TRUE(chain.emitted(scheduler, Scheduler::Dispatched{{3, 0}, std::nullopt, Result<>{}}));
  chain.advance(5);
  EXPECT_EQ(paid(), 5u);
}

TEST_F(SchedulerTest, a_delay_is_counted_from_the_next_block) {
  EXPECT_DONE(by_root(calls::schedule_after{1, std::nullopt, 0, chain.pay(5)}));
  EXPECT_DONE(by_root(calls::schedule_named_after{name, 1, std::nullopt, 0, chain.pay(6)}));
  EXPECT_EQ(scheduler.lookup_.get(name), (Scheduler::TaskAddress{3, 1}));
  chain.advance();
  EXPECT_EQ(paid(), 0u);
  chain.advance();
  EXPECT_EQ(paid(), 11u);
}

TEST_F(SchedulerTest, a_named_task_is_reported_with_its_name_and_then_forgotten) {
  EXPECT_DONE(by_root(calls::schedule_named{name, 2, std::nullopt, 0, chain.pay(5)}));
  chain.advance();
  EXPECT_TRUE(chain.emitted(scheduler, Scheduler::Dispatched{{2, 0}, name, Result<>{}}));
  EXPECT_FALSE(scheduler.lookup_.contains(name));
  EXPECT_REFUSED(by_root(calls::cancel_named{name}), not_found());
}

TEST_F(SchedulerTest, root_cancels) {
  EXPECT_DONE(by_root(calls::schedule{3, std::nullopt, 0, chain.pay(5)}));
  EXPECT_DONE(by_root(calls::schedule_named{name, 3, std::nullopt, 0, chain.pay(6)}));
  EXPECT_DONE(by_root(calls::cancel{3, 0}));
  EXPECT_DONE(by_root(calls::cancel_named{name}));
  EXPECT_REFUSED(by_root(calls::cancel{3, 0}), not_found());
  chain.advance(3);
  EXPECT_EQ(paid(), 0u);
}

TEST_F(SchedulerTest, a_long_call_is_a_preimage_until_it_has_run) {
  const auto call = chain.long_call(500);
  const Hash hash = crypto::blake2b_256(call.bytes);
  EXPECT_DONE(by_root(calls::schedule{3, std::nullopt, 0, call}));
  EXPECT_TRUE(preimage.is_requested(hash));
  chain.advance(2);
  EXPECT_TRUE(chain.emitted(scheduler, Scheduler::Dispatched{{3, 0}, std::nullopt, Result<>{}}));
  EXPECT_TRUE(preimage.status_for.entries().empty());
}

TEST_F(SchedulerTest, a_retry_is_set_for_a_task_by_what_finds_it) {
  EXPECT_DONE(by_root(calls::schedule{3, std::nullopt, 0, chain.pay(5)}));
  EXPECT_DONE(by_root(calls::schedule_named{name, 3, std::nullopt, 0, chain.pay(6)}));
  EXPECT_DONE(by_root(calls::set_retry{{3, 0}, 4, 10}));
  EXPECT_TRUE(chain.emitted(scheduler, Scheduler::RetrySet{{3, 0}, std::nullopt, 10, 4}));
  EXPECT_DONE(by_root(calls::set_retry_named{name, 5, 11}));
  EXPECT_TRUE(chain.emitted(scheduler, Scheduler::RetrySet{{3, 1}, name, 11, 5}));
  EXPECT_EQ(scheduler.retries.get({3, 1}), (scheduler::RetryConfig{5, 5, 11}));
  EXPECT_REFUSED(by_root(calls::set_retry{{3, 1}, 4, 10}), error_of(scheduler, Error::Named));
  EXPECT_REFUSED(by_root(calls::set_retry{{3, 2}, 4, 10}), not_found());
  EXPECT_REFUSED(by_root(calls::set_retry_named{other, 4, 10}), not_found());
}

TEST_F(SchedulerTest, a_retry_is_taken_back) {
  EXPECT_DONE(by_root(calls::schedule{3, std::nullopt, 0, chain.pay(5)}));
  EXPECT_DONE(by_root(calls::schedule_named{name, 3, std::nullopt, 0, chain.pay(6)}));
  EXPECT_DONE(by_root(calls::set_retry{{3, 0}, 4, 10}));
  EXPECT_DONE(by_root(calls::set_retry_named{name, 5, 11}));
  EXPECT_DONE(by_root(calls::cancel_retry{{3, 0}}));
  EXPECT_TRUE(chain.emitted(scheduler, Scheduler::RetryCancelled{{3, 0}, std::nullopt}));
  EXPECT_DONE(by_root(calls::cancel_retry_named{name}));
  EXPECT_TRUE(chain.emitted(scheduler, Scheduler::RetryCancelled{{3, 1}, name}));
  EXPECT_TRUE(scheduler.retries.entries().empty());
  EXPECT_REFUSED(by_root(calls::cancel_retry{{3, 2}}), not_found());
  EXPECT_REFUSED(by_root(calls::cancel_retry_named{other}), not_found());
}

TEST_F(SchedulerTest, only_root_schedules) {
  const auto refused = [&](const auto& call) {
    for (const frame::Origin& origin :
         {frame::Origin{frame::origin::Signed{kAlice}}, frame::Origin{frame::origin::None{}},
          origin_of(origins::Custom::Models)}) {
      EXPECT_REFUSED(chain.call(origin, scheduler, call), DispatchError::bad_origin());
    }
  };
  refused(calls::schedule{3, std::nullopt, 0, chain.pay(5)});
  refused(calls::cancel{3, 0});
  refused(calls::schedule_named{name, 3, std::nullopt, 0, chain.pay(5)});
  refused(calls::cancel_named{name});
  refused(calls::schedule_after{3, std::nullopt, 0, chain.pay(5)});
  refused(calls::schedule_named_after{name, 3, std::nullopt, 0, chain.pay(5)});
  refused(calls::set_retry{{3, 0}, 1, 1});
  refused(calls::set_retry_named{name, 1, 1});
  refused(calls::cancel_retry{{3, 0}});
  refused(calls::cancel_retry_named{name});
}

TEST_F(SchedulerTest, a_task_is_laid_out_as_clients_read_it) {
  const Scheduler::Task task{name, 63, preimage::bounded_call::Inline{Bytes{7}},
                             scheduler::Period{2, 3}, origins::Custom::Models};
  Bytes expected{1};
  append(expected, name);
  append(expected, Bytes{63, 1, 4, 7, 1, 2, 0, 0, 0, 3, 0, 0, 0, 12, 4});
  EXPECT_EQ(scale::encoded(task), expected);
}

// ---- Invariants -----------------------------------------------------------------------------

TEST_F(SchedulerTest, its_constants_leave_room_in_the_block_and_let_every_call_be_read) {
  EXPECT_TRUE(scheduler.integrity().empty());
  const auto with = [&](Weight weight) {
    return Scheduler{{chain.frame(), 11}, chain.runtime().system, preimage, {weight}}.integrity();
  };
  EXPECT_EQ(with({60 * kMillisecond, 0}).size(), 1u);
  EXPECT_EQ(with({kMillisecond, 0}).size(), 1u);
  EXPECT_EQ(with({49 * kMillisecond, 0}).size(), 0u);
}

TEST_F(SchedulerTest, what_is_wrong_with_an_agenda_is_found) {
  scheduler.agenda.insert(3, {});
  EXPECT_NE(chain.problems(), "");
  scheduler.agenda.insert(3, {Scheduler::Task{}, std::nullopt});
  EXPECT_NE(chain.problems(), "");
  scheduler.agenda.insert(3, {Scheduler::Task{}});
  EXPECT_EQ(chain.problems(), "");
  scheduler.agenda.insert(1, {Scheduler::Task{}});
  EXPECT_NE(chain.problems(), "") << "it was passed over";
  scheduler.incomplete_since.put(1);
  EXPECT_EQ(chain.problems(), "");
}

TEST_F(SchedulerTest, names_and_retries_that_lead_nowhere_are_found) {
  scheduler.lookup_.insert(name, {3, 0});
  EXPECT_NE(chain.problems(), "");
  scheduler.agenda.insert(3, {Scheduler::Task{.maybe_id = name}});
  EXPECT_EQ(chain.problems(), "");
  scheduler.lookup_.insert(name, {3, 1});
  EXPECT_NE(chain.problems(), "");
  scheduler.lookup_.insert(name, {3, 0});
  scheduler.retries.insert({3, 1}, {});
  EXPECT_NE(chain.problems(), "");
}

}  // namespace
}  // namespace descent::modules

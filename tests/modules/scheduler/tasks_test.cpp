#include "tests/modules/scheduler/small_chain.hpp"

namespace descent::modules {
namespace {

using scheduler::dispatch_time::After;
using scheduler::dispatch_time::At;

class TasksTest : public testing::Test {
 protected:
  using Error = Scheduler::Error;
  SmallChain chain;
  Scheduler& scheduler = chain.runtime().scheduler;
  Preimage& preimage = chain.runtime().preimage;
  const Scheduler::TaskName name{1};
  const scheduler::Priority usual = 127;

  Scheduler::BoundedCall bound(Balance amount) { return *preimage.bound(chain.pay(amount)); }
  Result<Scheduler::TaskAddress> add(const Scheduler::DispatchTime& when, Balance amount = 1) {
    return scheduler.schedule(when, std::nullopt, usual, origins::root_caller(), bound(amount));
  }
  Result<Scheduler::TaskAddress> add_named(const Scheduler::DispatchTime& when) {
    return scheduler.schedule_named(name, when, std::nullopt, usual, origins::root_caller(),
                                    bound(1));
  }
  void fill(BlockNumber when) {
    for (std::uint32_t i = 0; i < scheduler::kScheduledMax; ++i)
      EXPECT_EQ(*add(At{when}), (Scheduler::TaskAddress{when, i}));
  }
  Balance paid() { return chain.free(kBob) - kEndowment; }
};

TEST_F(TasksTest, a_task_is_put_at_the_end_of_its_agenda) {
  EXPECT_EQ(*add(At{5}), (Scheduler::TaskAddress{5, 0}));
  EXPECT_EQ(*add(At{5}), (Scheduler::TaskAddress{5, 1}));
  EXPECT_EQ(*add(At{6}), (Scheduler::TaskAddress{6, 0}));
  EXPECT_TRUE(chain.emitted(scheduler, Scheduler::Scheduled{5, 1}));
  EXPECT_EQ(*scheduler.next_dispatch_time(Scheduler::TaskAddress{5, 1}), 5u);
  EXPECT_REFUSED(scheduler.next_dispatch_time(Scheduler::TaskAddress{5, 2}),
                 error_of(scheduler, Error::NotFound));
}

TEST_F(TasksTest, after_counts_from_the_next_block) {
  EXPECT_EQ(*add(After{0}), (Scheduler::TaskAddress{2, 0}));
  EXPECT_EQ(*add(After{3}), (Scheduler::TaskAddress{5, 0}));
  EXPECT_EQ(add(After{UINT32_MAX})->first, UINT32_MAX);
}

TEST_F(TasksTest, a_block_that_has_begun_takes_no_tasks) {
  EXPECT_REFUSED(add(At{1}), error_of(scheduler, Error::TargetBlockNumberInPast));
  EXPECT_REFUSED(add(At{0}), error_of(scheduler, Error::TargetBlockNumberInPast));
}

TEST_F(TasksTest, a_full_agenda_takes_one_more_only_where_one_was_cancelled) {
  fill(5);
  EXPECT_REFUSED(add(At{5}), dispatch_error::Exhausted{});
  EXPECT_TRUE(scheduler.cancel({5, 7}));
  EXPECT_EQ(*add(At{5}), (Scheduler::TaskAddress{5, 7}));
}

TEST_F(TasksTest, a_name_is_of_one_task) {
  EXPECT_EQ(*add_named(At{5}), (Scheduler::TaskAddress{5, 0}));
  EXPECT_REFUSED(add_named(At{6}), error_of(scheduler, Error::FailedToSchedule));
  EXPECT_EQ(*scheduler.next_dispatch_time(name), 5u);
  EXPECT_TRUE(scheduler.cancel_named(name));
  EXPECT_REFUSED(scheduler.next_dispatch_time(name), error_of(scheduler, Error::NotFound));
  EXPECT_TRUE(add_named(At{6}));
}

TEST_F(TasksTest, a_cancelled_task_does_not_run) {
  EXPECT_TRUE(add(At{2}, 1));
  EXPECT_TRUE(add(At{2}, 2));
  EXPECT_TRUE(add(At{2}, 4));
  EXPECT_TRUE(scheduler.cancel({2, 1}));
  EXPECT_TRUE(chain.emitted(scheduler, Scheduler::Canceled{2, 1}));
  EXPECT_REFUSED(scheduler.cancel({2, 1}), error_of(scheduler, Error::NotFound));
  EXPECT_REFUSED(scheduler.cancel({2, 3}), error_of(scheduler, Error::NotFound));
  EXPECT_REFUSED(scheduler.cancel_named(name), error_of(scheduler, Error::NotFound));
  chain.advance();
  EXPECT_EQ(paid(), 5u);
}

TEST_F(TasksTest, a_named_task_is_cancelled_by_its_address_too) {
  EXPECT_TRUE(add_named(At{5}));
  EXPECT_TRUE(scheduler.cancel({5, 0}));
  EXPECT_EQ(chain.problems(), "");
  EXPECT_TRUE(add_named(At{6}));
}

TEST_F(TasksTest, an_agenda_ends_with_a_task) {
  EXPECT_TRUE(add(At{5}));
  EXPECT_TRUE(add(At{5}));
  EXPECT_TRUE(add(At{5}));
  EXPECT_TRUE(scheduler.cancel({5, 1}));
  EXPECT_EQ(scheduler.agenda.get(5).size(), 3u);
  EXPECT_TRUE(scheduler.cancel({5, 2}));
  EXPECT_EQ(scheduler.agenda.get(5).size(), 1u);
  EXPECT_TRUE(scheduler.cancel({5, 0}));
  EXPECT_FALSE(scheduler.agenda.contains(5));
}

TEST_F(TasksTest, a_task_requests_its_preimage_until_it_is_cancelled) {
  const auto call = chain.long_call(200);
  const Hash hash = crypto::blake2b_256(call.bytes);
  const preimage::bounded_call::Lookup lookup{hash, static_cast<std::uint32_t>(call.bytes.size())};
  EXPECT_TRUE(scheduler.schedule(At{5}, std::nullopt, usual, origins::root_caller(), lookup));
  EXPECT_TRUE(preimage.is_requested(hash));
  EXPECT_TRUE(scheduler.cancel({5, 0}));
  EXPECT_FALSE(preimage.is_requested(hash));
}

TEST_F(TasksTest, a_task_is_moved_with_its_retries) {
  EXPECT_TRUE(add(At{5}, 3));
  scheduler.retries.insert({5, 0}, {4, 4, 10});
  EXPECT_EQ(*scheduler.reschedule({5, 0}, At{2}), (Scheduler::TaskAddress{2, 0}));
  EXPECT_TRUE(chain.emitted(scheduler, Scheduler::Canceled{5, 0}));
  EXPECT_EQ(scheduler.retries.get({2, 0}), (scheduler::RetryConfig{4, 4, 10}));
  EXPECT_FALSE(scheduler.retries.contains({5, 0}));
  chain.advance();
  EXPECT_EQ(paid(), 3u);
  chain.advance(5);
  EXPECT_EQ(paid(), 3u);
}

TEST_F(TasksTest, a_named_task_is_moved_by_its_name_alone) {
  EXPECT_TRUE(add_named(At{5}));
  EXPECT_REFUSED(scheduler.reschedule({5, 0}, At{6}), error_of(scheduler, Error::Named));
  EXPECT_EQ(*scheduler.reschedule_named(name, After{5}), (Scheduler::TaskAddress{7, 0}));
  EXPECT_EQ(*scheduler.next_dispatch_time(name), 7u);
  EXPECT_EQ(chain.problems(), "");
}

TEST_F(TasksTest, a_task_that_cannot_be_moved_stays) {
  EXPECT_TRUE(add(At{5}));
  EXPECT_REFUSED(scheduler.reschedule({5, 0}, At{5}),
                 error_of(scheduler, Error::RescheduleNoChange));
  EXPECT_REFUSED(scheduler.reschedule({5, 0}, At{1}),
                 error_of(scheduler, Error::TargetBlockNumberInPast));
  EXPECT_REFUSED(scheduler.reschedule({5, 1}, At{6}), error_of(scheduler, Error::NotFound));
  EXPECT_REFUSED(scheduler.reschedule_named(name, At{6}), error_of(scheduler, Error::NotFound));
  fill(6);
  EXPECT_REFUSED(scheduler.reschedule({5, 0}, At{6}), dispatch_error::Exhausted{});
  EXPECT_TRUE(scheduler.next_dispatch_time(Scheduler::TaskAddress{5, 0}));
}

TEST_F(TasksTest, a_period_of_nothing_or_of_one_run_is_no_period) {
  const auto with = [&](scheduler::Period period) {
    const auto at = scheduler.schedule(At{5}, period, usual, origins::root_caller(), bound(1));
    return scheduler.agenda.get(5)[at->second]->maybe_periodic;
  };
  EXPECT_EQ(with({0, 5}), std::nullopt);
  EXPECT_EQ(with({3, 0}), std::nullopt);
  EXPECT_EQ(with({3, 1}), std::nullopt);
  EXPECT_EQ(with({3, 2}), (scheduler::Period{3, 1}));
}

}  // namespace
}  // namespace descent::modules

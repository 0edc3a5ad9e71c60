// Scheduler beside a model of it: one list of jobs, looked through from end to end for everything.
#include <random>

#include "tests/modules/scheduler/small_chain.hpp"

namespace descent::modules {
namespace {

using scheduler::dispatch_time::At;
using Name = std::optional<Scheduler::TaskName>;

struct Job {
  BlockNumber when = 0;
  std::uint32_t place = 0;
  scheduler::Priority priority = 0;
  Name name;
  std::uint64_t cost = 0;  ///< of its call
  bool fails = false;
  BlockNumber every = 0;
  std::uint32_t more = 0;  ///< runs after this one
  std::optional<std::uint8_t> tries;
  BlockNumber pause = 0;
};

class SchedulerModel {
 public:
  std::vector<Job> jobs;
  std::optional<BlockNumber> since;
  std::vector<Bytes> reports;  ///< of the block that began last

  bool add(Job job, BlockNumber now) {
    if (job.when <= now || (job.name && named(*job.name) != nullptr)) return false;
    return put(job);
  }
  Job* at(BlockNumber when, std::uint32_t place) {
    for (auto& job : jobs)
      if (job.when == when && job.place == place) return &job;
    return nullptr;
  }
  Job* named(const Scheduler::TaskName& name) {
    for (auto& job : jobs)
      if (job.name == name) return &job;
    return nullptr;
  }
  bool remove(const Job* job) {
    if (job == nullptr) return false;
    jobs.erase(jobs.begin() + (job - jobs.data()));
    return true;
  }
  bool move(const Job* job, BlockNumber when, BlockNumber now) {
    if (job == nullptr || when <= now || when == job->when) return false;
    const Job before = *job;
    Job after = before;
    after.when = when;
    return put(after) && remove(at(before.when, before.place));
  }

  void begin(BlockNumber now) {
    using namespace scheduler_weights;
    reports.clear();
    std::uint64_t left = kMaximumWeight.ref_time - kAgendas.ref_time;
    std::optional<BlockNumber> unfinished;
    for (BlockNumber when = since.value_or(now); when <= now; ++when) {
      if (left < kAgendaBase.ref_time || !serve(when, now, left -= kAgendaBase.ref_time))
        unfinished = std::min(unfinished.value_or(when), when);
    }
    since = unfinished;
  }

 private:
  bool put(Job job) {
    std::array<bool, scheduler::kScheduledMax> taken{};
    for (const auto& other : jobs)
      if (other.when == job.when) taken[other.place] = true;
    auto place = std::find(taken.rbegin(), taken.rend(), true).base();
    if (place == taken.end()) place = std::find(taken.begin(), taken.end(), false);
    if (place == taken.end()) return false;
    job.place = static_cast<std::uint32_t>(place - taken.begin());
    jobs.push_back(job);
    return true;
  }

  bool serve(BlockNumber when, BlockNumber now, std::uint64_t& left) {
    using namespace scheduler_weights;
    std::vector<Job> due;
    for (const auto& job : jobs)
      if (job.when == when) due.push_back(job);
    std::ranges::sort(due, {}, [](const Job& j) { return std::pair{j.priority, j.place}; });
    bool done = true;
    for (const auto& job : due) {
      if (left < kTask.ref_time) return false;
      left -= kTask.ref_time;
      const Scheduler::TaskAddress address{job.when, job.place};
      const Weight fresh = kMaximumWeight - kAgendas - kAgendaBase - kTask;
      if (job.cost > fresh.ref_time) {
        remove(at(job.when, job.place));
        report(Scheduler::PermanentlyOverweight{address, job.name});
      } else if (left < job.cost) {
        done = false;
      } else {
        left -= job.cost;
        run(job, address, now);
      }
    }
    return done;
  }

  void run(const Job& job, const Scheduler::TaskAddress& address, BlockNumber now) {
    remove(at(job.when, job.place));
    Result<> result;
    if (job.fails) result = DispatchError{TokenError::FundsUnavailable};
    report(Scheduler::Dispatched{address, job.name, result});
    if (job.fails && job.tries.value_or(0) > 0) {
      Job again = job;
      again.when = now + std::max(job.pause, BlockNumber{1});
      again.name.reset();
      again.more = 0;
      --*again.tries;
      if (!put(again)) report(Scheduler::RetryFailed{address, job.name});
    }
    if (job.more > 0) {
      Job next = job;
      next.when = now + job.every;
      --next.more;
      if (!put(next)) report(Scheduler::PeriodicFailed{address, job.name});
    }
  }

  template <class E>
  void report(const E& event) {
    Bytes out{E::event_index};
    scale::encode(out, event);
    reports.push_back(out);
  }
};

class SchedulerRandom : public testing::TestWithParam<unsigned> {
 protected:
  SmallChain chain;
  Scheduler& scheduler = chain.runtime().scheduler;
  SchedulerModel model;
  std::mt19937 random{GetParam()};

  std::uint32_t draw(std::uint32_t n) { return static_cast<std::uint32_t>(random() % n); }
  BlockNumber now() { return chain.frame().number; }
  BlockNumber soon() { return now() + draw(slow ? 3 : 5); }

  /// Every third chain is so slow that its agendas are full.
  const bool slow = GetParam() % 3 == 0;

  void step() {
    if (draw(slow ? 400 : 8) == 0) return advance();
    switch (draw(8)) {
      case 0: return cancel();
      case 1: return reschedule();
      case 2: return retry();
      default: return schedule();
    }
  }

  void schedule() {
    Job job{.when = soon(), .priority = static_cast<scheduler::Priority>(draw(3))};
    if (draw(3) == 0) job.name = Scheduler::TaskName{static_cast<std::uint8_t>(draw(4))};
    job.fails = draw(3) == 0;
    const auto call = chain.weighing(chain.pay(job.fails ? 2 * kEndowment : 1),
                                     draw(8) == 0 ? draw(25) : draw(3));
    job.cost = chain.dispatcher().info(call.bytes)->weight.ref_time;
    std::optional<scheduler::Period> period;
    if (draw(4) == 0) period = {draw(4), draw(5)};
    if (period && period->first > 0 && period->second > 1)
      job.every = period->first, job.more = period->second - 1;
    const auto bound = *chain.runtime().preimage.bound(call);
    const At when{job.when};
    const auto root = origins::root_caller();
    const auto done =
        job.name ? scheduler.schedule_named(*job.name, when, period, job.priority, root, bound)
                 : scheduler.schedule(when, period, job.priority, root, bound);
    EXPECT_EQ(bool{done}, model.add(job, now()));
  }

  /// A task that there is, or perhaps not.
  std::pair<BlockNumber, std::uint32_t> some() {
    if (model.jobs.empty() || draw(8) == 0) return {soon(), draw(3)};
    const Job& job = model.jobs[draw(static_cast<std::uint32_t>(model.jobs.size()))];
    return {job.when, job.place};
  }
  void cancel() {
    const auto at = some();
    EXPECT_EQ(bool{scheduler.cancel(at)}, model.remove(model.at(at.first, at.second)));
  }
  void reschedule() {
    const auto at = some();
    Job* job = model.at(at.first, at.second);
    const BlockNumber when = soon();
    const auto done = job != nullptr && job->name ? scheduler.reschedule_named(*job->name, At{when})
                                                  : scheduler.reschedule(at, At{when});
    EXPECT_EQ(bool{done}, model.move(job, when, now()));
  }
  void retry() {
    namespace calls = scheduler::calls;
    const auto at = some();
    const auto tries = static_cast<std::uint8_t>(draw(4));
    const BlockNumber pause = draw(4);
    Job* job = model.at(at.first, at.second);
    if (job == nullptr || job->name) return;
    EXPECT_DONE(chain.call(root(), scheduler, calls::set_retry{at, tries, pause}));
    job->tries = tries;
    job->pause = pause;
  }
  void advance() {
    chain.advance();
    model.begin(now());
    std::vector<Bytes> reports;
    for (const auto& record : chain.frame().events) {
      const auto index = record[2];
      if (record[1] == scheduler.index() && index != Scheduler::Scheduled::event_index &&
          index != Scheduler::AgendaIncomplete::event_index)
        reports.emplace_back(record.begin() + 2, record.end() - 1);
    }
    EXPECT_EQ(reports, model.reports);
    EXPECT_EQ(scheduler.incomplete_since.get(), model.since);
  }

  std::size_t fullest = 0;

  void compare() {
    std::size_t tasks = 0;
    for (const auto& [when, agenda] : scheduler.agenda.entries()) {
      fullest = std::max(fullest, agenda.size());
      tasks += static_cast<std::size_t>(std::ranges::count_if(agenda, [](auto& t) { return !!t; }));
    }
    EXPECT_EQ(tasks, model.jobs.size());
    for (const auto& job : model.jobs) {
      const auto retries = scheduler.retries.get({job.when, job.place});
      EXPECT_EQ(retries ? std::optional{retries->remaining} : std::nullopt, job.tries);
      if (!job.name) continue;
      EXPECT_EQ(scheduler.lookup_.get(*job.name), (Scheduler::TaskAddress{job.when, job.place}));
    }
    EXPECT_EQ(chain.problems(), "");
  }
};

TEST_P(SchedulerRandom, runs_what_the_list_of_jobs_says) {
  for (int n = 0; n < (slow ? 2'000 : 1'000) && !HasFailure(); ++n) {
    step();
    if (!slow || n % 20 == 0) compare();  // a full agenda takes long to look through
  }
  if (slow) {
    EXPECT_EQ(fullest, scheduler::kScheduledMax);
  }
}

INSTANTIATE_TEST_SUITE_P(Seeds, SchedulerRandom, testing::Range(0u, 9u));

}  // namespace
}  // namespace descent::modules

#pragma once
/// # Scheduler
/// Calls that run in a later block, by themselves: those of root, and those that referenda enact.
///
/// An *agenda* is the tasks of one block, a task's *address* its block and its place. In every
/// block the agendas that are due run in order, the tasks of each by their priority, as far as
/// `MaximumWeight` goes; the next block goes on from there. What would not fit into a block that
/// has nothing else to do, or is no call any more, is reported and dropped. So a task costs a block
/// no more than that weight, and is in nobody's way for longer than a block.
///
/// Invariants, after every block:
/// (1) a name leads to the task that bears it, and every task with a name is found by it.
/// (2) every retry is of a task.
/// (3) an agenda that is kept has a task in its last place, and its block is to come, or not
///     before `IncompleteSince`.
#include "modules/preimage/preimage.hpp"
#include "modules/scheduler/calls.hpp"
#include "modules/scheduler/events.hpp"

namespace descent::modules {

class Scheduler : public frame::Pallet<Scheduler> {
 public:
  static constexpr std::string_view name = "Scheduler";
  static constexpr std::string_view doc = "Calls that run in a later block.";

  using TaskName = scheduler::TaskName;
  using TaskAddress = scheduler::TaskAddress;
  using Period = scheduler::Period;
  using Priority = scheduler::Priority;
  using DispatchTime = scheduler::DispatchTime;
  using OriginCaller = origins::OriginCaller;
  using BoundedCall = preimage::BoundedCall;
  using Task = scheduler::Scheduled;
  using RetryConfig = scheduler::RetryConfig;

  // ---- Config -------------------------------------------------------------------------------
  struct Config {
    Weight maximum_weight;  ///< of a block, for tasks; to be left free by everything else
  };
  const Config config;

  // ---- Storage ------------------------------------------------------------------------------
  frame::StorageValue<"IncompleteSince", frame::Optional<BlockNumber>> incomplete_since{state(),
                                                                                        name};
  frame::StorageMap<"Agenda", frame::Twox64Concat, BlockNumber, scheduler::Agenda> agenda{state(),
                                                                                          name};
  frame::StorageMap<"Retries", frame::Blake2_128Concat, TaskAddress, frame::Optional<RetryConfig>>
      retries{state(), name};
  frame::StorageMap<"Lookup", frame::Twox64Concat, TaskName, frame::Optional<TaskAddress>> lookup_{
      state(), name};

  static constexpr auto storage = std::tuple{
      frame::item(&Scheduler::incomplete_since,
                  "Block number at which the agenda began incomplete execution."),
      frame::item(&Scheduler::agenda,
                  "Items to be executed, indexed by the block number that they should be executed "
                  "on."),
      frame::item(&Scheduler::retries,
                  "Retry configurations for items to be executed, indexed by task address."),
      frame::item(&Scheduler::lookup_,
                  "Lookup from a name to the block number and index of the task."),
  };

  // ---- Events -------------------------------------------------------------------------------
  using Scheduled = scheduler::events::Scheduled;
  using Canceled = scheduler::events::Canceled;
  using Dispatched = scheduler::events::Dispatched;
  using RetrySet = scheduler::events::RetrySet;
  using RetryCancelled = scheduler::events::RetryCancelled;
  using CallUnavailable = scheduler::events::CallUnavailable;
  using PeriodicFailed = scheduler::events::PeriodicFailed;
  using RetryFailed = scheduler::events::RetryFailed;
  using PermanentlyOverweight = scheduler::events::PermanentlyOverweight;
  using AgendaIncomplete = scheduler::events::AgendaIncomplete;
  using Event =
      frame::Events<Scheduled, Canceled, Dispatched, RetrySet, RetryCancelled, CallUnavailable,
                    PeriodicFailed, RetryFailed, PermanentlyOverweight, AgendaIncomplete>;

  // ---- Errors -------------------------------------------------------------------------------
  enum class Error : std::uint8_t {
    FailedToSchedule,
    NotFound,
    TargetBlockNumberInPast,
    RescheduleNoChange,
    Named
  };
  static constexpr frame::ErrorRow<Error> errors[] = {
      {Error::FailedToSchedule, "Failed to schedule a call"},
      {Error::NotFound, "Cannot find the scheduled call."},
      {Error::TargetBlockNumberInPast, "Given target block number is in the past."},
      {Error::RescheduleNoChange, "Reschedule failed because it does not change scheduled time."},
      {Error::Named, "Attempt to use a non-named function on a named task."},
  };

  // ---- Calls --------------------------------------------------------------------------------
  Result<> apply(const frame::Origin&, const scheduler::calls::schedule&);
  Result<> apply(const frame::Origin&, const scheduler::calls::cancel&);
  Result<> apply(const frame::Origin&, const scheduler::calls::schedule_named&);
  Result<> apply(const frame::Origin&, const scheduler::calls::cancel_named&);
  Result<> apply(const frame::Origin&, const scheduler::calls::schedule_after&);
  Result<> apply(const frame::Origin&, const scheduler::calls::schedule_named_after&);
  Result<> apply(const frame::Origin&, const scheduler::calls::set_retry&);
  Result<> apply(const frame::Origin&, const scheduler::calls::set_retry_named&);
  Result<> apply(const frame::Origin&, const scheduler::calls::cancel_retry&);
  Result<> apply(const frame::Origin&, const scheduler::calls::cancel_retry_named&);

  using Call =
      frame::Calls<scheduler::calls::schedule, scheduler::calls::cancel,
                   scheduler::calls::schedule_named, scheduler::calls::cancel_named,
                   scheduler::calls::schedule_after, scheduler::calls::schedule_named_after,
                   scheduler::calls::set_retry, scheduler::calls::set_retry_named,
                   scheduler::calls::cancel_retry, scheduler::calls::cancel_retry_named>;

  // ---- Hooks and views ----------------------------------------------------------------------
  Scheduler(frame::Mount mount, System& system, Preimage& preimages, Config c)
      : Pallet{mount}, config{c}, system_{system}, preimages_{preimages} {}
  auto constants() const {
    using frame::Constant;
    return std::tuple{
        Constant{"MaximumWeight", config.maximum_weight,
                 "The maximum weight that may be scheduled per block for any dispatchables."},
        Constant{"MaxScheduledPerBlock", scheduler::kScheduledMax,
                 "The maximum number of scheduled calls in the queue for a single block."}};
  }
  frame::Problems integrity() const;
  frame::Problems try_state() const;
  /// Runs what is due. returns  the weight it took, at most MaximumWeight
  Weight on_initialize(BlockNumber now);

  /// Puts a call on the agenda, to run as `origin`, and requests its preimage until it has run.
  /// Besides, it runs `maybe_periodic->second - 1` times more, every `maybe_periodic->first`
  /// blocks. errors  TargetBlockNumberInPast (also for this block: it has begun),
  /// Exhausted if that block has all the tasks it may have
  Result<TaskAddress> schedule(const DispatchTime& when,
                               const std::optional<Period>& maybe_periodic, Priority priority,
                               const OriginCaller& origin, const BoundedCall& call);
  /// errors  as `schedule`; FailedToSchedule if the name is taken
  Result<TaskAddress> schedule_named(const TaskName& id, const DispatchTime& when,
                                     const std::optional<Period>& maybe_periodic, Priority priority,
                                     const OriginCaller& origin, const BoundedCall& call);
  /// Takes a task off the agenda. errors  NotFound
  Result<> cancel(const TaskAddress& task);
  Result<> cancel_named(const TaskName& id);
  /// Moves a task, with what was set for its retries, to another block.
  /// errors  NotFound, Named, RescheduleNoChange; as `schedule`, and it is then where it was
  Result<TaskAddress> reschedule(const TaskAddress& task, const DispatchTime& when);
  Result<TaskAddress> reschedule_named(const TaskName& id, const DispatchTime& when);
  /// The block a task will run in. errors  NotFound
  Result<BlockNumber> next_dispatch_time(const TaskAddress& task) const;
  Result<BlockNumber> next_dispatch_time(const TaskName& id) const;

 private:
  class Meter;

  Result<BlockNumber> resolve(const DispatchTime& when) const;
  std::optional<Task> find(const TaskAddress& at) const;
  Result<TaskAddress> address_of(const TaskName& id) const;
  /// errors  Exhausted
  Result<> ensure_room(BlockNumber when) const;
  /// Puts a task into the agenda of `when`, and its name into the lookup.
  Result<TaskAddress> place(BlockNumber when, const Task& task);
  /// As `place`, of a task that is one more: it requests its preimage.
  Result<TaskAddress> place_new(BlockNumber when, const Task& task);
  /// Takes it out again, with its name and its retries.
  void take_out(const TaskAddress& at, const Task& task);
  Result<TaskAddress> add(const DispatchTime& when, const std::optional<Period>& periodic,
                          Task task);
  /// As `add`, of a call of root that is not bounded yet.
  Result<> add_call(const DispatchTime& when, const std::optional<Period>& periodic, Task task,
                    const frame::RuntimeCall& call);
  Result<> cancel_found(const TaskAddress& at, const std::optional<Task>& task);
  Result<TaskAddress> move(const TaskAddress& from, const Task& task, const DispatchTime& when);

  /// Runs the agenda of `when`. returns  whether nothing is left of it
  bool serve_agenda(Meter& meter, BlockNumber now, BlockNumber when);
  /// returns  whether it is done with, one way or another
  bool serve(Meter& meter, BlockNumber now, const TaskAddress& at, const Task& task);
  /// returns  the weight its call took
  Weight run(BlockNumber now, const TaskAddress& at, const Task& task, const Bytes& call,
             const Weight& bound);
  void retry(BlockNumber now, const TaskAddress& at, const Task& task, RetryConfig config);
  void run_again(BlockNumber now, const TaskAddress& at, Task task,
                 const std::optional<RetryConfig>& retry_config);
  /// Takes a task that cannot run off the agenda, for the reason E.
  template <class E>
  void give_up(const TaskAddress& at, const Task& task);

  System& system_;
  Preimage& preimages_;
};

}  // namespace descent::modules

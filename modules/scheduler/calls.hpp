#pragma once
// What Scheduler is asked to do. Arguments, names and indices are polkadot-sdk's. All are of root.
#include "modules/scheduler/weights.hpp"
#include "runtime/frame/call.hpp"

namespace descent::modules::scheduler::calls {

struct schedule {
  static constexpr frame::CallMeta meta{
      .index = 0,
      .doc = "Run a call as root in the block `when`, and again as `maybe_periodic` says. Root."};
  BlockNumber when{};
  std::optional<Period> maybe_periodic;
  Priority priority{};
  frame::RuntimeCall call;
  DESCENT_FIELDS(when, maybe_periodic, priority, call)
  Weight weight() const { return scheduler_weights::schedule(call.bytes.size()); }
};

struct cancel {
  static constexpr frame::CallMeta meta{.index = 1, .doc = "Cancel a task, named or not. Root."};
  BlockNumber when{};
  std::uint32_t index{};
  DESCENT_FIELDS(when, index)
  Weight weight() const { return scheduler_weights::kCancel; }
};

struct schedule_named {
  static constexpr frame::CallMeta meta{.index = 2, .doc = "As `schedule`, with a name. Root."};
  TaskName id{};
  BlockNumber when{};
  std::optional<Period> maybe_periodic;
  Priority priority{};
  frame::RuntimeCall call;
  DESCENT_FIELDS(id, when, maybe_periodic, priority, call)
  Weight weight() const { return scheduler_weights::schedule(call.bytes.size()); }
};

struct cancel_named {
  static constexpr frame::CallMeta meta{.index = 3, .doc = "Cancel a named task. Root."};
  TaskName id{};
  DESCENT_FIELDS(id)
  Weight weight() const { return scheduler_weights::kCancel; }
};

struct schedule_after {
  static constexpr frame::CallMeta meta{
      .index = 4, .doc = "As `schedule`, `after` blocks from the next one. Root."};
  BlockNumber after{};
  std::optional<Period> maybe_periodic;
  Priority priority{};
  frame::RuntimeCall call;
  DESCENT_FIELDS(after, maybe_periodic, priority, call)
  Weight weight() const { return scheduler_weights::schedule(call.bytes.size()); }
};

struct schedule_named_after {
  static constexpr frame::CallMeta meta{.index = 5,
                                        .doc = "As `schedule_after`, with a name. Root."};
  TaskName id{};
  BlockNumber after{};
  std::optional<Period> maybe_periodic;
  Priority priority{};
  frame::RuntimeCall call;
  DESCENT_FIELDS(id, after, maybe_periodic, priority, call)
  Weight weight() const { return scheduler_weights::schedule(call.bytes.size()); }
};

struct set_retry {
  static constexpr frame::CallMeta meta{
      .index = 6,
      .doc =
          "Let a task that fails be tried again after `period` blocks, at most `retries` times. "
          "What is tried again is a task of its own, without a name and not periodic. Root."};
  TaskAddress task;
  std::uint8_t retries{};
  BlockNumber period{};
  DESCENT_FIELDS(task, retries, period)
  Weight weight() const { return scheduler_weights::kSetRetry; }
};

struct set_retry_named {
  static constexpr frame::CallMeta meta{.index = 7,
                                        .doc = "As `set_retry`, for a named task. Root."};
  TaskName id{};
  std::uint8_t retries{};
  BlockNumber period{};
  DESCENT_FIELDS(id, retries, period)
  Weight weight() const { return scheduler_weights::kSetRetry; }
};

struct cancel_retry {
  static constexpr frame::CallMeta meta{
      .index = 8, .doc = "Let a task not be tried again when it fails. Root."};
  TaskAddress task;
  DESCENT_FIELDS(task)
  Weight weight() const { return scheduler_weights::kSetRetry; }
};

struct cancel_retry_named {
  static constexpr frame::CallMeta meta{.index = 9,
                                        .doc = "As `cancel_retry`, for a named task. Root."};
  TaskName id{};
  DESCENT_FIELDS(id)
  Weight weight() const { return scheduler_weights::kSetRetry; }
};

}  // namespace descent::modules::scheduler::calls

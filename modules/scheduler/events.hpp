#pragma once
// What Scheduler reports. source  polkadot-sdk, substrate/frame/scheduler/src/lib.rs
#include "modules/scheduler/types.hpp"

namespace descent::modules::scheduler::events {

struct Scheduled {
  static constexpr std::uint8_t event_index = 0;
  static constexpr std::string_view doc = "Scheduled some task.";
  BlockNumber when{};
  std::uint32_t index{};
  DESCENT_FIELDS(when, index)
};
struct Canceled {
  static constexpr std::uint8_t event_index = 1;
  static constexpr std::string_view doc = "Canceled some task.";
  BlockNumber when{};
  std::uint32_t index{};
  DESCENT_FIELDS(when, index)
};
struct Dispatched {
  static constexpr std::uint8_t event_index = 2;
  static constexpr std::string_view doc = "Dispatched some task.";
  TaskAddress task;
  std::optional<TaskName> id;
  Result<> result;
  DESCENT_FIELDS(task, id, result)
};
struct RetrySet {
  static constexpr std::uint8_t event_index = 3;
  static constexpr std::string_view doc = "Set a retry configuration for some task.";
  TaskAddress task;
  std::optional<TaskName> id;
  BlockNumber period{};
  std::uint8_t retries{};
  DESCENT_FIELDS(task, id, period, retries)
};
struct RetryCancelled {
  static constexpr std::uint8_t event_index = 4;
  static constexpr std::string_view doc = "Cancel a retry configuration for some task.";
  TaskAddress task;
  std::optional<TaskName> id;
  DESCENT_FIELDS(task, id)
};
struct CallUnavailable {
  static constexpr std::uint8_t event_index = 5;
  static constexpr std::string_view doc =
      "The call for the provided hash was not found so the task has been aborted.";
  TaskAddress task;
  std::optional<TaskName> id;
  DESCENT_FIELDS(task, id)
};
struct PeriodicFailed {
  static constexpr std::uint8_t event_index = 6;
  static constexpr std::string_view doc =
      "The given task was unable to be renewed since the agenda is full at that block.";
  TaskAddress task;
  std::optional<TaskName> id;
  DESCENT_FIELDS(task, id)
};
struct RetryFailed {
  static constexpr std::uint8_t event_index = 7;
  static constexpr std::string_view doc =
      "The given task was unable to be retried since the agenda is full at that block or there was "
      "not enough weight to reschedule it.";
  TaskAddress task;
  std::optional<TaskName> id;
  DESCENT_FIELDS(task, id)
};
struct PermanentlyOverweight {
  static constexpr std::uint8_t event_index = 8;
  static constexpr std::string_view doc =
      "The given task can never be executed since it is overweight.";
  TaskAddress task;
  std::optional<TaskName> id;
  DESCENT_FIELDS(task, id)
};
struct AgendaIncomplete {
  static constexpr std::uint8_t event_index = 9;
  static constexpr std::string_view doc = "Agenda is incomplete from `when`.";
  BlockNumber when{};
  DESCENT_FIELDS(when)
};

}  // namespace descent::modules::scheduler::events

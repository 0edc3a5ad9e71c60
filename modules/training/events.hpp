#pragma once
// What Training reports.
#include "modules/training/types.hpp"
#include "runtime/frame/pallet.hpp"

namespace descent::modules::training {

struct TaskOpened {
  static constexpr std::uint8_t event_index = 0;
  static constexpr std::string_view doc = "A sponsor opened a task on the head of its model.";
  TaskId task{};
  AccountId sponsor;
  std::uint32_t model{};
  Balance pool{};
  Balance bond{};
  Balance scoring{};
  DESCENT_FIELDS(task, sponsor, model, pool, bond, scoring)
};
struct PhaseStarted {
  static constexpr std::uint8_t event_index = 1;
  static constexpr std::string_view doc =
      "A phase began; it ends with the beginning of block `ends`, 0 for no deadline.";
  TaskId task{};
  RoundIndex round{};
  Phase phase{};
  BlockNumber ends{};
  DESCENT_FIELDS(task, round, phase, ends)
};
struct Committed {
  static constexpr std::uint8_t event_index = 2;
  static constexpr std::string_view doc = "A participant sealed an update.";
  TaskId task{};
  RoundIndex round{};
  AccountId who;
  Hash commitment;
  Balance deposit{};
  Balance prepaid{};
  DESCENT_FIELDS(task, round, who, commitment, deposit, prepaid)
};
struct Displaced {
  static constexpr std::uint8_t event_index = 3;
  static constexpr std::string_view doc =
      "A participant's place went to a higher deposit; its own was returned.";
  TaskId task{};
  RoundIndex round{};
  AccountId who;
  Balance deposit{};
  DESCENT_FIELDS(task, round, who, deposit)
};
struct Revealed {
  static constexpr std::uint8_t event_index = 4;
  static constexpr std::string_view doc = "A participant showed its update, and it is valid.";
  TaskId task{};
  RoundIndex round{};
  AccountId who;
  Hash update;
  DESCENT_FIELDS(task, round, who, update)
};
struct NotRevealed {
  static constexpr std::uint8_t event_index = 5;
  static constexpr std::string_view doc =
      "A participant did not reveal; `forfeit` of its deposit was burned. 0: blocks were full.";
  TaskId task{};
  RoundIndex round{};
  AccountId who;
  Balance deposit{};
  Balance forfeit{};
  DESCENT_FIELDS(task, round, who, deposit, forfeit)
};
struct SliceOpened {
  static constexpr std::uint8_t event_index = 6;
  static constexpr std::string_view doc = "The sponsor showed a slice.";
  TaskId task{};
  std::uint32_t slice{};
  Hash opening;
  DESCENT_FIELDS(task, slice, opening)
};
struct SliceWithheld {
  static constexpr std::uint8_t event_index = 7;
  static constexpr std::string_view doc =
      "The sponsor did not show the slice; each valid reveal got `share`, and the task ended.";
  TaskId task{};
  RoundIndex round{};
  Balance share{};
  std::uint32_t reveals{};
  DESCENT_FIELDS(task, round, share, reveals)
};
struct Scored {
  static constexpr std::uint8_t event_index = 8;
  static constexpr std::string_view doc =
      "A candidate was evaluated; no score: its merge left the range of a tensor.";
  TaskId task{};
  RoundIndex round{};
  AccountId who;
  std::optional<Score> score;
  DESCENT_FIELDS(task, round, who, score)
};
struct Paid {
  static constexpr std::uint8_t event_index = 9;
  static constexpr std::string_view doc = "A participant was paid from the pool.";
  TaskId task{};
  RoundIndex round{};
  AccountId who;
  Balance amount{};
  DESCENT_FIELDS(task, round, who, amount)
};
struct Forfeited {
  static constexpr std::uint8_t event_index = 10;
  static constexpr std::string_view doc = "Part of a deposit was burned, for harm.";
  TaskId task{};
  RoundIndex round{};
  AccountId who;
  Balance amount{};
  DESCENT_FIELDS(task, round, who, amount)
};
struct RoundSettled {
  static constexpr std::uint8_t event_index = 11;
  static constexpr std::string_view doc =
      "A round is over. `model` is what the head scores on its slice of `samples`.";
  TaskId task{};
  RoundIndex round{};
  Outcome outcome{};
  std::optional<std::uint32_t> version;
  Measure base;
  Measure model;
  std::uint32_t samples{};
  Balance paid{};
  DESCENT_FIELDS(task, round, outcome, version, base, model, samples, paid)
};
struct LastSliceScored {
  static constexpr std::uint8_t event_index = 12;
  static constexpr std::string_view doc = "The head was scored on the slice that judged nobody.";
  TaskId task{};
  Measure measure;
  std::uint32_t samples{};
  DESCENT_FIELDS(task, measure, samples)
};
struct TaskClosed {
  static constexpr std::uint8_t event_index = 13;
  static constexpr std::string_view doc = "A task is over; what was left returned.";
  TaskId task{};
  Balance pool{};
  Balance bond{};
  Balance scoring{};
  DESCENT_FIELDS(task, pool, bond, scoring)
};

struct TaskHalted {
  static constexpr std::uint8_t event_index = 14;
  static constexpr std::string_view doc =
      "The task's model was taken out of use by vote: what was deposited returned.";
  TaskId task{};
  RoundIndex round{};
  DESCENT_FIELDS(task, round)
};

using AllEvents = frame::Events<TaskOpened, PhaseStarted, Committed, Displaced, Revealed,
                                NotRevealed, SliceOpened, SliceWithheld, Scored, Paid, Forfeited,
                                RoundSettled, LastSliceScored, TaskClosed, TaskHalted>;

}  // namespace descent::modules::training

#include "node/cli/commands/training_text.hpp"

namespace descent::cli {

using modules::Training;

Outcome<modules::training::Task> task_of(const Chain& chain, modules::training::TaskId id) {
  auto task = DESCENT_TRY(chain.ask<Training::Api>(Training::Api::task{id}));
  if (!task)
    return refused("there is no task " + std::to_string(id) +
                   "; `descent training list` shows those there are");
  return *std::move(task);
}

Outcome<std::optional<modules::training::Round>> round_of(const Chain& chain,
                                                          modules::training::TaskId task,
                                                          std::uint32_t round) {
  return chain.ask<Training::Api>(Training::Api::round{task, round});
}

std::string percent(std::uint64_t part, std::uint64_t whole) {
  if (whole == 0) return "";
  const std::uint64_t tenths = part * 1'000 / whole;
  return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10) + "%";
}

std::string loss_text(std::int64_t sum, std::uint64_t samples) {
  if (samples == 0) return "";
  const bool negative = sum < 0;
  const auto magnitude = static_cast<u128>(negative ? -static_cast<i128>(sum) : sum);
  const auto parts =
      static_cast<std::uint64_t>(magnitude * 10'000 / (static_cast<u128>(samples) << 24));
  std::string digits = std::to_string(parts % 10'000);
  digits.insert(0, 4 - digits.size(), '0');
  return (negative ? "-" : "") + std::to_string(parts / 10'000) + "." + digits;
}

namespace {

using modules::training::Phase;
using modules::training::Task;

bool is_over(const Task& task) { return task.phase >= Phase::OpenLast; }

/// Why round `round`, which has not begun, cannot be committed to or revealed.
std::string not_begun(const Task& task, std::uint32_t round) {
  if (round >= task.terms.rounds)
    return "there are " + std::to_string(task.terms.rounds) + " rounds, the first one is 0";
  return "round " + std::to_string(round) + " begins once those before it are evaluated; round " +
         std::to_string(task.round) + " runs";
}

std::string commits_closed(const Task& task) {
  const std::string closed = "commitments of round " + std::to_string(task.round) + " are closed";
  if (task.round + 1 >= task.terms.rounds) return closed + ", and it is the last one";
  const std::string next = std::to_string(task.round + 1);
  return closed + "; those of round " + next + " begin once it is evaluated" +
         (task.phase_ends == 0 ? "" : ", after block " + std::to_string(task.phase_ends));
}

std::string reveals_closed(const Task& task, std::uint32_t round) {
  return "the time to reveal round " + std::to_string(round) +
         " is over: a commitment that was not revealed costs " +
         percent(task.rates.no_reveal_forfeit, 1'000'000) +
         " of its deposit, unless the chain was full";
}

std::string why_not(const Task& task, std::uint32_t round, Phase wanted) {
  if (round > task.round || (round >= task.terms.rounds)) return not_begun(task, round);
  if (wanted == Phase::Reveal && task.phase == Phase::Commit && round == task.round)
    return "updates of round " + std::to_string(round) + " are revealed from block " +
           std::to_string(task.phase_ends) + " on, when commitments are closed";
  if (wanted == Phase::Reveal) return reveals_closed(task, round);
  return is_over(task) ? "the task is over" : commits_closed(task);
}

}  // namespace

Outcome<> check_phase(modules::training::TaskId id, const Task& task, std::uint32_t round,
                      Phase wanted) {
  if (task.phase == wanted && task.round == round) return {};
  return refused("not now: " + why_not(task, round, wanted) + "; `descent training show " +
                 std::to_string(id) + "` tells how far the task is");
}

}  // namespace descent::cli

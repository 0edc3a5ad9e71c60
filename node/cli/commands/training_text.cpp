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

}  // namespace descent::cli

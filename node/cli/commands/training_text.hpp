#pragma once
// What the commands on training share.
#include "modules/training/training.hpp"
#include "node/cli/session.hpp"

namespace descent::cli {

/// errors  Refused: there is no such task; and as Chain
Outcome<modules::training::Task> task_of(const Chain& chain, modules::training::TaskId id);
/// nullopt if the round has not begun.
Outcome<std::optional<modules::training::Round>> round_of(const Chain& chain,
                                                          modules::training::TaskId task,
                                                          std::uint32_t round);

/// "97.5%" of `whole`, rounded down to a tenth; "" of nothing.
std::string percent(std::uint64_t part, std::uint64_t whole);
/// A mean in the unit of a loss (2^-24), such as "-0.0123", rounded towards zero.
std::string loss_text(std::int64_t sum, std::uint64_t samples);

/// That `round` runs and is in the phase `wanted`, which is Commit or Reveal.
/// errors  Refused: it is too early or too late, and when it is or was
Outcome<> check_phase(modules::training::TaskId id, const modules::training::Task& task,
                      modules::training::RoundIndex round, modules::training::Phase wanted);

}  // namespace descent::cli

#pragma once
// Estimated upper bounds on the reference machine; not measured.
#include "modules/scheduler/types.hpp"
#include "modules/system/system.hpp"

namespace descent::modules::scheduler_weights {

/// An agenda is read and written; a full one has kilobytes.
inline constexpr std::uint64_t kAgenda =
    system_weights::kRead + system_weights::kWrite +
    std::uint64_t{scheduler::kScheduledMax} * 500 * kNanosecond;
/// A name or a retry, and an event.
inline constexpr std::uint64_t kEntry = system_weights::kRead + 2 * system_weights::kWrite;

/// A long call is noted as a preimage.
constexpr Weight schedule(std::size_t bytes) {
  return {kAgenda + 3 * kEntry + bytes * 20 * kNanosecond, 0};
}
inline constexpr Weight kCancel{kAgenda + 3 * kEntry, 0};
inline constexpr Weight kSetRetry{kAgenda + kEntry, 0};

// ---- Hooks ----------------------------------------------------------------------------------

/// What each block costs; and each agenda that is looked at.
inline constexpr Weight kAgendas{kEntry, 0};
inline constexpr Weight kAgendaBase{kAgenda, 0};
/// A task without its call: it is taken from its agenda, and put into that of its next run or of
/// another attempt, or of both; a preimage of its may be cleared.
inline constexpr Weight kTask{4 * kAgenda + 4 * kEntry, 0};

}  // namespace descent::modules::scheduler_weights

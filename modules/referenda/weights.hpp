#pragma once
// Estimated upper bounds on the reference machine, by what is read and written; not measured yet.
#include "modules/referenda/types.hpp"

namespace descent::modules::referenda_weights {

using system_weights::kRead;
using system_weights::kWrite;

/// A referendum is read and written, with an event.
inline constexpr std::uint64_t kReferendum = kRead + 2 * kWrite;
/// A hold, or its release.
inline constexpr std::uint64_t kHold = 100 * kMicrosecond;
/// Blocks that an alarm, or an approved proposal, tries if those before have no room.
inline constexpr BlockNumber kTries = 16;
/// An alarm is taken off one agenda and put on another, having read those that were full.
inline constexpr std::uint64_t kAlarm = (2 + kTries / 2) * scheduler_weights::kAgenda;
/// The queue of a track, and the count of those being decided.
inline constexpr std::uint64_t kTrack =
    4 * (kRead + kWrite + std::uint64_t{referenda::kMaxQueued} * 100 * kNanosecond);
/// The proposal is looked at, and who has no vote on it is written down.
inline constexpr std::uint64_t kReview = 500 * kMicrosecond;

inline constexpr Weight kSubmit{kReferendum + kHold + kAlarm + kReview, 0};
/// Whatever a referendum does next: at most, it is approved and scheduled.
inline constexpr Weight kService{2 * kReferendum + kTrack + 3 * kAlarm, 0};
inline constexpr Weight kPlaceDeposit{kHold + kService.ref_time, 0};
inline constexpr Weight kRefund{kReferendum + kHold, 0};
inline constexpr Weight kCancel{kReferendum + kTrack + 2 * kAlarm, 0};
inline constexpr Weight kKill{kCancel.ref_time + 2 * kHold, 0};
inline constexpr Weight kMetadata{kReferendum + 2 * kRead + kWrite, 0};

}  // namespace descent::modules::referenda_weights

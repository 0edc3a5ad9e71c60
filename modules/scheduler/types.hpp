#pragma once
// What Scheduler keeps, in the layout wallets read.
// source  polkadot-sdk, substrate/frame/scheduler/src/lib.rs
#include "modules/origins/origins.hpp"
#include "modules/preimage/preimage.hpp"

namespace descent::modules::scheduler {

using TaskName = std::array<std::uint8_t, 32>;
/// The block of an agenda, and the place in it.
using TaskAddress = std::pair<BlockNumber, std::uint32_t>;
/// Blocks from one run to the next, and how often it is run.
using Period = std::pair<BlockNumber, std::uint32_t>;
/// The lower, the sooner.
using Priority = std::uint8_t;

inline constexpr Priority kHighestPriority = 0;
inline constexpr Priority kHardDeadline = 63;
inline constexpr Priority kLowestPriority = 255;
inline constexpr std::uint32_t kScheduledMax = 50;  ///< tasks of a block

struct RetryConfig {
  static constexpr std::string_view type_path = "pallet_scheduler::RetryConfig";
  std::uint8_t total_retries{};
  std::uint8_t remaining{};
  BlockNumber period{};  ///< blocks from a failure to the next attempt
  DESCENT_FIELDS(total_retries, remaining, period)
  friend bool operator==(const RetryConfig&, const RetryConfig&) = default;
};

/// A task.
struct Scheduled {
  static constexpr std::string_view type_path = "pallet_scheduler::Scheduled";
  std::optional<TaskName> maybe_id;
  Priority priority{};
  preimage::BoundedCall call;
  std::optional<Period> maybe_periodic;  ///< of the runs after this one
  origins::OriginCaller origin;
  DESCENT_FIELDS(maybe_id, priority, call, maybe_periodic, origin)
};

/// The tasks of a block. A place that is empty was cancelled or has run; the last is not empty.
using Agenda = Bounded<std::optional<Scheduled>, kScheduledMax>;

namespace dispatch_time {

/// In the block of this number.
struct At {
  static constexpr bool unnamed = true;
  BlockNumber value{};
  DESCENT_FIELDS(value)
};
/// So many blocks after the next one.
struct After {
  static constexpr bool unnamed = true;
  BlockNumber value{};
  DESCENT_FIELDS(value)
};

}  // namespace dispatch_time

struct DispatchTime : std::variant<dispatch_time::At, dispatch_time::After> {
  static constexpr std::string_view type_path = "frame_support::traits::schedule::DispatchTime";
  using Cases = variant;
  using variant::variant;
};

}  // namespace descent::modules::scheduler

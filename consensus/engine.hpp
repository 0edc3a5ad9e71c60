#pragma once
/// # The engine port
/// How the chain agrees on its next block, as a pure state machine: `step` takes one input and
/// returns what is to be done. No clock, thread, socket, random source or cryptography is inside,
/// so one driver runs an engine on a real event loop, another in a simulator from a seed, and a
/// third may explore every order of inputs.
///
/// What an engine wants to know it is told: time passes as `TimeoutElapsed`, work of the node comes
/// back as an input of its own. An engine that votes adds alternatives to `Input` (a peer's
/// message, a batch of signatures checked, a log record durable) and to `Effect` (broadcast, sign,
/// append); the rule stays that nothing leaves before the input that allows it.
#include "runtime/primitives/types.hpp"

namespace descent::consensus {

/// Timers of an engine, by its own numbering. Scheduling one that runs restarts it.
enum class Timer : std::uint8_t {
  Pace,  ///< the next block may bear a time by now
  Seal,  ///< a block is due, whether there is work or not
};

// ---- Inputs ---------------------------------------------------------------------------------

namespace input {

/// The node stands on `head`; the next block may be made in `wait_ms`. The first input, and the
/// answer to every `Decide`.
struct HeightStarted {
  BlockNumber number{};  ///< of the head
  Hash head;
  std::uint64_t wait_ms{};
  bool work{};  ///< transactions are waiting
};
/// A transaction became ready.
struct WorkArrived {};
/// An operator wants a block now.
struct SealRequested {};
struct TimeoutElapsed {
  Timer timer{};
};
/// The block asked for by `BuildValue` was made and executed.
struct ValueBuilt {
  BlockNumber number{};
  Hash block;
};
/// It could not be made.
struct BuildFailed {
  BlockNumber number{};
};

}  // namespace input

using Input = std::variant<input::HeightStarted, input::WorkArrived, input::SealRequested,
                           input::TimeoutElapsed, input::ValueBuilt, input::BuildFailed>;

// ---- Effects --------------------------------------------------------------------------------

namespace effect {

struct ScheduleTimer {
  Timer timer{};
  std::uint64_t delay_ms{};
  friend bool operator==(const ScheduleTimer&, const ScheduleTimer&) = default;
};
/// Make block `number` on the head. Answered by ValueBuilt or BuildFailed.
struct BuildValue {
  BlockNumber number{};
  friend bool operator==(const BuildValue&, const BuildValue&) = default;
};
/// `block` is final: commit it. Answered by HeightStarted.
struct Decide {
  BlockNumber number{};
  Hash block;
  friend bool operator==(const Decide&, const Decide&) = default;
};

}  // namespace effect

using Effect = std::variant<effect::ScheduleTimer, effect::BuildValue, effect::Decide>;
using Effects = std::vector<Effect>;  ///< to be done in order

class Engine {
 public:
  virtual ~Engine() = default;
  /// Deterministic: equal states and inputs give equal effects.
  virtual Effects step(const Input& input) = 0;
};

}  // namespace descent::consensus

#pragma once
/// # Frame
/// Everything the execution of a block reads and writes: the only mutable thing in the runtime.
#include <functional>

#include "runtime/frame/origin.hpp"
#include "runtime/frame/weights.hpp"
#include "runtime/scale/reader.hpp"
#include "runtime/state/overlay.hpp"

namespace descent::frame {

/// Runs calls whose type the caller cannot name.
class Dispatcher : public scale::NestedCodec {
 public:
  /// What the call in `call` (SCALE of RuntimeCall) costs.
  /// errors  what its bytes are refused for
  virtual Expected<DispatchInfo, scale::Error> info(View call) const = 0;
  /// Runs it on a checkpoint of its own: an error leaves no trace.
  /// returns  the weight it took, at most that of `info`
  virtual Result<Weight> dispatch(const Origin& origin, View call) = 0;
};

/// Remembers the results of pure functions by the hash of their inputs. It changes no result and no
/// weight: a frame without one computes the same.
class Memo {
 public:
  virtual ~Memo() = default;
  virtual std::optional<Bytes> find(const Hash& inputs) const = 0;
  virtual void put(const Hash& inputs, const Bytes& result) = 0;
};

/// A result that a later block will ask a Memo for. `compute` owns all that it reads and may run in
/// any thread, but those of one answer share what they prepare: one thread at a time.
struct Ahead {
  Hash inputs;
  std::function<Bytes()> compute;
};

class ParameterTable;

/// The part of a block that an event belongs to.
namespace phase {

struct ApplyExtrinsic {
  static constexpr bool unnamed = true;
  std::uint32_t index{};
  DESCENT_FIELDS(index)
};
struct Finalization {
  DESCENT_FIELDS()
};
struct Initialization {
  DESCENT_FIELDS()
};

}  // namespace phase

struct Phase : std::variant<phase::ApplyExtrinsic, phase::Finalization, phase::Initialization> {
  static constexpr std::string_view type_path = "frame_system::Phase";
  using Cases = variant;
  using variant::variant;
};

struct Frame {
  Frame(const state::Source& state_base, const state::Source& blobs_base)
      : state{state_base}, blobs{blobs_base} {}

  state::Overlay state;
  state::Overlay blobs;       ///< megabytes by key; their roots are in `state`
  std::vector<Bytes> events;  ///< SCALE of EventRecord, in order of emission
  Phase phase = phase::Initialization{};
  BlockNumber number = 0;
  Hash parent_hash;
  Digest digest;     ///< of the block being made
  BlockMeter meter;  ///< weight and length taken so far
  /// Calls dispatched so far, not counting those that others dispatched in turn.
  std::uint64_t dispatches = 0;
  Dispatcher* dispatcher = nullptr;
  const ParameterTable* parameters = nullptr;
  Memo* memo = nullptr;

  /// Appends an event of module `module`; `event` is SCALE of its variant index and fields.
  void emit(std::uint8_t module, View event);

  void checkpoint();
  void commit();
  void rollback();

 private:
  std::vector<std::size_t> event_marks_;
};

}  // namespace descent::frame

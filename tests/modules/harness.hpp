#pragma once
// A chain of one process for tests of modules: every call goes through the dispatcher; after each,
// the modules' invariants are checked, and that a failed one left nothing behind.
#include <gtest/gtest.h>

#include "chain-spec/descent_runtime.hpp"
#include "runtime/frame/parameter.hpp"
#include "runtime/state/memory.hpp"

namespace descent::modules {

/// An account by a number.
constexpr AccountId account(std::uint8_t n) {
  AccountId out;
  out.id.fill(n);
  return out;
}
inline constexpr AccountId kAlice = account(1);
inline constexpr AccountId kBob = account(2);
inline constexpr AccountId kCarol = account(3);  ///< has nothing
inline constexpr AccountId kSudoKey = account(9);
inline constexpr Balance kEndowment = 1'000 * kGrad;
inline constexpr Balance kExistentialDeposit = kGrad / 1'000;

/// Alice, Bob and the sudo key have `kEndowment` each; block 1 has begun.
class Chain {
 public:
  Chain();
  ~Chain();

  frame::Frame& frame() { return frame_; }
  chain_spec::DevRuntime& runtime() { return runtime_; }
  frame::Dispatcher& dispatcher() { return *frame_.dispatcher; }

  /// Runs a call of `module`. returns  the weight it took
  template <class M, class C>
  Result<Weight> weigh(const frame::Origin& origin, M& module, const C& call) {
    return dispatch(origin, frame::call_of(module, call).bytes);
  }
  template <class M, class C>
  Result<> call(const frame::Origin& origin, M& module, const C& call) {
    const auto out = weigh(origin, module, call);
    return out ? Result<>{} : Result<>{out.error()};
  }
  template <class M, class C>
  Result<> call(const AccountId& who, M& module, const C& c) {
    return call(frame::Origin{frame::origin::Signed{who}}, module, c);
  }
  Result<Weight> dispatch(const frame::Origin& origin, View call);

  /// Ends the block and begins the next, `blocks` times.
  void advance(BlockNumber blocks = 1);
  /// Sets a parameter of a module within its bounds.
  template <class M>
  void set(const M& module, const frame::Parameter& row, u128 value) {
    runtime_.parameters.set_genesis({module.index(), row.index}, value);
  }

  /// Whether `module` emitted exactly this event in this block.
  template <class M, class E>
  bool emitted(const M& module, const E& event) const {
    Bytes record = scale::encoded(frame_.phase);
    record.push_back(module.index());
    record.push_back(E::event_index);
    scale::encode(record, event);
    scale::encode_compact(record, 0);
    return std::ranges::count(frame_.events, record) > 0;
  }

  Digest pre_runtime;  ///< what the engine says in the header of every block that begins
  Digest sealed;       ///< of the block that ended last

  /// What the modules find wrong, joined; empty is right.
  std::string problems();
  Balance free(const AccountId& who) { return runtime_.balances.data(who).free; }
  Balance reserved(const AccountId& who) { return runtime_.balances.data(who).reserved; }
  Balance issuance() { return runtime_.balances.total_issuance.get(); }

 private:
  struct Hosts;
  Hash digest() const;

  state::MemorySource empty_{{}};
  frame::Frame frame_{empty_, empty_};
  chain_spec::DevRuntime runtime_{frame_};
  std::unique_ptr<Hosts> hosts_;
};

template <class M>
DispatchError error_of(const M& module, typename M::Error error) {
  return DispatchError::module(module.index(), static_cast<std::uint8_t>(error));
}

}  // namespace descent::modules

/// The call is refused for exactly this reason.
#define EXPECT_REFUSED(call, reason)                              \
  do {                                                            \
    const auto refused_by = (call);                               \
    ASSERT_FALSE(refused_by) << "it was not refused";             \
    EXPECT_EQ(refused_by.error(), descent::DispatchError{reason}) \
        << descent::to_string(refused_by.error());                \
  } while (false)
/// The call succeeds.
#define EXPECT_DONE(call)                                                \
  do {                                                                   \
    const auto done = (call);                                            \
    EXPECT_TRUE(done) << (done ? "" : descent::to_string(done.error())); \
  } while (false)

#pragma once
// A chain of one process, of any runtime R: every call goes through the dispatcher; after each, the
// modules' invariants are checked, and that a failed one left nothing behind.
#include <gtest/gtest.h>

#include <algorithm>
#include <memory>

#include "modules/system/system.hpp"
#include "runtime/crypto/hash.hpp"
#include "runtime/frame/dispatch.hpp"
#include "runtime/frame/parameter.hpp"
#include "runtime/state/memory.hpp"

namespace descent::modules {

/// REQUIRES of R: a constructor from its frame, `system`, `pallets`.
template <class R>
class ChainOf {
 public:
  frame::Frame& frame() { return frame_; }
  R& runtime() { return runtime_; }
  frame::Dispatcher& dispatcher() { return dispatcher_; }

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
  Result<Weight> dispatch(const frame::Origin& origin, View call) {
    const Hash before = checks ? digest() : Hash{};
    const std::size_t events = frame_.events.size();
    const auto out = dispatcher_.dispatch(origin, call);
    if (!out && checks) {
      EXPECT_EQ(digest(), before) << "a failed call changed the state";
      EXPECT_EQ(frame_.events.size(), events) << "a failed call emitted events";
    }
    if (checks) {
      EXPECT_EQ(problems(), "");
    }
    return out;
  }

  /// Ends the block and begins the next, `blocks` times.
  void advance(BlockNumber blocks = 1) {
    for (BlockNumber i = 0; i < blocks; ++i) {
      finish();
      begin();
    }
    if (checks) {
      EXPECT_EQ(problems(), "");
    }
  }
  /// What the hooks of the block that began last have taken.
  Weight begun_with() const { return begun_with_; }

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

  bool checks = true;  ///< off where many calls are told to a model, which checks by itself

  /// What the modules find wrong, joined; empty is right.
  std::string problems() {
    std::string out;
    each([&]<class M>(M& module) {
      if constexpr (requires { module.try_state(); })
        for (const auto& problem : module.try_state())
          out += std::string{M::name} + ": " + problem + "\n";
    });
    return out;
  }

 private:
  template <class Visit>
  void each(Visit&& visit) {
    std::apply([&](auto... member) { (visit(runtime_.*member), ...); }, R::pallets);
  }
  Hash digest() const {
    crypto::Blake2b256 hash;
    for (const auto& [key, value] : frame_.state.changes()) {
      if (!value) continue;
      hash.update(scale::encoded(key));
      hash.update(scale::encoded(*value));
    }
    return hash.finish();
  }
  void finish() {
    each([&](auto& module) {
      if constexpr (requires { module.on_finalize(frame_.number); })
        module.on_finalize(frame_.number);
    });
    runtime_.system.finalize(0);
  }
  void begin() {
    ++frame_.number;
    frame_.events.clear();
    frame_.meter = {};
    frame_.digest = {};
    begun_with_ = {};
    runtime_.system.initialize(frame_.number, {}, {});
    each([&](auto& module) {
      if constexpr (requires { module.on_initialize(frame_.number); })
        begun_with_ = begun_with_ + module.on_initialize(frame_.number);
    });
  }

  state::MemorySource empty_{{}};
  frame::Frame frame_{empty_, empty_};
  R runtime_{frame_};
  frame::RuntimeDispatcher<R> dispatcher_{runtime_, frame_};
  Weight begun_with_{};
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

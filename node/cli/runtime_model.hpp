#pragma once
// The modules of the chain without a chain: an instance over no state, to ask what they declare.
#include "chain-spec/descent_runtime.hpp"
#include "runtime/frame/dispatch.hpp"
#include "runtime/state/memory.hpp"

namespace descent::cli {

/// The development runtime, of which the public one is a part.
struct RuntimeModel {
  using Runtime = chain_spec::DevRuntime;

  state::MemorySource nothing{{}};
  frame::Frame frame{nothing, nothing};
  Runtime runtime{frame};
  frame::RuntimeDispatcher<Runtime> calls{runtime, frame};

  /// Calls `visit(module)` for each module until it returns true.
  template <class Visit>
  bool any_module(Visit&& visit) const {
    return std::apply([&](auto... member) { return (visit(runtime.*member) || ...); },
                      Runtime::pallets);
  }
};

}  // namespace descent::cli

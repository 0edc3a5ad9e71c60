#pragma once
// The development chain's first block, begun in memory: what a target runs extrinsics on. Without
// the modules' headers, so that it compiles quickly.
#include "chain-spec/genesis.hpp"
#include "runtime/state/memory.hpp"
#include "tests/runtime/trie/tries.hpp"

namespace descent::fuzz {

struct Genesis {
  Genesis();

  std::unique_ptr<frame::Runtime> rules;
  KeyValues values;
  state::MemorySource state, blobs;
  trie::Records nodes;
  Header head;
  Hash hash;

  /// An execution of block 1 that has not begun.
  std::unique_ptr<frame::Execution> execution() const;
  /// The same, begun, with its inherents.
  std::unique_ptr<frame::Execution> block() const;
};

const Genesis& genesis();

/// What an execution has changed so far.
struct Trace {
  Changes state, blobs;
  std::size_t events;
  friend bool operator==(const Trace&, const Trace&) = default;
};
Trace trace_of(frame::Execution& execution);

/// Fails if the modules' invariants do not hold.
void require_sound(frame::Execution& execution);

}  // namespace descent::fuzz

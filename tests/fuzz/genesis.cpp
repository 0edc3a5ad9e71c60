#include "tests/fuzz/genesis.hpp"

#include "runtime/crypto/hash.hpp"
#include "tests/fuzz/fuzz.hpp"

namespace descent::fuzz {
namespace {

constexpr Moment kNow = 1'000'000;

}  // namespace

Genesis::Genesis()
    : rules{chain_spec::make_dev_rules()},
      values{chain_spec::preset("dev")->genesis},
      state{values},
      blobs{{}},
      nodes{trie::Records::of(values, trie::Layout::V1)},
      head{chain_spec::genesis_header(values)},
      hash{crypto::blake2b_256(scale::encoded(head))} {}

std::unique_ptr<frame::Execution> Genesis::execution() const {
  return rules->begin({state, blobs, head, hash});
}

std::unique_ptr<frame::Execution> Genesis::block() const {
  auto out = execution();
  out->initialize({});
  for (const auto& inherent : out->inherents(kNow))
    require(bool{out->apply(inherent, true)}, "a block begins with its inherents");
  return out;
}

const Genesis& genesis() {
  static const Genesis one;
  return one;
}

Trace trace_of(frame::Execution& execution) {
  const auto& frame = execution.frame();
  return {frame.state.changes(), frame.blobs.changes(), frame.events.size()};
}

void require_sound(frame::Execution& execution) {
  const auto problems = execution.try_state();
  if (!problems.empty()) throw Broken{problems.front()};
}

}  // namespace descent::fuzz

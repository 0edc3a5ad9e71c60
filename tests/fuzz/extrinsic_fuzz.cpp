// A transaction from the pool or a block: what is refused leaves nothing behind, what the pool
// takes a block takes, and no block takes it twice.
#include <algorithm>

#include "tests/fuzz/genesis.hpp"
#include "tests/fuzz/targets.hpp"

namespace descent::fuzz {
namespace {

using namespace frame;

/// True if it decodes.
bool is_canonical(Execution& block, View bytes) {
  const auto& calls = *block.frame().dispatcher;
  const auto read = decode_extrinsic(bytes, calls);
  if (!read) return false;
  require(std::ranges::equal(encode_extrinsic(*read), bytes), "an extrinsic has one encoding");
  require(bool{calls.info(read->call.bytes)}, "a call that decodes has a weight");
  return true;
}

void is_applied_once(Execution& block, View bytes, const Validity<ValidTransaction>& valid) {
  const Trace before = trace_of(block);
  const auto applied = block.apply(bytes, true);
  require(applied || trace_of(block) == before, "what is refused leaves nothing behind");
  require(applied || !valid || !valid->requires_.empty() ||
              applied.error().is<invalid::ExhaustsResources>(),
          "a block takes what the pool holds ready");
  require(!valid || !block.apply(bytes, true), "no block takes a transaction twice");
}

}  // namespace

void extrinsic_target(View input) {
  const auto block = genesis().block();
  const bool decodes = is_canonical(*block, input);
  const Trace before = trace_of(*block);
  const auto signature = block->signature_of(input);
  const auto valid = block->validate(input);
  require(decodes || (!signature && !valid), "what does not decode is not valid");
  require(trace_of(*block) == before, "a question changes nothing");
  is_applied_once(*block, input, valid);
  require_sound(*block);
}

}  // namespace descent::fuzz

// Calls of every module, from anybody, one after the other: a call that fails leaves nothing
// behind, none takes more than its weight, and the invariants of all modules hold.
#include "tests/fuzz/genesis.hpp"
#include "tests/fuzz/targets.hpp"

namespace descent::fuzz {
namespace {

using namespace frame;

constexpr std::size_t kCallsMax = 16;

/// The chain, nobody, an account of genesis, or one that has nothing.
Origin origin(Input& in) {
  const auto choice = in.below(8);
  if (choice == 0) return origin::Root{};
  if (choice == 1) return origin::None{};
  if (choice == 2) return origin::Signed{AccountId{{in.byte()}}};
  static const auto accounts = chain_spec::preset_draft("dev")->config.balances;
  return origin::Signed{accounts[choice % accounts.size()].first};
}

void dispatch(Execution& block, Input& in) {
  const Origin from = origin(in);
  const View call = in.long_piece();
  auto& calls = *block.frame().dispatcher;
  const auto info = calls.info(call);
  const Trace before = trace_of(block);
  const auto done = calls.dispatch(from, call);
  require(done || trace_of(block) == before, "a call that fails leaves nothing behind");
  require(!done || info, "what is done was a call");
  require(!done || fits(*done, info->weight), "a call takes no more than its weight");
}

}  // namespace

void calls_target(View input) {
  Input in{input};
  const auto block = genesis().block();
  for (std::size_t i = 0; i < kCallsMax && !in.empty(); ++i) dispatch(*block, in);
  require_sound(*block);
  require(bool{block->finalize(genesis().nodes, {})}, "a block with calls ends");
}

}  // namespace descent::fuzz

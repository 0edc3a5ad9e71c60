// A block from another validator, executed on our state.
#include <algorithm>

#include "tests/fuzz/genesis.hpp"
#include "tests/fuzz/targets.hpp"

namespace descent::fuzz {

/// Everybody's signatures are taken for right, so that execution goes on to the roots.
void block_target(View input) {
  const auto block = scale::decoded<Block>(input);
  if (!block) return;
  require(std::ranges::equal(scale::encoded(*block), input), "a block has one encoding");
  const auto execution = genesis().execution();
  const std::vector<bool> verdicts(block->extrinsics.size(), true);
  const auto done = frame::execute(*execution, *block, verdicts, genesis().nodes);
  require(!done || scale::encoded(done->header) == scale::encoded(block->header),
          "a block that is good has the header that it claims");
}

}  // namespace descent::fuzz

#include "consensus/bft/rotation.hpp"

#include <algorithm>

#include "runtime/primitives/assert.hpp"

namespace descent::consensus::bft {

Rotation rotation_of(const AuthoritySet& set) {
  DESCENT_ASSERT(is_canonical(set));
  return {set, 0, std::vector<i128>(set.size(), 0)};
}

AuthorityIndex advance(Rotation& rotation) {
  DESCENT_ASSERT(rotation.priorities.size() == rotation.set.size());
  const auto total = static_cast<i128>(total_power(rotation.set));
  for (std::size_t i = 0; i < rotation.set.size(); ++i)
    rotation.priorities[i] += rotation.set[i].power;
  const auto chosen = std::ranges::max_element(rotation.priorities);
  DESCENT_ASSERT(*chosen > 0 && *chosen <= 2 * total);
  *chosen -= total;
  const auto turn = static_cast<AuthorityIndex>(chosen - rotation.priorities.begin());
  if (++rotation.steps == kRotationWindow) rotation = rotation_of(rotation.set);
  return turn;
}

void seek(Rotation& rotation, const AuthoritySet& set, std::uint64_t step) {
  const std::uint64_t steps = step % kRotationWindow;
  if (rotation.set != set || rotation.steps > steps) rotation = rotation_of(set);
  while (rotation.steps < steps) (void)advance(rotation);
}

void seek(Proposers& proposers, const AuthoritySet& set, BlockNumber number) {
  seek(proposers.base, set, number);
  proposers.next = proposers.base;
  proposers.by_round.clear();
}

AuthorityIndex proposer(Proposers& proposers, Round round) {
  if (round >= kRoundsRemembered) {
    Rotation far;
    seek(far, proposers.base.set, proposers.base.steps + round);
    return advance(far);
  }
  while (proposers.by_round.size() <= round) {
    const AuthorityIndex turn = advance(proposers.next);
    proposers.by_round.push_back(turn);
  }
  return proposers.by_round[round];
}

}  // namespace descent::consensus::bft

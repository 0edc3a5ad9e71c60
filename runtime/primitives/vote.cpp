#include "runtime/primitives/vote.hpp"

#include <tuple>

namespace descent::consensus {

bool is_well_formed(const Vote& vote) {
  if (!scale::is_variant(vote.kind)) return false;
  if (vote.kind != VoteKind::Proposal) return !vote.valid_round;
  return vote.block && (!vote.valid_round || *vote.valid_round < vote.round);
}

SignBytes sign_bytes(const Hash& genesis, const Vote& vote) {
  return {.genesis = genesis,
          .number = vote.number,
          .round = vote.round,
          .kind = vote.kind,
          .block = vote.block,
          .valid_round = vote.valid_round};
}

bool is_equivocation(const Vote& first, const Vote& second) {
  const auto slot = [](const Vote& v) { return std::tie(v.validator, v.number, v.round, v.kind); };
  return is_well_formed(first) && is_well_formed(second) && slot(first) == slot(second) &&
         first.block < second.block;
}

std::optional<Equivocation> equivocation_of(const Vote& a, const Vote& b) {
  if (is_equivocation(a, b)) return Equivocation{a, b};
  if (is_equivocation(b, a)) return Equivocation{b, a};
  return std::nullopt;
}

}  // namespace descent::consensus

#include "consensus/bft/state.hpp"

#include "runtime/primitives/arithmetic.hpp"
#include "runtime/primitives/weight.hpp"

namespace descent::consensus::bft {

bool in_round(const State& state) {
  return state.step == Step::Propose || state.step == Step::Prevote ||
         state.step == Step::Precommit;
}

std::optional<bool> is_valid(const State& state, const Hash& block) {
  for (auto at = state.checks.lower_bound({block, 0});
       at != state.checks.end() && at->first.first == block; ++at)
    if (at->second) return *at->second != Verdict::Invalid;
  return std::nullopt;
}

std::optional<Verdict> verdict(const State& state, const Hash& block, Round round) {
  const auto at = state.checks.find({block, round});
  return at == state.checks.end() ? std::nullopt : at->second;
}

std::uint64_t timeout_ms(std::uint64_t base_ms, const Timing& timing, Round round) {
  return saturating_add(base_ms, saturating_mul(timing.growth_ms, round));
}

effect::ScheduleTimer timer_of(const State& state, Timer timer, std::uint64_t delay_ms) {
  return {timer, delay_ms, state.number, state.round};
}

Round oldest_round(const State& state) {
  return saturating_sub_of<Round>(state.round, kRoundsBackMax);
}

std::vector<Round> spared_rounds(const State& state) {
  std::vector<Round> out;
  if (state.valid) out.push_back(state.valid->round);
  const Vote* proposal = state.votes.proposal(state.round);
  if (proposal != nullptr && proposal->valid_round) out.push_back(*proposal->valid_round);
  return out;
}

}  // namespace descent::consensus::bft

#include "consensus/bft/height.hpp"

#include "consensus/bft/intake.hpp"
#include "consensus/bft/rules.hpp"
#include "consensus/bft/voice.hpp"
#include "runtime/primitives/arithmetic.hpp"
#include "runtime/primitives/assert.hpp"

namespace descent::consensus::bft {
namespace {

/// A height of which nothing is known. Sequences and batches go on, so that a late answer about the
/// height before cannot be taken for one about this.
State fresh(const State& before, const input::HeightStarted& start) {
  State state;
  state.number = start.number + 1;
  state.authorities = start.authorities;
  if (start.self) state.self = index_of(start.authorities, *start.self);
  state.timing = start.timing;
  state.proposers.base = before.proposers.base;
  state.step = Step::NewHeight;
  state.wanted = start.work;
  state.next_sequence = before.next_sequence;
  state.next_batch = before.next_batch;
  return state;
}

/// What is still of use of what the height before heard about later ones.
void hear_early_votes(State& state, Effects& out, const State& before) {
  for (const auto& [from, number] : before.ahead)
    if (const auto at = index_of(state.authorities, before.authorities[from].id))
      if (number > state.number) state.ahead[*at] = number;
  for (const auto& [from, votes] : before.next_height)
    for (const auto& vote : votes) hear(state, out, vote);
}

}  // namespace

void on_height(State& state, Effects& out, const input::HeightStarted& start) {
  DESCENT_ASSERT(is_canonical(start.authorities) && start.number < UINT32_MAX);
  const State before = std::exchange(state, fresh(state, start));
  seek(state.proposers, state.authorities, state.number);
  recall(state, out, start.log);
  hear_early_votes(state, out, before);
  out.push_back(timer_of(state, Timer::Retransmit, state.timing.retransmit_ms));
  if (in_round(state)) {
    const auto delay = timeout_ms(state.timing.propose_ms, state.timing, state.round);
    out.push_back(timer_of(state, Timer::Propose, delay));
    return;
  }
  out.push_back(timer_of(state, Timer::Pace, start.wait_ms));
  if (!state.wanted) out.push_back(timer_of(state, Timer::Seal, state.timing.idle_ms));
}

void on_height_timer(State& state, Effects& out, Timer timer) {
  if (timer == Timer::Pace) state.paced = true;
  if (timer == Timer::Seal) state.wanted = true;
  if (timer != Timer::Retransmit) return;
  say_again(state, out);
  state.sync_asked = false;
  sync_if_anybody_is_ahead(state, out);
  out.push_back(timer_of(state, Timer::Retransmit, state.timing.retransmit_ms));
}

}  // namespace descent::consensus::bft

#pragma once
// How a height begins and what else moves it along than votes.
#include "consensus/bft/state.hpp"

namespace descent::consensus::bft {

/// Leaves the last height behind, but for the votes already heard of this one.
void on_height(State& state, Effects& out, const input::HeightStarted& start);

/// The time-outs that belong to a height rather than to a round.
void on_height_timer(State& state, Effects& out, Timer timer);

}  // namespace descent::consensus::bft

#pragma once
// How a vote gets in: cheap checks first, then its signature, then it is heard.
#include "consensus/bft/state.hpp"

namespace descent::consensus::bft {

/// A vote of which nothing is known. What is of no use is dropped here: from a stranger, of a
/// height that is over, of a round nobody needs, a proposal out of turn, one that was heard.
void on_vote(State& state, Effects& out, const Vote& vote);

/// A certificate of which nothing is known.
void on_certificate(State& state, Effects& out, const CommitCertificate& certificate);

void on_signatures(State& state, Effects& out, const input::SignaturesChecked& checked);

/// Hears a vote whose signature was checked.
void hear(State& state, Effects& out, const Vote& vote);

/// Asks for this height's block when more than a third is beyond the next one: by one height is
/// every day's race.
void sync_if_left_behind(State& state, Effects& out);

/// Asks for it when anybody is beyond this height. A liar who only says so costs us a question, so
/// this is asked now and then.
void sync_if_anybody_is_ahead(State& state, Effects& out);

}  // namespace descent::consensus::bft

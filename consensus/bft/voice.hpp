#pragma once
// How a vote gets out: onto the disk, to the signer, to the others, in this order.
#include "consensus/bft/state.hpp"

namespace descent::consensus::bft {

/// The paper's `broadcast`: speaks in this height and round, if we are an authority. A place is
/// spoken in once and none before an earlier one, whatever was forgotten in a crash.
void say(State& state, Effects& out, VoteKind kind, const std::optional<Hash>& block,
         std::optional<Round> valid_round = std::nullopt);

/// Records up to `sequence` are durable: their votes may be signed.
void on_durable(State& state, Effects& out, std::uint64_t sequence);

/// A signed vote goes to the others and is counted as heard. One that was not asked for, or whose
/// height is over, goes nowhere.
void on_signed(State& state, Effects& out, const Vote& vote);

/// Says again what may have been lost: our votes, and the prevotes that stand behind our valid
/// value, without which others could not follow its lock.
void say_again(const State& state, Effects& out);

/// What a restarted validator said at this height: it goes on after its last word, locked as it
/// was, and signs the same again.
void recall(State& state, Effects& out, const std::vector<WalRecord>& log);

}  // namespace descent::consensus::bft

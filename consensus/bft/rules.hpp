#pragma once
/// # The rules
/// Algorithm 1 of arXiv 1807.04938, line by line. `h`, `r` are our height and round, `v` a block,
/// `vr` a valid round, `2f+1` more than two thirds of the power, `f+1` more than a third.
///
///     step        upon                                            then                     line
///     any         f+1 messages of a round r' > r                  start round r'           L55
///     propose     proposal v without vr, checked                  prevote v or nil         L22
///     propose     proposal v with vr, 2f+1 prevotes v in vr       prevote v or nil         L28
///     propose     time-out                                        prevote nil              L57
///     prevote     2f+1 prevotes of any kind, once                 start the time-out       L34
///     prevote     2f+1 prevotes v, once                           lock v, precommit v      L36
///     precommit   2f+1 prevotes v, once                           valid value is v         L36
///     prevote     2f+1 prevotes nil                               precommit nil            L44
///     prevote     time-out                                        precommit nil            L61
///     any         2f+1 precommits of any kind, once               start the time-out       L47
///     any         2f+1 precommits v in any round                  decide v                 L49
///     any         time-out                                        start round r + 1        L65
///
/// Where the paper waits for a proposal beside a quorum (L36, L49), the block is enough: its hash
/// is what the quorum named, and the node fetches what it has not.
#include "consensus/bft/state.hpp"

namespace descent::consensus::bft {

/// L11. Leaves what the last round timed, keeps what it heard.
void start_round(State& state, Effects& out, Round round);

/// Applies the rules until none is left to apply.
void settle(State& state, Effects& out);

/// L57, L61, L65: the time-out of this round's step. REQUIRES in_round.
void on_timeout(State& state, Effects& out, Timer timer);

/// The block we were asked to make for `round`.
void on_built(State& state, Effects& out, const Hash& block, Round round);

}  // namespace descent::consensus::bft

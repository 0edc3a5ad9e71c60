#pragma once
/// # Tracks
/// The kinds of referendum there are, with what each asks for. Periods are in parts of a day, which
/// a chain for development may shorten; a small track is quick and cheap, that of root is neither.
#include "modules/referenda/referenda.hpp"

namespace descent::chain_spec {

/// The reciprocal that falls from `ceil` to `floor`, and is at `level` when `delay` of the decision
/// period is over; all to within some billionths.
/// REQUIRES floor < level, and `level` below the line from `ceil` to `floor`
modules::referenda::Curve reciprocal_through(Perbill delay, Perbill level, Perbill floor,
                                             Perbill ceil);

/// `day` in blocks, at least 1'440.
std::vector<modules::referenda::Track> tracks(BlockNumber day);
/// Slashed deposits go to `slashed`.
modules::Referenda::Config referenda_config(BlockNumber day, const AccountId& slashed);
/// Of votes with a conviction of 1x.
constexpr BlockNumber vote_locking_period(BlockNumber day) { return 7 * day; }

}  // namespace descent::chain_spec

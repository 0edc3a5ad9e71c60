#pragma once
// The money of a round, to the unit.
#include "tests/modules/training/story.hpp"

namespace descent::modules {

/// Plays one round and checks that what left circulation is forfeits and the price of evaluation,
/// that nobody's wealth changed but by their receipt, and that the pool paid what was paid.
void conserve(Story& story, const std::vector<Story::Move>& moves);

/// What a party has more, or less, than it began with.
i128 net(Story& story, std::uint8_t party);

}  // namespace descent::modules

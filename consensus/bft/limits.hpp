#pragma once
// What strangers can make the engine remember. Everything else is bounded by the number of
// authorities, at most kAuthoritiesMax.
#include "runtime/primitives/vote.hpp"

namespace descent::consensus::bft {

/// Of each authority, votes of so many rounds beyond ours are kept: its highest.
inline constexpr std::size_t kRoundsAheadMax = 4;
/// A proposal further ahead than this is refused: who proposes is computed round by round.
inline constexpr Round kProposalsAheadMax = 16;
/// Votes of so many rounds before ours are kept, and those of a round somebody appeals to.
inline constexpr Round kRoundsBackMax = 16;
/// What an authority says in one place is kept for so many different blocks.
inline constexpr std::size_t kBlocksFreeMax = 2;
/// And for so many, if more than a third say the same: a liar must not keep a quorum from us by
/// showing us two other votes first.
inline constexpr std::size_t kBlocksMax = 4;
static_assert(kBlocksFreeMax >= 2, "two votes are the evidence");
static_assert(kBlocksFreeMax <= kBlocksMax);

/// Votes that wait for their signatures to be checked.
inline constexpr std::size_t kUncheckedMax = 4 * kAuthoritiesMax;
/// Of each authority, checked votes of the next height.
inline constexpr std::size_t kNextHeightMax = 6;
/// Own votes on their way to the disk and the signer: with more, the node falls silent.
inline constexpr std::size_t kUnsignedMax = 64;

}  // namespace descent::consensus::bft

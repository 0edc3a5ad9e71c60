#pragma once
// How strongly an account means its vote: the longer it locks its tokens, the more they count.
// source  polkadot-sdk, substrate/frame/conviction-voting/src/conviction.rs and types.rs
#include "runtime/primitives/types.hpp"

namespace descent::modules::conviction_voting {

enum class Conviction : std::uint8_t {
  None,      ///< a tenth of the tokens counts, and nothing is locked
  Locked1x,  ///< the tokens count once, and are locked for one period
  Locked2x,  ///< twice, for 2
  Locked3x,  ///< for 4
  Locked4x,  ///< for 8
  Locked5x,  ///< for 16
  Locked6x,  ///< for 32
  kCount
};

/// For how many periods of `VoteLockingPeriod` blocks tokens stay locked after the poll.
std::uint32_t lock_periods(Conviction conviction);

/// What somebody's tokens come to in a poll.
struct Delegations {
  static constexpr std::string_view type_path = "pallet_conviction_voting::types::Delegations";
  Balance votes{};    ///< weighted by conviction
  Balance capital{};  ///< the tokens themselves
  DESCENT_FIELDS(votes, capital)
  friend bool operator==(const Delegations&, const Delegations&) = default;
};
/// Both saturate.
Delegations operator+(const Delegations& a, const Delegations& b);
Delegations operator-(const Delegations& a, const Delegations& b);

/// What `capital` counts with this conviction. Votes are rounded down, and saturate.
Delegations weighed(Conviction conviction, Balance capital);

}  // namespace descent::modules::conviction_voting

template <>
inline constexpr std::string_view
    descent::kTypePath<descent::modules::conviction_voting::Conviction> =
        "pallet_conviction_voting::conviction::Conviction";

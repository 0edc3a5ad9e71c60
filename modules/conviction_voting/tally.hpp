#pragma once
// Where a poll stands.
#include "modules/conviction_voting/vote.hpp"
#include "runtime/primitives/dispatch_error.hpp"
#include "runtime/primitives/perbill.hpp"

namespace descent::modules::conviction_voting {

struct Tally {
  static constexpr std::string_view type_path = "pallet_conviction_voting::types::Tally";
  Balance ayes{};     ///< weighted by conviction
  Balance nays{};     ///< weighted by conviction
  Balance support{};  ///< tokens that voted aye or abstained
  DESCENT_FIELDS(ayes, nays, support)
  friend bool operator==(const Tally&, const Tally&) = default;

  /// What one vote counts, without the delegations that follow it.
  static Tally of(const AccountVote& vote);
  /// What delegations count on a side.
  static Tally of(bool aye, const Delegations& delegations);

  /// errors  Arithmetic::Overflow, Arithmetic::Underflow; then the tally is not changed
  Result<> add(const Tally& other);
  Result<> remove(const Tally& other);

  /// The part of ayes in all votes, rounded down. Where there is no vote it is nothing: what
  /// nobody has voted on must not pass, though a support curve may end at zero.
  Perbill approval() const;
  /// The part of `issuance` that supports, rounded down.
  Perbill supported(Balance issuance) const;
};

}  // namespace descent::modules::conviction_voting

#pragma once
// What the commands on staking share.
#include "modules/staking/staking.hpp"
#include "node/cli/session.hpp"
#include "node/cli/state_at.hpp"

namespace descent::cli {

/// "5%" or "0.25%": up to 7 decimals.
/// errors  Usage: no number, no '%', above 100%
Outcome<modules::staking::Perbill> parse_percent(std::string_view text);
/// "5%": `parse_percent` reads it back.
std::string percent_text(modules::staking::Perbill part);

/// "3 days 4 h", "20 min", "15 s": the two largest units.
std::string duration_text(std::uint64_t milliseconds);

/// The modules, to ask for their handles.
const modules::Staking& staking_of(const Session& session);

/// The state of the newest block.
Outcome<StateAt> newest_state(const Chain& chain);

/// errors  Refused: nothing is bonded, and how to bond
Outcome<modules::staking::Ledger> bonded_ledger(const Session& session, const StateAt& state,
                                                const AccountId& stash);

/// The value of a parameter. errors  Refused: the node has none of that name
Outcome<u128> parameter_of(const Chain& chain, std::string_view module, std::string_view name);

/// Where the chain stands in its eras, for estimates of when something happens.
struct EraClock {
  modules::staking::EraIndex active{};
  modules::staking::EraIndex planned{};  ///< unlocking is counted in these
  std::uint64_t blocks_of_era{};         ///< at most: elections may take longer
  std::uint64_t blocks_into{};           ///< of the active era
  std::uint64_t block_ms{};              ///< between two blocks at least

  /// Milliseconds until `era` is the planned one, if blocks come as fast as they may: the last
  /// session of an era plans the next. 0 if it is.
  std::uint64_t until_planned(modules::staking::EraIndex era) const;
  std::uint64_t blocks_of_session{};
};
Outcome<EraClock> era_clock(const Session& session, const StateAt& state);

/// "era 31, in about 7 days", "now".
std::string when_planned(const EraClock& clock, modules::staking::EraIndex era);

/// A page of a validator's stakers that an era owes.
struct UnpaidPage {
  AccountId validator;
  modules::staking::EraIndex era{};
  modules::staking::Page page{};
  friend bool operator==(const UnpaidPage&, const UnpaidPage&) = default;
};
/// All that `validator` and those behind it have not been paid, the oldest era first.
Outcome<std::vector<UnpaidPage>> unpaid_pages(const Session& session, const StateAt& state,
                                              const AccountId& validator);

/// Whose eras pay `stash`: itself if it validates or has validated, and whom it nominates.
Outcome<std::vector<AccountId>> validators_behind(const Session& session, const StateAt& state,
                                                  const AccountId& stash);

}  // namespace descent::cli

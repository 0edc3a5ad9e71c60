#pragma once
// What Staking reports. source  polkadot-sdk, substrate/frame/staking/src/pallet/mod.rs
#include "modules/staking/types.hpp"
#include "runtime/frame/pallet.hpp"

namespace descent::modules::staking {

struct EraPaid {
  static constexpr std::uint8_t event_index = 0;
  static constexpr std::string_view doc =
      "The era payout has been set: what stakers may claim. Nothing else is minted, so the "
      "remainder is 0.";
  EraIndex era_index{};
  Balance validator_payout{};
  Balance remainder{};
  DESCENT_FIELDS(era_index, validator_payout, remainder)
};
struct Rewarded {
  static constexpr std::uint8_t event_index = 1;
  static constexpr std::string_view doc =
      "The nominator has been rewarded by this amount to this destination.";
  AccountId stash;
  RewardDestination dest;
  Balance amount{};
  DESCENT_FIELDS(stash, dest, amount)
};
struct Slashed {
  static constexpr std::uint8_t event_index = 2;
  static constexpr std::string_view doc =
      "A staker (validator or nominator) has been slashed by the given amount.";
  AccountId staker;
  Balance amount{};
  DESCENT_FIELDS(staker, amount)
};
struct SlashReported {
  static constexpr std::uint8_t event_index = 3;
  static constexpr std::string_view doc =
      "A slash for the given validator was reported. `fraction` is what it is by now: it rises "
      "with every other offender of the era.";
  AccountId validator;
  Perbill fraction;
  EraIndex slash_era{};
  DESCENT_FIELDS(validator, fraction, slash_era)
};
struct StakersElected {
  static constexpr std::uint8_t event_index = 5;
  static constexpr std::string_view doc = "A new set of stakers was elected.";
  DESCENT_FIELDS()
};
struct Bonded {
  static constexpr std::uint8_t event_index = 6;
  static constexpr std::string_view doc = "An account has bonded this amount.";
  AccountId stash;
  Balance amount{};
  DESCENT_FIELDS(stash, amount)
};
struct Unbonded {
  static constexpr std::uint8_t event_index = 7;
  static constexpr std::string_view doc = "An account has unbonded this amount.";
  AccountId stash;
  Balance amount{};
  DESCENT_FIELDS(stash, amount)
};
struct Withdrawn {
  static constexpr std::uint8_t event_index = 8;
  static constexpr std::string_view doc =
      "An account has called `withdraw_unbonded` and removed unbonding chunks worth `Balance` from "
      "the unlocking queue.";
  AccountId stash;
  Balance amount{};
  DESCENT_FIELDS(stash, amount)
};
struct Kicked {
  static constexpr std::uint8_t event_index = 9;
  static constexpr std::string_view doc = "A nominator has been kicked from a validator.";
  AccountId nominator;
  AccountId stash;
  DESCENT_FIELDS(nominator, stash)
};
struct StakingElectionFailed {
  static constexpr std::uint8_t event_index = 10;
  static constexpr std::string_view doc =
      "Too few candidates: the validators stay, and the next session elects again.";
  DESCENT_FIELDS()
};
struct Chilled {
  static constexpr std::uint8_t event_index = 11;
  static constexpr std::string_view doc =
      "An account has stopped participating as either a validator or nominator.";
  AccountId stash;
  DESCENT_FIELDS(stash)
};
struct PayoutStarted {
  static constexpr std::uint8_t event_index = 12;
  static constexpr std::string_view doc =
      "A Page of stakers rewards are getting paid. `next` is `None` if all pages are claimed.";
  EraIndex era_index{};
  AccountId validator_stash;
  Page page{};
  std::optional<Page> next;
  DESCENT_FIELDS(era_index, validator_stash, page, next)
};
struct ValidatorPrefsSet {
  static constexpr std::uint8_t event_index = 13;
  static constexpr std::string_view doc = "A validator has set their preferences.";
  AccountId stash;
  ValidatorPrefs prefs;
  DESCENT_FIELDS(stash, prefs)
};
struct ForceEra {
  static constexpr std::uint8_t event_index = 16;
  static constexpr std::string_view doc = "A new force era mode was set.";
  Forcing mode{};
  DESCENT_FIELDS(mode)
};
struct SlashCancelled {
  static constexpr std::uint8_t event_index = 19;
  static constexpr std::string_view doc = "A slash that waited was cancelled by governance.";
  EraIndex slash_era{};
  AccountId validator;
  DESCENT_FIELDS(slash_era, validator)
};

using AllEvents = frame::Events<EraPaid, Rewarded, Slashed, SlashReported, StakersElected, Bonded,
                                Unbonded, Withdrawn, Kicked, StakingElectionFailed, Chilled,
                                PayoutStarted, ValidatorPrefsSet, ForceEra, SlashCancelled>;

}  // namespace descent::modules::staking

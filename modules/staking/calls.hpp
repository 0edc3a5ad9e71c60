#pragma once
// What Staking is asked to do. Arguments, names and indices are polkadot-sdk's.
#include "modules/staking/weights.hpp"
#include "runtime/frame/call.hpp"
#include "runtime/primitives/address.hpp"

namespace descent::modules::staking::calls {

struct bond {
  static constexpr frame::CallMeta meta{
      .index = 0,
      .doc =
          "Take the signer as a stash and put `value` of its balance at stake, or all of it "
          "that is free, if that is less."};
  Compact<Balance> value{};
  RewardDestination payee;
  DESCENT_FIELDS(value, payee)
  Weight weight() const { return staking_weights::kBond; }
};

struct bond_extra {
  static constexpr frame::CallMeta meta{
      .index = 1, .doc = "Add up to `max_additional` of the free balance to what is at stake."};
  Compact<Balance> max_additional{};
  DESCENT_FIELDS(max_additional)
  Weight weight() const { return staking_weights::kBond; }
};

struct unbond {
  static constexpr frame::CallMeta meta{
      .index = 2,
      .doc =
          "Schedule a portion of the stash to be unlocked, ready to be withdrawn after "
          "`BondingDuration` eras. What would be left below the existential deposit goes too."};
  Compact<Balance> value{};
  DESCENT_FIELDS(value)
  Weight weight() const { return staking_weights::kUnbond + staking_weights::kWithdraw; }
};

struct withdraw_unbonded {
  static constexpr frame::CallMeta meta{
      .index = 3,
      .doc =
          "Free what has been unlocking for long enough. A stash with nothing left at stake is "
          "removed. There are no slashing spans: the number is not looked at."};
  std::uint32_t num_slashing_spans{};
  DESCENT_FIELDS(num_slashing_spans)
  Weight weight() const { return staking_weights::kWithdraw; }
};

struct validate {
  static constexpr frame::CallMeta meta{
      .index = 4,
      .doc =
          "Declare the desire to validate, from the next election on. The stash needs session "
          "keys by then."};
  ValidatorPrefs prefs;
  DESCENT_FIELDS(prefs)
  Weight weight() const { return staking_weights::kValidate; }
};

struct nominate {
  static constexpr frame::CallMeta meta{
      .index = 5,
      .doc =
          "Declare the desire to back `targets`, 1 to 16 validators, from the next election "
          "on."};
  Bounded<MultiAddress, kNominationsMax> targets;
  DESCENT_FIELDS(targets)
  Weight weight() const { return staking_weights::nominate(targets.size()); }
};

struct chill {
  static constexpr frame::CallMeta meta{.index = 6,
                                        .doc = "Declare no desire to either validate or nominate."};
  DESCENT_FIELDS()
  Weight weight() const { return staking_weights::kChill; }
};

struct set_payee {
  static constexpr frame::CallMeta meta{.index = 7, .doc = "Say where rewards are to be paid."};
  RewardDestination payee;
  DESCENT_FIELDS(payee)
  Weight weight() const { return staking_weights::kSetPayee; }
};

struct set_validator_count {
  static constexpr frame::CallMeta meta{.index = 9,
                                        .doc = "Sets the ideal number of validators. Root."};
  Compact<std::uint32_t> new_{};
  DESCENT_FIELDS(new_)
  Weight weight() const { return staking_weights::kSetCount; }
};

struct increase_validator_count {
  static constexpr frame::CallMeta meta{.index = 10,
                                        .doc = "Increments the ideal number of validators. Root."};
  Compact<std::uint32_t> additional{};
  DESCENT_FIELDS(additional)
  Weight weight() const { return staking_weights::kSetCount; }
};

struct force_no_eras {
  static constexpr frame::CallMeta meta{
      .index = 12,
      .doc =
          "Elect nobody: the validators of this era stay, and nothing unbonds, until another "
          "forcing is set. Root."};
  DESCENT_FIELDS()
  Weight weight() const { return staking_weights::kSetCount; }
};

struct force_new_era {
  static constexpr frame::CallMeta meta{
      .index = 13, .doc = "Elect in the next session; afterwards eras are as long as ever. Root."};
  DESCENT_FIELDS()
  Weight weight() const { return staking_weights::kSetCount; }
};

struct force_unstake {
  static constexpr frame::CallMeta meta{
      .index = 15,
      .doc =
          "Free all that a stash has at stake, at once, and remove it: what slashes are to come "
          "find nothing. There are no slashing spans: the number is not looked at. Root."};
  AccountId stash;
  std::uint32_t num_slashing_spans{};
  DESCENT_FIELDS(stash, num_slashing_spans)
  Weight weight() const { return staking_weights::kWithdraw; }
};

struct force_new_era_always {
  static constexpr frame::CallMeta meta{
      .index = 16, .doc = "Elect in every session, until another forcing is set. Root."};
  DESCENT_FIELDS()
  Weight weight() const { return staking_weights::kSetCount; }
};

struct cancel_deferred_slash {
  static constexpr frame::CallMeta meta{
      .index = 17,
      .doc =
          "Cancel slashes that wait for `era`, by their ascending places in the list. Root, or by "
          "vote on the track of slash cancellation."};
  EraIndex era{};
  Bounded<std::uint32_t, kElectedMax> slash_indices;
  DESCENT_FIELDS(era, slash_indices)
  Weight weight() const { return staking_weights::cancel(slash_indices.size()); }
};

struct payout_stakers {
  static constexpr frame::CallMeta meta{
      .index = 18,
      .doc = "Pay the next page of a validator's stakers for a single era. Anybody may."};
  AccountId validator_stash;
  EraIndex era{};
  DESCENT_FIELDS(validator_stash, era)
  Weight weight() const { return staking_weights::payout(kPageMax); }
};

struct rebond {
  static constexpr frame::CallMeta meta{
      .index = 19,
      .doc = "Put a portion of what is unlocking at stake again, the latest unbonded first."};
  Compact<Balance> value{};
  DESCENT_FIELDS(value)
  Weight weight() const { return staking_weights::kRebond; }
};

struct reap_stash {
  static constexpr frame::CallMeta meta{
      .index = 20,
      .doc =
          "Remove a stash of which slashes have left less than the existential deposit at stake, "
          "and free that. Anybody may. There are no slashing spans: the number is not looked at."};
  AccountId stash;
  std::uint32_t num_slashing_spans{};
  DESCENT_FIELDS(stash, num_slashing_spans)
  Weight weight() const { return staking_weights::kWithdraw; }
};

struct kick {
  static constexpr frame::CallMeta meta{
      .index = 21,
      .doc =
          "Take the signer, a validator, off the nominations of `who`, at most 64. With `blocked` "
          "in its preferences they cannot name it again."};
  Bounded<MultiAddress, kPageMax> who;
  DESCENT_FIELDS(who)
  Weight weight() const { return staking_weights::kick(who.size()); }
};

struct chill_other {
  static constexpr frame::CallMeta meta{
      .index = 23,
      .doc = "Chill a stash that has less at stake than its role asks for by now. Anybody may."};
  AccountId stash;
  DESCENT_FIELDS(stash)
  Weight weight() const { return staking_weights::kChill; }
};

struct payout_stakers_by_page {
  static constexpr frame::CallMeta meta{
      .index = 26, .doc = "Pay a page of a validator's stakers for a single era. Anybody may."};
  AccountId validator_stash;
  EraIndex era{};
  Page page{};
  DESCENT_FIELDS(validator_stash, era, page)
  Weight weight() const { return staking_weights::payout(kPageMax); }
};

using All =
    frame::Calls<bond, bond_extra, unbond, withdraw_unbonded, validate, nominate, chill, set_payee,
                 set_validator_count, increase_validator_count, force_no_eras, force_new_era,
                 force_unstake, force_new_era_always, cancel_deferred_slash, payout_stakers, rebond,
                 reap_stash, kick, chill_other, payout_stakers_by_page>;

}  // namespace descent::modules::staking::calls

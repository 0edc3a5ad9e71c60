#pragma once
// Why Staking refuses. source  polkadot-sdk, substrate/frame/staking/src/pallet/mod.rs
#include "runtime/frame/pallet.hpp"

namespace descent::modules::staking {

enum class Error : std::uint8_t {
  NotController = 0,
  NotStash = 1,
  AlreadyBonded = 2,
  EmptyTargets = 4,
  DuplicateIndex = 5,
  InvalidSlashIndex = 6,
  InsufficientBond = 7,
  NoMoreChunks = 8,
  NoUnlockChunk = 9,
  FundedTarget = 10,
  InvalidEraToReward = 11,
  NotSortedAndUnique = 13,
  AlreadyClaimed = 14,
  InvalidPage = 15,
  BadTarget = 20,
  CannotChillOther = 21,
  TooManyNominators = 22,
  TooManyValidators = 23,
  CommissionTooLow = 24,
  BoundNotMet = 25,
  ControllerDeprecated = 26,
};
inline constexpr frame::ErrorRow<Error> kErrors[] = {
    {Error::NotController, "The account has nothing bonded."},
    {Error::NotStash, "The account was not elected in this era."},
    {Error::AlreadyBonded, "Stash is already bonded: use `bond_extra`."},
    {Error::EmptyTargets, "Targets cannot be empty."},
    {Error::DuplicateIndex, "A target is named twice."},
    {Error::InvalidSlashIndex, "No slash of this index waits in this era."},
    {Error::InsufficientBond,
     "Cannot have a validator or nominator role, with value less than the minimum defined by "
     "governance (see `MinValidatorBond` and `MinNominatorBond`). If unbonding is the intention, "
     "`chill` first to remove one's role as validator/nominator."},
    {Error::NoMoreChunks, "Can not schedule more unlock chunks."},
    {Error::NoUnlockChunk, "Can not rebond without unlocking chunks."},
    {Error::FundedTarget, "Attempting to target a stash that still has funds."},
    {Error::InvalidEraToReward, "The era is not over, or too long ago."},
    {Error::NotSortedAndUnique, "Items are not sorted and unique."},
    {Error::AlreadyClaimed, "Rewards for this era have already been claimed for this validator."},
    {Error::InvalidPage, "No nominators exist on this page."},
    {Error::BadTarget,
     "A nomination target was supplied that was blocked or otherwise not a validator."},
    {Error::CannotChillOther,
     "The user has enough bond and thus cannot be chilled forcefully by an external person."},
    {Error::TooManyNominators,
     "There are too many nominators in the system. Governance needs to adjust the staking "
     "settings to keep things safe for the runtime."},
    {Error::TooManyValidators,
     "There are too many validator candidates in the system. Governance needs to adjust the "
     "staking settings to keep things safe for the runtime."},
    {Error::CommissionTooLow, "The commission is below `MinCommission`, or more than the whole."},
    {Error::BoundNotMet, "Validators are 1 to 256, and at least `MinimumValidatorCount`."},
    {Error::ControllerDeprecated, "Stash and controller are one: pay to the stash instead."},
};

}  // namespace descent::modules::staking

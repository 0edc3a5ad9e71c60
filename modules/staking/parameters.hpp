#pragma once
// What governance may change about staking.
#include "modules/staking/types.hpp"
#include "runtime/frame/parameter.hpp"

namespace descent::modules::staking {

inline constexpr frame::Parameter kMinNominatorBond{
    .index = 0,
    .name = "MinNominatorBond",
    .initial = 10 * kGrad,
    .least = kGrad,
    .most = 1'000'000 * kGrad,
    .doc = "The minimum active bond to become and maintain the role of a nominator."};
inline constexpr frame::Parameter kMinValidatorBond{
    .index = 1,
    .name = "MinValidatorBond",
    .initial = 100 * kGrad,
    .least = kGrad,
    .most = 100'000'000 * kGrad,
    .doc = "The minimum active bond to become and maintain the role of a validator."};
inline constexpr frame::Parameter kMaxNominatorsCount{
    .index = 2,
    .name = "MaxNominatorsCount",
    .initial = 20'000,
    .least = 1,
    .most = kNominatorsMax,
    .doc = "The maximum nominator count before we stop allowing new nominators to join."};
inline constexpr frame::Parameter kMaxValidatorsCount{
    .index = 3,
    .name = "MaxValidatorsCount",
    .initial = kCandidatesMax,
    .least = 1,
    .most = kCandidatesMax,
    .doc = "The maximum validator count before we stop allowing new validators to join."};
inline constexpr frame::Parameter kMinCommission{
    .index = 4,
    .name = "MinCommission",
    .initial = 0,
    .least = 0,
    .most = kBillion,
    .doc = "The minimum commission that validators can set, in parts of a billion."};
inline constexpr frame::Parameter kSlashRewardFraction{
    .index = 5,
    .name = "SlashRewardFraction",
    .initial = 0,
    .least = 0,
    .most = kBillion / 2,
    .doc =
        "The part of a slash that goes to its reporter, in parts of a billion; burned is the "
        "rest."};
inline constexpr frame::Parameter kMaxEraDuration{
    .index = 6,
    .name = "MaxEraDuration",
    .initial = Moment{24} * 3'600 * 1'000,
    .least = 1'000,
    .most = Moment{30} * 24 * 3'600 * 1'000,
    .doc =
        "What an era is paid for at most, in milliseconds: a chain that stood still mints "
        "nothing for it."};
inline constexpr frame::Parameter kParameters[] = {
    kMinNominatorBond, kMinValidatorBond,    kMaxNominatorsCount, kMaxValidatorsCount,
    kMinCommission,    kSlashRewardFraction, kMaxEraDuration};

}  // namespace descent::modules::staking

#pragma once
// What governance may change about staking.
#include "modules/staking/types.hpp"
#include "runtime/frame/parameter.hpp"

namespace descent::modules::staking {

inline constexpr frame::Parameter kMinNominatorBond{
    0,
    "MinNominatorBond",
    {.initial = 10 * kGrad, .least = kGrad, .most = 1'000'000 * kGrad},
    "The minimum active bond to become and maintain the role of a nominator."};
inline constexpr frame::Parameter kMinValidatorBond{
    1,
    "MinValidatorBond",
    {.initial = 100 * kGrad, .least = kGrad, .most = 100'000'000 * kGrad},
    "The minimum active bond to become and maintain the role of a validator."};
inline constexpr frame::Parameter kMaxNominatorsCount{
    2,
    "MaxNominatorsCount",
    {.initial = 20'000, .least = 1, .most = kNominatorsMax},
    "The maximum nominator count before we stop allowing new nominators to join."};
inline constexpr frame::Parameter kMaxValidatorsCount{
    3,
    "MaxValidatorsCount",
    {.initial = kCandidatesMax, .least = 1, .most = kCandidatesMax},
    "The maximum validator count before we stop allowing new validators to join."};
inline constexpr frame::Parameter kMinCommission{
    4,
    "MinCommission",
    {.initial = 0, .least = 0, .most = kBillion},
    "The minimum commission that validators can set, in parts of a billion."};
inline constexpr frame::Parameter kSlashRewardFraction{
    5,
    "SlashRewardFraction",
    {.initial = 0, .least = 0, .most = kBillion / 2},
    "The part of a slash that goes to its reporter, in parts of a billion; burned is the rest."};
inline constexpr frame::Parameter kMaxEraDuration{
    6,
    "MaxEraDuration",
    {.initial = u128{24} * 3'600 * 1'000, .least = 1'000, .most = u128{30} * 24 * 3'600 * 1'000},
    "What an era is paid for at most, in milliseconds: a chain that stood still mints nothing for "
    "it."};
inline constexpr frame::Parameter kParameters[] = {
    kMinNominatorBond, kMinValidatorBond,    kMaxNominatorsCount, kMaxValidatorsCount,
    kMinCommission,    kSlashRewardFraction, kMaxEraDuration};

}  // namespace descent::modules::staking

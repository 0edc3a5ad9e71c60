#pragma once
// What governance may change about tasks that are opened from then on.
#include "modules/training/types.hpp"
#include "runtime/frame/parameter.hpp"

namespace descent::modules::training {

inline constexpr frame::Parameter kSliceSamples{
    0, "SliceSamples", {.initial = 100, .least = 16, .most = 65'536}, "Least samples of a slice."};
inline constexpr frame::Parameter kNoRevealForfeit{
    1,
    "NoRevealForfeit",
    {.initial = 100'000, .least = 0, .most = 1'000'000},
    "Millionths of a deposit burned if its update is not revealed."};
inline constexpr frame::Parameter kHarmForfeit{
    2,
    "HarmForfeit",
    {.initial = 1'000'000, .least = 0, .most = 1'000'000},
    "Millionths of a deposit burned if its update does harm."};
inline constexpr frame::Parameter kHarmLeast{
    3,
    "HarmLeast",
    {.initial = 0, .least = 0, .most = u128{1} << 36},
    "Least threshold of harm a task may set, in units of 2^-24."};
inline constexpr frame::Parameter kPhaseBlocksLeast{
    4, "PhaseBlocksLeast", {.initial = 2, .least = 1, .most = 100'000}, "Least blocks of a phase."};
inline constexpr frame::Parameter kParticipantsMost{
    5,
    "ParticipantsMost",
    {.initial = kParticipantsMax, .least = 1, .most = kParticipantsMax},
    "Most participants a task may admit to a round."};
inline constexpr frame::Parameter kEvaluationPrice{
    6,
    "EvaluationPrice",
    {.initial = 10'000'000, .least = 0, .most = kGrad},
    "Base units for a microsecond of evaluation."};
inline constexpr frame::Parameter kDepositLeast{
    7,
    "DepositLeast",
    {.initial = kGrad / 1'000, .least = 1, .most = 1'000'000 * kGrad},
    "Least deposit a task may ask for, in base units."};
inline constexpr frame::Parameter kParameters[] = {
    kSliceSamples,     kNoRevealForfeit,  kHarmForfeit,     kHarmLeast,
    kPhaseBlocksLeast, kParticipantsMost, kEvaluationPrice, kDepositLeast};

}  // namespace descent::modules::training

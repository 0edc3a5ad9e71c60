#pragma once
// What governance may change about tasks that are opened from then on.
#include "modules/training/types.hpp"
#include "runtime/frame/parameter.hpp"

namespace descent::modules::training {

inline constexpr frame::Parameter kSliceSamples{.index = 0,
                                                .name = "SliceSamples",
                                                .initial = 100,
                                                .least = 16,
                                                .most = 65'536,
                                                .doc = "Least samples of a slice."};
inline constexpr frame::Parameter kNoRevealForfeit{
    .index = 1,
    .name = "NoRevealForfeit",
    .initial = 100'000,
    .least = 0,
    .most = 1'000'000,
    .doc = "Millionths of a deposit burned if its update is not revealed."};
inline constexpr frame::Parameter kHarmForfeit{
    .index = 2,
    .name = "HarmForfeit",
    .initial = 1'000'000,
    .least = 0,
    .most = 1'000'000,
    .doc = "Millionths of a deposit burned if its update does harm."};
inline constexpr frame::Parameter kHarmLeast{
    .index = 3,
    .name = "HarmLeast",
    .initial = 0,
    .least = 0,
    .most = u128{1} << 36,
    .doc = "Least threshold of harm a task may set, in units of 2^-24."};
inline constexpr frame::Parameter kPhaseBlocksLeast{.index = 4,
                                                    .name = "PhaseBlocksLeast",
                                                    .initial = 2,
                                                    .least = 1,
                                                    .most = 100'000,
                                                    .doc = "Least blocks of a phase."};
inline constexpr frame::Parameter kParticipantsMost{
    .index = 5,
    .name = "ParticipantsMost",
    .initial = kParticipantsMax,
    .least = 1,
    .most = kParticipantsMax,
    .doc = "Most participants a task may admit to a round."};
inline constexpr frame::Parameter kEvaluationPrice{
    .index = 6,
    .name = "EvaluationPrice",
    .initial = 10'000'000,
    .least = 0,
    .most = kGrad,
    .doc = "Base units for a microsecond of evaluation."};
inline constexpr frame::Parameter kDepositLeast{
    .index = 7,
    .name = "DepositLeast",
    .initial = kGrad / 1'000,
    .least = 1,
    .most = 1'000'000 * kGrad,
    .doc = "Least deposit a task may ask for, in base units."};
inline constexpr frame::Parameter kParameters[] = {
    kSliceSamples,     kNoRevealForfeit,  kHarmForfeit,     kHarmLeast,
    kPhaseBlocksLeast, kParticipantsMost, kEvaluationPrice, kDepositLeast};

}  // namespace descent::modules::training

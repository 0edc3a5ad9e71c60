#pragma once
// On the reference machine; `./dev bench weights` measures what calls and blocks take of them.
#include "modules/staking/staking.hpp"

namespace descent::modules::offences_weights {

/// Two signatures are checked against a set that is kept, and the offender is punished.
inline constexpr Weight kReport{staking_weights::kOffence + 400 * kMicrosecond, 0};
/// What every block looks at: whether an era is over.
inline constexpr std::uint64_t kBlock = 20 * kMicrosecond;
/// A validator of an era that is over: how many blocks it made, and whether it is offline.
inline constexpr std::uint64_t kValidator = 40 * kMicrosecond;
/// A report about an era that evidence no longer counts for.
inline constexpr std::uint64_t kForget = 10 * kMicrosecond;

}  // namespace descent::modules::offences_weights

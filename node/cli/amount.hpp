#pragma once
// Amounts of GRAD as people write them, exactly: there is no floating point on the way.
#include <string_view>

#include "node/cli/failure.hpp"
#include "runtime/primitives/types.hpp"

namespace descent::cli {

inline constexpr std::size_t kDecimals = 12;

/// "1.5" is 1,500,000,000,000 base units. Digits, and at most one point with digits on both sides.
/// errors  Usage: another character, more than 12 decimals, above 2^128 - 1 base units
Outcome<Balance> parse_amount(std::string_view text);

/// "1.5", without needless zeros: `parse_amount` reads it back.
std::string format_amount(Balance amount);

/// "1.5 GRAD".
inline std::string in_grad(Balance amount) { return format_amount(amount) + " GRAD"; }

}  // namespace descent::cli

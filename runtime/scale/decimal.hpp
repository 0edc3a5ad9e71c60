#pragma once
// Decimal text of 128-bit integers, which the standard library does not print.
#include <optional>
#include <string>

#include "runtime/scale/bytes.hpp"

namespace descent {

std::string to_string(u128 value);

/// Reads digits only; nullopt if empty, above 2^128 - 1, or anything else is in the text.
std::optional<u128> u128_from(std::string_view digits);

}  // namespace descent

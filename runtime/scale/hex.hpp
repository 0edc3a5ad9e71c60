#pragma once
// Hexadecimal text, as JSON-RPC and people write it.
#include <optional>
#include <string>

#include "runtime/scale/bytes.hpp"

namespace descent {

/// Lower case, without a prefix.
std::string to_hex(View bytes);

/// Lower case, with "0x" in front.
std::string to_0x(View bytes);

/// Reads hex digits of either case, with or without "0x"; "" and "0x" are empty.
/// nullopt on an odd number of digits or any other character.
std::optional<Bytes> from_hex(std::string_view text);

}  // namespace descent

#pragma once
/// # Base58
/// A number in base 58 with Bitcoin's alphabet; each leading zero byte is a leading '1'. The work
/// grows with the square of the length, so lengths are bounded.
#include <optional>
#include <string>

#include "runtime/scale/bytes.hpp"

namespace descent::crypto {

inline constexpr std::size_t kBase58BytesMax = 128;
inline constexpr std::size_t kBase58TextMax = 176;  ///< what `kBase58BytesMax` bytes need at most

/// REQUIRES  at most `kBase58BytesMax` bytes
std::string base58_encode(View bytes);

/// nullopt on a character outside the alphabet, and on more than `kBase58TextMax` of them.
std::optional<Bytes> base58_decode(std::string_view text);

}  // namespace descent::crypto

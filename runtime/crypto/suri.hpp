#pragma once
/// # Secret URIs
/// "0x<64 hex digits>//Alice//1": where derivation starts, and the hard junctions it passes.
/// Without a start it is the development phrase, which everybody knows. source  polkadot-sdk,
/// substrate/primitives/core/src/crypto.rs, DeriveJunction
#include <array>
#include <vector>

#include "runtime/crypto/secret.hpp"
#include "runtime/scale/expected.hpp"

namespace descent::crypto {

using ChainCode = std::array<std::uint8_t, 32>;

inline constexpr std::string_view kDevPhrase =
    "bottom drive obey lake curtain smoke basket hold race lonely fit walk";
inline constexpr std::size_t kSuriLengthMax = 1024;

/// Why there is no key.
enum class KeyError : std::uint8_t {
  TooLong,              ///< above `kSuriLengthMax` characters
  BadSeed,              ///< not "0x" and 64 hex digits
  SeedOutOfRange,       ///< zero or above the order of the curve (ECDSA)
  EmptyJunction,        ///< "//" without a name
  UnsupportedPhrase,    ///< a phrase other than the development one
  UnsupportedSoft,      ///< "/name"
  UnsupportedPassword,  ///< "///password"
};

/// A sentence for people.
std::string_view describe(KeyError error);

struct Suri {
  Seed seed;
  std::vector<ChainCode> junctions;  ///< all hard
};

Expected<Suri, KeyError> parse_suri(std::string_view text);

/// A decimal number below 2^64 in little-endian, or the SCALE text, padded with zeros; hashed if
/// that is above 32 bytes.
ChainCode chain_code(std::string_view junction);

}  // namespace descent::crypto

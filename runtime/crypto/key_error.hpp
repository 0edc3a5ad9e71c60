#pragma once
// Why a text or bytes are no key.
#include <cstdint>
#include <string_view>

namespace descent::crypto {

enum class KeyError : std::uint8_t {
  TooLong,           ///< above `kSuriLengthMax` characters
  BadSeed,           ///< not "0x" and 64 hex digits
  SeedOutOfRange,    ///< zero or above the order of the curve (ECDSA)
  EmptyJunction,     ///< "/" or "//" without a name
  WordCount,         ///< not 12, 15, 18, 21 or 24 words
  UnknownWord,       ///< not one of the 2048 English words
  BadChecksum,       ///< the last word does not fit the others
  SeedWithPassword,  ///< "0x...///password"
  UnsupportedSoft,   ///< "/name" with another scheme than sr25519
  BadSecret,         ///< bytes of a wallet that are no secret of this scheme
};

/// A sentence for people.
std::string_view describe(KeyError error);

}  // namespace descent::crypto

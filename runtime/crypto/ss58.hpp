#pragma once
/// # SS58
/// How an account is written for people: base58 of the network's prefix, the account and two bytes
/// of checksum.
/// source  docs.polkadot.com, "SS58 address format"; ss58-registry
#include <string>

#include "runtime/primitives/types.hpp"

namespace descent::crypto {

inline constexpr std::uint16_t kSs58PrefixMax = 16383;

/// 0..16383 but for 46 and 47, which are reserved.
constexpr bool is_ss58_prefix(std::uint16_t prefix) {
  return prefix <= kSs58PrefixMax && prefix != 46 && prefix != 47;
}

struct Ss58 {
  std::uint16_t prefix{};
  AccountId account;
  friend bool operator==(const Ss58&, const Ss58&) = default;
};

/// Why a text is no address.
enum class Ss58Error : std::uint8_t {
  BadBase58,       ///< a character outside the alphabet, or far too many of them
  BadLength,       ///< not a prefix, 32 bytes and two of checksum
  BadPrefix,       ///< above 16383, or below 64 in the form of two bytes
  ReservedPrefix,  ///< 46 or 47
  BadChecksum,     ///< mistyped
};

/// A sentence for people.
std::string_view describe(Ss58Error error);

/// REQUIRES  is_ss58_prefix(prefix)
std::string ss58_encode(const AccountId& account, std::uint16_t prefix);

Expected<Ss58, Ss58Error> ss58_decode(std::string_view text);

}  // namespace descent::crypto

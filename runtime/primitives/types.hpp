#pragma once
// The words of the chain: amounts, numbers and identities.
#include "runtime/scale/codec.hpp"

namespace descent {

using Balance = u128;  ///< base units; 10^12 of them are one GRAD
using BlockNumber = std::uint32_t;
using Nonce = std::uint32_t;   ///< extrinsics an account has signed
using Moment = std::uint64_t;  ///< milliseconds since 1970-01-01 UTC

inline constexpr Balance kGrad = 1'000'000'000'000;

/// Who owns something: a public key, or a hash for keys that are not 32 bytes long.
struct AccountId {
  static constexpr std::string_view type_path = "sp_core::crypto::AccountId32";
  static constexpr bool unnamed = true;
  std::array<std::uint8_t, 32> id{};
  DESCENT_FIELDS(id)
  friend auto operator<=>(const AccountId&, const AccountId&) = default;
};

/// A BLAKE2b-256 digest, unless the name of the variable says otherwise.
struct Hash {
  static constexpr std::string_view type_path = "primitive_types::H256";
  static constexpr bool unnamed = true;
  std::array<std::uint8_t, 32> bytes{};
  DESCENT_FIELDS(bytes)
  friend auto operator<=>(const Hash&, const Hash&) = default;
};

}  // namespace descent

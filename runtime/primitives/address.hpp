#pragma once
// How an extrinsic names its signer, and what it is signed with.
// source  polkadot-sdk, sp_runtime::{MultiAddress, MultiSignature}
#include "runtime/primitives/types.hpp"

namespace descent {

namespace multi_address {

struct Id {
  static constexpr bool unnamed = true;
  AccountId value;
  DESCENT_FIELDS(value)
};
struct Index {
  static constexpr bool unnamed = true;
  Compact<std::uint32_t> value{};
  DESCENT_FIELDS(value)
};
struct Raw {
  static constexpr bool unnamed = true;
  Bytes value;
  DESCENT_FIELDS(value)
};
struct Address32 {
  static constexpr bool unnamed = true;
  std::array<std::uint8_t, 32> value{};
  DESCENT_FIELDS(value)
};
struct Address20 {
  static constexpr bool unnamed = true;
  std::array<std::uint8_t, 20> value{};
  DESCENT_FIELDS(value)
};

}  // namespace multi_address

/// Only `Id` names an account of this chain; the others are decoded and refused (CannotLookup).
struct MultiAddress : std::variant<multi_address::Id, multi_address::Index, multi_address::Raw,
                                   multi_address::Address32, multi_address::Address20> {
  static constexpr std::string_view type_path = "sp_runtime::multiaddress::MultiAddress";
  using Cases = variant;
  using variant::variant;
  MultiAddress() = default;
  MultiAddress(const AccountId& who) : variant{multi_address::Id{who}} {}
};

namespace multi_signature {

struct Ed25519 {
  static constexpr bool unnamed = true;
  std::array<std::uint8_t, 64> value{};
  DESCENT_FIELDS(value)
};
struct Sr25519 {
  static constexpr bool unnamed = true;
  std::array<std::uint8_t, 64> value{};
  DESCENT_FIELDS(value)
};
/// r, s, then the recovery id, 0 or 1.
struct Ecdsa {
  static constexpr bool unnamed = true;
  std::array<std::uint8_t, 65> value{};
  DESCENT_FIELDS(value)
};

}  // namespace multi_signature

struct MultiSignature
    : std::variant<multi_signature::Ed25519, multi_signature::Sr25519, multi_signature::Ecdsa> {
  static constexpr std::string_view type_path = "sp_runtime::MultiSignature";
  using Cases = variant;
  using variant::variant;
};

}  // namespace descent

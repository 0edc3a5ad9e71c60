#pragma once
// Calls that are too long to be kept where they are named, and what Preimage keeps of them.
// source  polkadot-sdk, frame_support::traits::preimages::Bounded and pallet_preimage
#include "runtime/frame/call.hpp"

namespace descent::modules::preimage {

inline constexpr std::uint32_t kInlineMax = 128;  ///< bytes of a call kept where it is named
/// Bytes of a preimage. What is larger is data, for module Blobs.
inline constexpr std::uint32_t kSizeMax = 256 * 1024;

namespace bounded_call {

/// As chains of long ago kept it: looked up by the hash alone.
struct Legacy {
  Hash hash;
  DESCENT_FIELDS(hash)
  friend bool operator==(const Legacy&, const Legacy&) = default;
};
struct Inline {
  static constexpr bool unnamed = true;
  Bounded<std::uint8_t, kInlineMax> call;
  DESCENT_FIELDS(call)
  friend bool operator==(const Inline&, const Inline&) = default;
};
struct Lookup {
  Hash hash;
  std::uint32_t len{};
  DESCENT_FIELDS(hash, len)
  friend bool operator==(const Lookup&, const Lookup&) = default;
};

}  // namespace bounded_call

/// A call of the runtime: its bytes, or the blake2b-256 of a preimage with them. The bytes were not
/// looked at: they may be no call.
struct BoundedCall
    : std::variant<bounded_call::Legacy, bounded_call::Inline, bounded_call::Lookup> {
  static constexpr std::string_view type_path = "frame_support::traits::preimages::Bounded";
  using Cases = variant;
  using variant::variant;

  /// The hash of the preimage it needs; none if it is inline.
  std::optional<Hash> lookup_hash() const;
  /// The bytes of the preimage, or the most they can be if that is not said; 0 if it is inline.
  std::uint32_t lookup_len() const;
  /// The blake2b-256 of the call.
  Hash hash() const;
};

/// What is held of whom for keeping a preimage.
struct Held {
  static constexpr std::string_view type_path =
      "frame_support::traits::tokens::fungible::HoldConsideration";
  static constexpr bool unnamed = true;
  Balance amount{};
  DESCENT_FIELDS(amount)
};
using Ticket = std::pair<AccountId, Held>;

namespace request_status {

/// Noted by the owner of the ticket, who may take it back.
struct Unrequested {
  Ticket ticket;
  std::uint32_t len{};
  DESCENT_FIELDS(ticket, len)
};
/// Needed by the chain `count` times, whether it was noted (it has a length then) or not.
struct Requested {
  std::optional<Ticket> maybe_ticket;
  std::uint32_t count{};
  std::optional<std::uint32_t> maybe_len;
  DESCENT_FIELDS(maybe_ticket, count, maybe_len)
};

}  // namespace request_status

struct RequestStatus : std::variant<request_status::Unrequested, request_status::Requested> {
  static constexpr std::string_view type_path = "pallet_preimage::RequestStatus";
  using Cases = variant;
  using variant::variant;
};

}  // namespace descent::modules::preimage

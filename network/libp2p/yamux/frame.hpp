#pragma once
/// # The header of a Yamux frame
///
///   version (1 byte, 0) | type (1) | flags (2) | stream id (4) | length (4), all big-endian
///
/// source  github.com/libp2p/specs, yamux/README.md
#include "network/libp2p/error.hpp"

namespace descent::network::libp2p::yamux {

using StreamId = std::uint32_t;  ///< odd for the side that dialled, even for the other; 0 for none

enum class Type : std::uint8_t { Data, WindowUpdate, Ping, GoAway };

enum Flag : std::uint16_t { kSyn = 1, kAck = 2, kFin = 4, kRst = 8 };

struct Header {
  static constexpr std::size_t kBytes = 12;

  Type type{};
  std::uint16_t flags{};
  StreamId stream{};
  /// Data: bytes that follow; WindowUpdate: bytes more; Ping: any value; GoAway: the reason.
  std::uint32_t length{};

  bool has(Flag flag) const { return (flags & flag) != 0; }
  friend bool operator==(const Header&, const Header&) = default;
};

void append_header(Bytes& out, const Header& header);

/// errors   BadHeader for another version, an unknown type or flag; BadStreamId if a frame of a
///          stream names none, or one of the session names one
/// REQUIRES `bytes` has kBytes
Expected<Header, Error> read_header(View bytes);

}  // namespace descent::network::libp2p::yamux

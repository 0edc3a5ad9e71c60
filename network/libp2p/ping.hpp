#pragma once
/// # ping
/// 32 bytes, which the other side sends back.
/// source  github.com/libp2p/specs, ping/ping.md
#include <array>
#include <optional>

#include "network/libp2p/error.hpp"
#include "network/time.hpp"

namespace descent::network::libp2p {

inline constexpr std::string_view kPingProtocol = "/ipfs/ping/1.0.0";
inline constexpr std::size_t kPingBytes = 32;

using PingPayload = std::array<std::uint8_t, kPingBytes>;

/// The side that answers.
class PingEcho {
 public:
  /// The payloads that became whole, to be sent back.
  Bytes receive(View bytes);

 private:
  Bytes partial_;
};

/// The side that asks, once.
class Ping {
 public:
  Ping(const PingPayload& payload, Instant sent) : payload_{payload}, sent_{sent} {}

  const PingPayload& payload() const { return payload_; }

  enum class Fault : std::uint8_t { Wrong };  ///< other bytes came back

  /// The round trip, once all has come back; nullopt before.
  Expected<std::optional<Duration>, Fault> receive(View bytes, Instant now);

 private:
  PingPayload payload_;
  Instant sent_;
  std::size_t received_ = 0;
};

}  // namespace descent::network::libp2p

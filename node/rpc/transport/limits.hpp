#pragma once
// How much one caller may ask of the node. Every default is chosen for a public port on a small
// machine: the memory one connection can pin is request_bytes + queue_bytes.
#include <chrono>
#include <cstddef>
#include <cstdint>

namespace descent::rpc {

struct Limits {
  using Time = std::chrono::milliseconds;

  // ---- What a message may be ----
  std::size_t request_bytes = 16 << 20;  ///< a POST body or WebSocket message; then 413 or 1009
  std::size_t reply_bytes = 16 << 20;    ///< metadata and large states need 15 MB
  std::size_t header_bytes = 16 << 10;   ///< request line and headers together; then 431
  std::size_t json_depth = 32;           ///< nested arrays and objects
  std::size_t json_values = 1 << 20;     ///< in a message; each takes at least 16 bytes parsed
  std::size_t batch = 10;                ///< requests in one array

  // ---- How much at once ----
  std::size_t connections = 256;              ///< in all
  std::size_t connections_per_address = 64;   ///< of an IPv4 address or an IPv6 /64
  std::size_t subscriptions = 256;            ///< of a connection
  std::uint32_t requests_per_second = 1'000;  ///< of a connection, on average
  std::uint32_t request_burst = 2'000;        ///< of a connection, at once
  std::size_t queue_bytes = 40 << 20;         ///< unsent to one reader; at least twice reply_bytes

  // ---- How long ----
  Time handshake{10'000};   ///< from the connection to the first request's last header
  Time request{30'000};     ///< from the first byte of a body or message to its last
  Time reply{60'000};       ///< for an HTTP client to take its reply
  Time keep_alive{30'000};  ///< between two HTTP requests
  Time ping{20'000};        ///< between WebSocket pings; two without a sign of life end it
  Time close{1'000};        ///< for a WebSocket client to answer a close
};

}  // namespace descent::rpc

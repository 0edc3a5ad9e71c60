#pragma once
// What a transport is told when it is made. Every default is for a public port on a small machine.
#include <boost/asio/ip/address.hpp>
#include <functional>

#include "network/libp2p/services.hpp"

namespace descent::network {

/// Fills what it is given with unpredictable bytes.
using RandomSource = std::function<void(std::span<std::uint8_t>)>;

/// The operating system's.
RandomSource system_random();

struct Options {
  libp2p::Settings settings = {};  ///< identify and ping are added to its protocols
  std::string agent_version = "descent";
  std::vector<libp2p::Multiaddr> announced = {};  ///< where others reach this node; and see Link

  std::size_t inbound = 64;             ///< connections strangers may have, in all
  std::size_t inbound_per_address = 4;  ///< of an IPv4 address or an IPv6 /64
  std::size_t dials = 16;               ///< at a time
  /// Whether anybody may connect from there, asked before anything is read; empty if so.
  std::function<bool(const boost::asio::ip::address&)> admits = {};
  Duration dial{5'000};    ///< to connect, looking the name up as well
  Duration write{20'000};  ///< for the peer to take what is being written
};

}  // namespace descent::network

#pragma once
// How many connections there may be, in all and from one address.
#include <boost/asio/ip/address.hpp>
#include <map>
#include <memory>

namespace descent::network {

/// Whom a connection is counted for: an IPv4 address, or the /64 of an IPv6 address, since one
/// customer has them all. An IPv4 address mapped to IPv6 is the IPv4 address.
boost::asio::ip::address counted_as(const boost::asio::ip::address& peer);

/// True for the addresses that never leave this machine.
bool is_loopback(const boost::asio::ip::address& peer);

class Seats {
 public:
  Seats(std::size_t max, std::size_t max_per_address)
      : max_{max}, max_per_address_{max_per_address} {}

  /// One connection's place, free again when it is destroyed. Outlived by its Seats.
  using Seat = std::shared_ptr<void>;

  /// nullptr if there is no place for `peer`.
  Seat take(const boost::asio::ip::address& peer);

  std::size_t taken() const { return taken_; }

 private:
  void leave(const boost::asio::ip::address& counted);

  std::size_t max_, max_per_address_, taken_ = 0;
  std::map<boost::asio::ip::address, std::size_t> by_address_;
};

}  // namespace descent::network

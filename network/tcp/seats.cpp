#include "network/tcp/seats.hpp"

#include <algorithm>

namespace descent::network {

namespace ip = boost::asio::ip;

ip::address counted_as(const ip::address& peer) {
  if (peer.is_v4()) return peer;
  if (peer.to_v6().is_v4_mapped()) return ip::make_address_v4(ip::v4_mapped, peer.to_v6());
  auto bytes = peer.to_v6().to_bytes();
  std::fill(bytes.begin() + 8, bytes.end(), std::uint8_t{0});
  return ip::address_v6{bytes};
}

bool is_loopback(const ip::address& peer) {
  if (peer.is_v6() && peer.to_v6().is_v4_mapped()) return counted_as(peer).is_loopback();
  return peer.is_loopback();
}

Seats::Seat Seats::take(const ip::address& peer) {
  const ip::address counted = counted_as(peer);
  if (taken_ >= max_) return nullptr;
  const auto found = by_address_.find(counted);
  if (found != by_address_.end() && found->second >= max_per_address_) return nullptr;
  ++taken_;
  ++by_address_[counted];
  return Seat{this, [counted](void* seats) { static_cast<Seats*>(seats)->leave(counted); }};
}

void Seats::leave(const ip::address& counted) {
  --taken_;
  const auto found = by_address_.find(counted);
  if (--found->second == 0) by_address_.erase(found);
}

}  // namespace descent::network

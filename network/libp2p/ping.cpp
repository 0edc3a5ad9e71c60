#include "network/libp2p/ping.hpp"

namespace descent::network::libp2p {

Bytes PingEcho::receive(View bytes) {
  append(partial_, bytes);
  const auto whole = static_cast<std::ptrdiff_t>(partial_.size() / kPingBytes * kPingBytes);
  Bytes out(partial_.begin(), partial_.begin() + whole);
  partial_.erase(partial_.begin(), partial_.begin() + whole);
  return out;
}

Expected<std::optional<Duration>, Ping::Fault> Ping::receive(View bytes, Instant now) {
  for (const auto byte : bytes) {
    if (received_ == kPingBytes || byte != payload_[received_]) return Fault::Wrong;
    ++received_;
  }
  if (received_ < kPingBytes) return std::optional<Duration>{};
  return std::optional{now - sent_};
}

}  // namespace descent::network::libp2p

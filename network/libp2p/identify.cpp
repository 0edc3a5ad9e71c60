#include "network/libp2p/identify.hpp"

#include <algorithm>

#include "network/libp2p/messages.pb.h"

namespace descent::network::libp2p {
namespace {

void set(std::string* field, View bytes) { field->assign(as_text(bytes)); }

bool is_within_limits(const messages::Identify& message) {
  const auto fits = [](const std::string& text) { return text.size() <= Identify::kTextMax; };
  return static_cast<std::size_t>(message.listen_addrs_size()) <= Identify::kAddressesMax &&
         static_cast<std::size_t>(message.protocols_size()) <= Identify::kProtocolsMax &&
         std::ranges::all_of(message.protocols(), fits) && fits(message.protocol_version()) &&
         fits(message.agent_version());
}

}  // namespace

Bytes encode_identify(const Identify& identify) {
  messages::Identify message;
  set(message.mutable_public_key(), encode_key(identify.peer));
  for (const auto& address : identify.listens) set(message.add_listen_addrs(), address.bytes());
  for (const auto& protocol : identify.protocols) message.add_protocols(protocol);
  if (identify.observed) set(message.mutable_observed_addr(), identify.observed->bytes());
  message.set_protocol_version(identify.protocol_version);
  message.set_agent_version(identify.agent_version);
  Bytes out(message.ByteSizeLong());
  message.SerializeWithCachedSizesToArray(out.data());
  return out;
}

std::optional<Identify> decode_identify(View bytes, const PeerId& peer) {
  messages::Identify message;
  if (bytes.size() > Identify::kBytesMax ||
      !message.ParseFromArray(bytes.data(), static_cast<int>(bytes.size())) ||
      !is_within_limits(message))
    return std::nullopt;
  const auto key = decode_key(as_view(message.public_key()));
  if (!key || *key != peer) return std::nullopt;
  Identify out{peer, {}};
  for (const auto& address : message.listen_addrs())
    if (auto read = Multiaddr::from_bytes(as_view(address))) out.listens.push_back(*read);
  out.protocols.assign(message.protocols().begin(), message.protocols().end());
  out.observed = Multiaddr::from_bytes(as_view(message.observed_addr()));
  out.protocol_version = message.protocol_version();
  out.agent_version = message.agent_version();
  return out;
}

}  // namespace descent::network::libp2p

#include "node/service/network_options.hpp"

#include <boost/asio/ip/address.hpp>

namespace descent::service {

namespace asio = boost::asio;
using asio::ip::tcp;
using network::libp2p::Multiaddr;

namespace {

constexpr std::string_view kExample = "/ip4/203.0.113.7/tcp/30333/p2p/12D3KooW...";

enum class Needs : std::uint8_t { Nothing, Peer };

Expected<std::vector<Multiaddr>, std::string> addresses(const std::vector<std::string>& texts,
                                                        const std::string& flag, Needs needs) {
  std::vector<Multiaddr> out;
  for (const auto& text : texts) {
    const auto address = Multiaddr::from_text(text);
    if (!address) return flag + " takes " + std::string{kExample} + ", not '" + text + "'";
    if (needs == Needs::Peer && !address->peer)
      return flag + " needs to know who is there: add /p2p/ and its id to '" + text + "'";
    out.push_back(*address);
  }
  return out;
}

}  // namespace

Expected<tcp::endpoint, std::string> listen_endpoint(const std::string& text) {
  const auto address = Multiaddr::from_text(text);
  if (!address || std::holds_alternative<network::libp2p::DnsName>(address->host))
    return "--listen-addr takes an address of this machine, as /ip4/0.0.0.0/tcp/30333, not '" +
           text + "'";
  if (const auto* v4 = std::get_if<network::libp2p::Ip4>(&address->host))
    return tcp::endpoint{asio::ip::address_v4{*v4}, address->port};
  const auto& v6 = std::get<network::libp2p::Ip6>(address->host);
  return tcp::endpoint{asio::ip::address_v6{v6}, address->port};
}

Expected<network::HostOptions, std::string> host_options(const NetworkOptions& options,
                                                         const std::string& agent) {
  network::HostOptions out;
  for (const auto& text : options.listen) out.listen.push_back(DESCENT_TRY(listen_endpoint(text)));
  if (out.listen.empty()) out.listen = {{asio::ip::address_v4::any(), options.port}};
  out.announced = DESCENT_TRY(addresses(options.announced, "--public-addr", Needs::Nothing));
  out.boot_nodes = DESCENT_TRY(addresses(options.boot_nodes, "--bootnodes", Needs::Peer));
  out.reserved = DESCENT_TRY(addresses(options.reserved, "--reserved-nodes", Needs::Peer));
  out.reserved_only = options.reserved_only;
  out.outbound = options.outbound;
  out.inbound = options.inbound;
  out.agent_version = agent;
  out.allow_private_addresses = options.allow_private_addresses;
  return out;
}

}  // namespace descent::service

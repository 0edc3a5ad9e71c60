#include "network/host/host.hpp"

#include "network/host/peering.hpp"

namespace descent::network {

Host::Host(boost::asio::io_context& io, const libp2p::Identity& identity, HostOptions options,
           const Hash& genesis, std::function<message::Handshake()> ours, RandomSource random,
           HostEvents& events)
    : peering_{std::make_shared<Peering>(io, identity, std::move(options), genesis, std::move(ours),
                                         std::move(random), events)} {}

Host::~Host() { peering_->stop(); }

Expected<std::vector<boost::asio::ip::tcp::endpoint>, std::string> Host::start() {
  return peering_->start();
}
void Host::stop() { peering_->stop(); }

Expected<void, Refusal> Host::send(PeerNumber peer, const Message& message) {
  return peering_->send(peer, message);
}
std::size_t Host::broadcast(const Message& message, std::optional<PeerNumber> except) {
  return peering_->broadcast(message, except);
}
void Host::report(PeerNumber peer, Conduct conduct) { peering_->report(peer, conduct); }

std::vector<PeerInfo> Host::peers() const { return peering_->peers(); }
libp2p::PeerId Host::local_id() const { return peering_->local_id(); }
std::vector<libp2p::Multiaddr> Host::listening() const { return peering_->listening(); }
const HostStats& Host::stats() const { return peering_->stats(); }

}  // namespace descent::network

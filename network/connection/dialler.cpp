#include "network/connection/dialler.hpp"

#include <boost/asio/connect.hpp>
#include <boost/asio/post.hpp>

namespace descent::network {

namespace asio = boost::asio;
using tcp = asio::ip::tcp;

bool Dialler::dial(const libp2p::Multiaddr& address) {
  if (shared_->stopped || tries_.size() >= shared_->options.dials) return false;
  auto one = std::make_shared<Try>(shared_->io, address);
  tries_.insert(one);
  one->timer.expires_after(shared_->options.dial);
  one->timer.async_wait([self = shared_from_this(), one](Fault cancelled) {
    if (!cancelled) self->give_up(one, "nobody answered in time");
  });
  if (const auto* name = std::get_if<libp2p::DnsName>(&address.host)) {
    resolve(one, *name);
    return true;
  }
  if (const auto* ip4 = std::get_if<libp2p::Ip4>(&address.host))
    one->endpoints = {{asio::ip::address_v4{*ip4}, address.port}};
  if (const auto* ip6 = std::get_if<libp2p::Ip6>(&address.host))
    one->endpoints = {{asio::ip::address_v6{*ip6}, address.port}};
  connect(one);
  return true;
}

void Dialler::resolve(const std::shared_ptr<Try>& one, const libp2p::DnsName& name) {
  const auto done = [self = shared_from_this(), one](Fault fault, const auto& results) {
    if (one->over) return;
    if (fault) return self->give_up(one, "the name is not known: " + fault.message());
    for (const auto& result : results) one->endpoints.push_back(result.endpoint());
    self->connect(one);
  };
  const auto port = std::to_string(one->address.port);
  if (name.family == libp2p::DnsName::Family::Any)
    return one->resolver.async_resolve(name.name, port, done);
  const bool is_v6 = name.family == libp2p::DnsName::Family::V6;
  one->resolver.async_resolve(is_v6 ? tcp::v6() : tcp::v4(), name.name, port, done);
}

void Dialler::connect(const std::shared_ptr<Try>& one) {
  asio::async_connect(one->socket, one->endpoints,
                      [self = shared_from_this(), one](Fault fault, const tcp::endpoint&) {
                        self->on_connected(one, fault);
                      });
}

void Dialler::on_connected(const std::shared_ptr<Try>& one, Fault fault) {
  if (one->over) return;
  if (fault) return give_up(one, fault.message());
  finish(one);
  std::make_shared<Link>(std::move(one->socket), shared_, one->address, nullptr)->run();
}

void Dialler::give_up(const std::shared_ptr<Try>& one, const std::string& reason) {
  if (one->over) return;
  finish(one);
  Fault ignored;
  one->socket.close(ignored);
  if (!shared_->stopped) shared_->handler->on_dial_failed(one->address, reason);
}

void Dialler::finish(const std::shared_ptr<Try>& one) {
  one->over = true;
  one->timer.cancel();
  one->resolver.cancel();
  tries_.erase(one);
}

void Dialler::close() {
  for (const auto& one : std::set{tries_}) give_up(one, "the node is stopping");
}

}  // namespace descent::network

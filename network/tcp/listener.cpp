#include "network/tcp/listener.hpp"

#include <boost/asio/ip/v6_only.hpp>

namespace descent::network {

namespace asio = boost::asio;
using tcp = asio::ip::tcp;
using Fault = boost::system::error_code;

namespace {

constexpr std::chrono::milliseconds kPause{100};  ///< after running out of file descriptors

}  // namespace

Fault Listener::open(const tcp::endpoint& endpoint) {
  Fault fault;
  acceptor_.open(endpoint.protocol(), fault);
  if (!fault) acceptor_.set_option(asio::socket_base::reuse_address(true), fault);
  // So that "::" and "0.0.0.0" can both be listened to at one port.
  if (!fault && endpoint.protocol() == tcp::v6())
    acceptor_.set_option(asio::ip::v6_only(true), fault);
  if (!fault) acceptor_.bind(endpoint, fault);
  if (!fault) acceptor_.listen(asio::socket_base::max_listen_connections, fault);
  if (!fault) endpoint_ = acceptor_.local_endpoint(fault);
  return fault;
}

void Listener::accept() {
  acceptor_.async_accept([self = shared_from_this()](Fault fault, tcp::socket socket) {
    self->on_accept(fault, std::move(socket));
  });
}

void Listener::on_accept(Fault fault, tcp::socket socket) {
  if (!acceptor_.is_open()) return;
  if (fault == asio::error::no_descriptors || fault == asio::error::no_memory) return pause();
  Fault gone;
  const auto peer = fault ? tcp::endpoint{} : socket.remote_endpoint(gone);
  if (!fault && !gone) admit_(std::move(socket), peer.address());
  accept();
}

void Listener::pause() {
  pause_.expires_after(kPause);
  pause_.async_wait([self = shared_from_this()](Fault cancelled) {
    if (!cancelled && self->acceptor_.is_open()) self->accept();
  });
}

void Listener::close() {
  Fault ignored;
  acceptor_.close(ignored);
  pause_.cancel();
}

}  // namespace descent::network

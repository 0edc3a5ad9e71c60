#include "network/connection/listener.hpp"

#include <boost/asio/ip/v6_only.hpp>

namespace descent::network {

namespace asio = boost::asio;
using tcp = asio::ip::tcp;
using Fault = boost::system::error_code;

namespace {

constexpr std::chrono::milliseconds kPause{100};  ///< after running out of file descriptors

}  // namespace

Listener::Listener(std::shared_ptr<Shared> shared)
    : shared_{std::move(shared)}, acceptor_{shared_->io}, pause_{shared_->io} {}

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
  if (shared_->stopped || !acceptor_.is_open()) return;
  if (fault == asio::error::no_descriptors || fault == asio::error::no_memory) return pause();
  if (!fault) admit(std::move(socket));
  accept();
}

/// Whoever finds no seat is closed at once: before the handshake nothing could be said to him.
void Listener::admit(tcp::socket socket) {
  Fault gone;
  const auto peer = socket.remote_endpoint(gone);
  if (gone) return;
  auto seat = shared_->seats.take(peer.address());
  ++(seat ? shared_->stats.accepted : shared_->stats.refused);
  if (seat)
    std::make_shared<Link>(std::move(socket), shared_, std::nullopt, std::move(seat))->run();
}

void Listener::pause() {
  pause_.expires_after(kPause);
  pause_.async_wait([self = shared_from_this()](Fault cancelled) {
    if (!cancelled && !self->shared_->stopped) self->accept();
  });
}

void Listener::close() {
  Fault ignored;
  acceptor_.close(ignored);
  pause_.cancel();
}

}  // namespace descent::network

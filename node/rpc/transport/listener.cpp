#include "node/rpc/transport/listener.hpp"

#include <boost/asio/ip/v6_only.hpp>

#include "node/rpc/transport/http_session.hpp"

namespace descent::rpc {

namespace asio = boost::asio;
using tcp = asio::ip::tcp;
using Fault = boost::system::error_code;

namespace {

constexpr std::chrono::milliseconds kPause{100};  ///< after running out of file descriptors

/// Tells why in what a fresh socket's buffer surely holds, and never waits.
void turn_away(tcp::socket& socket) {
  static constexpr std::string_view kText =
      "HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\nContent-Type: text/plain\r\n"
      "Content-Length: 53\r\n\r\nToo many connections to this node; try again shortly\n";
  Fault ignored;
  socket.non_blocking(true, ignored);
  socket.write_some(asio::buffer(kText), ignored);
  socket.shutdown(tcp::socket::shutdown_send, ignored);
}

}  // namespace

Listener::Listener(asio::io_context& io, std::shared_ptr<Shared> shared)
    : shared_{std::move(shared)}, acceptor_{io}, pause_{io} {}

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

void Listener::admit(tcp::socket socket) {
  Fault fault;
  const auto peer = socket.remote_endpoint(fault);
  if (fault) return;
  auto seat = shared_->seats.take(peer.address());
  if (!seat) {
    ++shared_->stats.refused;
    return turn_away(socket);
  }
  socket.set_option(tcp::no_delay(true), fault);
  std::make_shared<HttpSession>(std::move(socket), shared_, std::move(seat))->run();
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

}  // namespace descent::rpc

#include "node/rpc/transport/server.hpp"

#include <sstream>

#include "node/rpc/transport/http_session.hpp"
#include "runtime/primitives/assert.hpp"

namespace descent::rpc {

using tcp = boost::asio::ip::tcp;

namespace {

std::string cannot_listen(const tcp::endpoint& endpoint, const boost::system::error_code& fault) {
  std::ostringstream text;
  text << "cannot serve RPC at " << endpoint << ": " << fault.message()
       << "; choose another address or port, or stop the program that has it";
  return text.str();
}

/// Tells why in what a fresh socket's buffer surely holds, and never waits.
void turn_away(tcp::socket& socket) {
  static constexpr std::string_view kText =
      "HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\nContent-Type: text/plain\r\n"
      "Content-Length: 53\r\n\r\nToo many connections to this node; try again shortly\n";
  boost::system::error_code ignored;
  socket.non_blocking(true, ignored);
  socket.write_some(boost::asio::buffer(kText), ignored);
  socket.shutdown(tcp::socket::shutdown_send, ignored);
}

void admit(const std::shared_ptr<Shared>& shared, tcp::socket socket,
           const boost::asio::ip::address& peer) {
  auto seat = shared->seats.take(peer);
  if (!seat) {
    ++shared->stats.refused;
    return turn_away(socket);
  }
  boost::system::error_code ignored;
  socket.set_option(tcp::no_delay(true), ignored);
  std::make_shared<HttpSession>(std::move(socket), shared, std::move(seat))->run();
}

}  // namespace

Expected<std::unique_ptr<Server>, std::string> Server::listen(boost::asio::io_context& io,
                                                              const Options& options,
                                                              Methods methods) {
  DESCENT_ASSERT(options.limits.queue_bytes / 2 >= options.limits.reply_bytes);
  auto shared = std::make_shared<Shared>(options, std::move(methods));
  Listeners listeners;
  for (const auto& endpoint : options.listen) {
    listeners.push_back(
        std::make_shared<network::Listener>(io, [shared](tcp::socket socket, const auto& peer) {
          admit(shared, std::move(socket), peer);
        }));
    if (const auto fault = listeners.back()->open(endpoint)) return cannot_listen(endpoint, fault);
  }
  for (const auto& listener : listeners) listener->accept();
  return std::make_unique<Server>(std::move(shared), std::move(listeners));
}

Server::Server(std::shared_ptr<Shared> shared, Listeners listeners)
    : shared_{std::move(shared)}, listeners_{std::move(listeners)} {}

std::vector<tcp::endpoint> Server::endpoints() const {
  std::vector<tcp::endpoint> out;
  for (const auto& listener : listeners_) out.push_back(listener->endpoint());
  return out;
}

const Stats& Server::stats() const { return shared_->stats; }

void Server::stop() {
  if (std::exchange(shared_->stopped, true)) return;
  for (const auto& listener : listeners_) listener->close();
  // Copied, because a session that ends leaves the set.
  const auto sessions = shared_->sessions;
  for (Session* session : sessions) session->stop();
}

}  // namespace descent::rpc

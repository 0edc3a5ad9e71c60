#include "network/connection/transport.hpp"

#include <sstream>

namespace descent::network {
namespace {

/// Whoever finds no seat, or no welcome, is closed at once: before the handshake nothing could be
/// said to him.
void admit(const std::shared_ptr<Shared>& shared, boost::asio::ip::tcp::socket socket,
           const boost::asio::ip::address& peer) {
  const auto& admits = shared->options.admits;
  auto seat = !admits || admits(peer) ? shared->seats.take(peer) : nullptr;
  ++(seat ? shared->stats.accepted : shared->stats.refused);
  if (seat) std::make_shared<Link>(std::move(socket), shared, std::nullopt, std::move(seat))->run();
}

}  // namespace

Transport::Transport(boost::asio::io_context& io, const libp2p::Identity& identity,
                     const Options& options, RandomSource random, Handler& handler)
    : shared_{std::make_shared<Shared>(
          Shared{io, identity, options, std::move(random), &handler,
                 Seats{options.inbound, options.inbound_per_address}})},
      dialler_{std::make_shared<Dialler>(shared_)} {}

Transport::~Transport() {
  stop();
  shared_->handler = nullptr;
  for (const auto& link : std::set{shared_->links}) link->drop("the node has stopped");
}

Expected<boost::asio::ip::tcp::endpoint, std::string> Transport::listen(
    const boost::asio::ip::tcp::endpoint& endpoint) {
  auto listener = std::make_shared<Listener>(
      shared_->io, [shared = shared_](boost::asio::ip::tcp::socket socket, const auto& peer) {
        admit(shared, std::move(socket), peer);
      });
  if (const auto fault = listener->open(endpoint)) {
    std::ostringstream text;
    text << "cannot listen for peers at " << endpoint << ": " << fault.message()
         << "; choose another port or address";
    return text.str();
  }
  listener->accept();
  listeners_.push_back(listener);
  shared_->listening.push_back(listener->endpoint());
  return listener->endpoint();
}

void Transport::stop() {
  if (std::exchange(shared_->stopped, true)) return;
  for (const auto& listener : listeners_) listener->close();
  dialler_->close();
  for (const auto& link : std::set{shared_->links}) link->close("this node is stopping");
}

}  // namespace descent::network

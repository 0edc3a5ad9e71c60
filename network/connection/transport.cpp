#include "network/connection/transport.hpp"

#include <sstream>

namespace descent::network {

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
  auto listener = std::make_shared<Listener>(shared_);
  if (const auto fault = listener->open(endpoint)) {
    std::ostringstream text;
    text << "cannot listen for peers at " << endpoint << ": " << fault.message()
         << "; choose another port or address";
    return text.str();
  }
  listener->accept();
  listeners_.push_back(listener);
  return listener->endpoint();
}

void Transport::stop() {
  if (std::exchange(shared_->stopped, true)) return;
  for (const auto& listener : listeners_) listener->close();
  dialler_->close();
  for (const auto& link : std::set{shared_->links}) link->close("this node is stopping");
}

}  // namespace descent::network

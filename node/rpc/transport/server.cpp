#include "node/rpc/transport/server.hpp"

#include <sstream>

#include "node/rpc/transport/listener.hpp"
#include "runtime/primitives/assert.hpp"

namespace descent::rpc {
namespace {

std::string cannot_listen(const boost::asio::ip::tcp::endpoint& endpoint,
                          const boost::system::error_code& fault) {
  std::ostringstream text;
  text << "cannot serve RPC at " << endpoint << ": " << fault.message()
       << "; choose another address or port, or stop the program that has it";
  return text.str();
}

}  // namespace

Expected<std::unique_ptr<Server>, std::string> Server::listen(boost::asio::io_context& io,
                                                              const Options& options,
                                                              Methods methods) {
  DESCENT_ASSERT(options.limits.queue_bytes / 2 >= options.limits.reply_bytes);
  auto shared = std::make_shared<Shared>(options, std::move(methods));
  std::vector<std::shared_ptr<Listener>> listeners;
  for (const auto& endpoint : options.listen) {
    listeners.push_back(std::make_shared<Listener>(io, shared));
    if (const auto fault = listeners.back()->open(endpoint)) return cannot_listen(endpoint, fault);
  }
  for (const auto& listener : listeners) listener->accept();
  return std::make_unique<Server>(std::move(shared), std::move(listeners));
}

Server::Server(std::shared_ptr<Shared> shared, std::vector<std::shared_ptr<Listener>> listeners)
    : shared_{std::move(shared)}, listeners_{std::move(listeners)} {}

std::vector<boost::asio::ip::tcp::endpoint> Server::endpoints() const {
  std::vector<boost::asio::ip::tcp::endpoint> out;
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

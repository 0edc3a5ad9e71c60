#pragma once
// A listening socket that hands over each connection it accepts.
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <functional>
#include <memory>

namespace descent::network {

class Listener : public std::enable_shared_from_this<Listener> {
 public:
  /// Keeps the socket, or lets go of it, which closes the connection.
  using Admit =
      std::function<void(boost::asio::ip::tcp::socket, const boost::asio::ip::address& peer)>;

  Listener(boost::asio::io_context& io, Admit admit)
      : acceptor_{io}, pause_{io}, admit_{std::move(admit)} {}

  /// Binds and listens.
  boost::system::error_code open(const boost::asio::ip::tcp::endpoint& endpoint);
  /// Accepts from here on. Out of file descriptors it pauses: what waits is accepted later.
  void accept();
  /// Nothing is admitted any more.
  void close();

  /// Where it listens, with the port that was taken.
  const boost::asio::ip::tcp::endpoint& endpoint() const { return endpoint_; }

 private:
  void on_accept(boost::system::error_code fault, boost::asio::ip::tcp::socket socket);
  void pause();

  boost::asio::ip::tcp::acceptor acceptor_;
  boost::asio::steady_timer pause_;
  boost::asio::ip::tcp::endpoint endpoint_;
  Admit admit_;
};

}  // namespace descent::network

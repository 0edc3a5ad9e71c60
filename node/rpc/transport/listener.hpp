#pragma once
// A listening socket that hands each connection it accepts to a session.
#include <boost/asio/steady_timer.hpp>

#include "node/rpc/transport/session.hpp"

namespace descent::rpc {

class Listener : public std::enable_shared_from_this<Listener> {
 public:
  Listener(boost::asio::io_context& io, std::shared_ptr<Shared> shared);

  /// Binds and listens.
  boost::system::error_code open(const boost::asio::ip::tcp::endpoint& endpoint);
  void accept();
  void close();

  boost::asio::ip::tcp::endpoint endpoint() const { return endpoint_; }

 private:
  void on_accept(boost::system::error_code error, boost::asio::ip::tcp::socket socket);
  void admit(boost::asio::ip::tcp::socket socket);
  void pause();

  std::shared_ptr<Shared> shared_;
  boost::asio::ip::tcp::acceptor acceptor_;
  boost::asio::steady_timer pause_;
  boost::asio::ip::tcp::endpoint endpoint_;
};

}  // namespace descent::rpc

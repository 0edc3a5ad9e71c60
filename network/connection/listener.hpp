#pragma once
// A listening socket whose connections become links, as long as there are seats.
#include "network/connection/link.hpp"

namespace descent::network {

class Listener : public std::enable_shared_from_this<Listener> {
 public:
  explicit Listener(std::shared_ptr<Shared> shared);

  /// Binds and listens.
  boost::system::error_code open(const boost::asio::ip::tcp::endpoint& endpoint);
  void accept();
  void close();

  /// Where it listens, with the port that was taken.
  const boost::asio::ip::tcp::endpoint& endpoint() const { return endpoint_; }

 private:
  void on_accept(boost::system::error_code fault, boost::asio::ip::tcp::socket socket);
  void admit(boost::asio::ip::tcp::socket socket);
  void pause();

  std::shared_ptr<Shared> shared_;
  boost::asio::ip::tcp::acceptor acceptor_;
  boost::asio::steady_timer pause_;
  boost::asio::ip::tcp::endpoint endpoint_;
};

}  // namespace descent::network

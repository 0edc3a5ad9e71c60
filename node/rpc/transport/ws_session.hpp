#pragma once
// A connection that speaks WebSocket: requests, replies, and notifications in between.
#include <boost/asio/steady_timer.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/websocket.hpp>

#include "node/rpc/transport/outbox.hpp"
#include "node/rpc/transport/session.hpp"

namespace descent::rpc {

class WsSession final : public Session, public std::enable_shared_from_this<WsSession> {
 public:
  using Upgrade = boost::beast::http::request<boost::beast::http::string_body>;

  WsSession(boost::beast::tcp_stream stream, std::shared_ptr<Shared> shared, Seats::Seat seat,
            bool trusted);
  ~WsSession() override;

  /// Answers the upgrade request that the HTTP session read.
  void run(Upgrade upgrade);
  void stop() override;

 private:
  void set_timeouts();
  void read();
  void on_read(boost::beast::error_code error);
  void serve();

  void notify(std::string text);
  void write();
  void on_written(boost::beast::error_code error);

  void close(boost::beast::websocket::close_code code);
  void drop();

  std::shared_ptr<Shared> shared_;
  Seats::Seat seat_;
  Registration registration_;
  boost::beast::websocket::stream<boost::beast::tcp_stream> ws_;
  boost::asio::steady_timer deadline_;  ///< of the message being read, then of the close
  Upgrade upgrade_;
  boost::beast::flat_buffer buffer_;
  Outbox outbox_;
  Subscriptions subscriptions_;
  Allowance allowance_;
  Caller caller_;
  bool open_ = false, writing_ = false, waiting_ = false, closing_ = false, timed_ = false;
};

}  // namespace descent::rpc

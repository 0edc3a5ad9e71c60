#pragma once
// A connection that speaks HTTP: POSTs one after the other, until it asks for WebSocket.
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http.hpp>

#include "node/rpc/transport/session.hpp"

namespace descent::rpc {

class HttpSession final : public Session, public std::enable_shared_from_this<HttpSession> {
 public:
  HttpSession(boost::asio::ip::tcp::socket socket, std::shared_ptr<Shared> shared,
              Seats::Seat seat);

  void run();
  void stop() override;

 private:
  using Parser = boost::beast::http::request_parser<boost::beast::http::string_body>;
  using Reply = boost::beast::http::response<boost::beast::http::string_body>;
  using Status = boost::beast::http::status;

  void read_header(Limits::Time within);
  void on_header(boost::beast::error_code error);
  void ask_for_body();
  void read_body();
  void on_body(boost::beast::error_code error);
  void upgrade();

  void serve();
  void refuse(boost::beast::error_code error);
  void send(Status status, std::string body, bool close = false);
  void on_sent(boost::beast::error_code error, bool close);
  void close();
  void drain();

  std::shared_ptr<Shared> shared_;
  Seats::Seat seat_;
  Registration registration_;
  boost::beast::tcp_stream stream_;
  bool trusted_;
  Allowance allowance_;
  boost::beast::flat_buffer buffer_;
  std::optional<Parser> parser_;
  Reply reply_;
};

}  // namespace descent::rpc

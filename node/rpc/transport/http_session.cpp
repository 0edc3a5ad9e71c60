#include "node/rpc/transport/http_session.hpp"

#include <boost/beast/websocket/rfc6455.hpp>

#include "node/rpc/transport/ws_session.hpp"

namespace descent::rpc {

namespace beast = boost::beast;
namespace http = beast::http;
using Fault = beast::error_code;

namespace {

/// The media type without its parameters.
bool is_json(beast::string_view content_type) {
  const auto type = content_type.substr(0, content_type.find(';'));
  const auto end = type.find_last_not_of(" \t");
  return end != beast::string_view::npos &&
         beast::iequals(type.substr(0, end + 1), "application/json");
}

bool peer_is_loopback(const beast::tcp_stream& stream) {
  Fault fault;
  const auto peer = stream.socket().remote_endpoint(fault);
  return !fault && network::is_loopback(peer.address());
}

}  // namespace

HttpSession::HttpSession(boost::asio::ip::tcp::socket socket, std::shared_ptr<Shared> shared,
                         Seats::Seat seat)
    : shared_{std::move(shared)},
      seat_{std::move(seat)},
      registration_{*shared_, *this},
      stream_{std::move(socket)},
      trusted_{shared_->options.unsafe_methods && peer_is_loopback(stream_)},
      allowance_{shared_->limits().requests_per_second, shared_->limits().request_burst,
                 std::chrono::steady_clock::now()} {}

void HttpSession::run() { read_header(shared_->limits().handshake); }

void HttpSession::stop() { stream_.close(); }

void HttpSession::read_header(Limits::Time within) {
  parser_.emplace();
  parser_->header_limit(static_cast<std::uint32_t>(shared_->limits().header_bytes));
  parser_->body_limit(shared_->limits().request_bytes);
  // One deadline for the whole header, however slowly its bytes come.
  stream_.expires_after(within);
  http::async_read_header(
      stream_, buffer_, *parser_,
      [self = shared_from_this()](Fault fault, std::size_t) { self->on_header(fault); });
}

void HttpSession::on_header(Fault fault) {
  if (fault) return refuse(fault);
  const auto& request = parser_->get();
  const std::string_view origin{request[http::field::origin]};
  if (!allows(shared_->options.origins, origin))
    return send(Status::forbidden, "This origin is not allowed; add it to the node's origins\n",
                true);
  if (beast::websocket::is_upgrade(request)) return upgrade();
  stream_.expires_after(shared_->limits().request);
  if (beast::iequals(request[http::field::expect], "100-continue")) return ask_for_body();
  read_body();
}

void HttpSession::ask_for_body() {
  reply_ = Reply{Status::continue_, parser_->get().version()};
  http::async_write(stream_, reply_, [self = shared_from_this()](Fault fault, std::size_t) {
    if (!fault) self->read_body();
  });
}

void HttpSession::read_body() {
  http::async_read(stream_, buffer_, *parser_,
                   [self = shared_from_this()](Fault fault, std::size_t) { self->on_body(fault); });
}

void HttpSession::on_body(Fault fault) {
  if (fault) return refuse(fault);
  if (!shared_->stopped) serve();
}

void HttpSession::upgrade() {
  stream_.expires_never();  // the WebSocket stream has its own timers
  std::make_shared<WsSession>(std::move(stream_), shared_, std::move(seat_), trusted_)
      ->run(parser_->release());
}

void HttpSession::serve() {
  const auto& request = parser_->get();
  if (request.method() == http::verb::options) return send(Status::no_content, "");
  if (request.method() != http::verb::post)
    return send(Status::method_not_allowed,
                "JSON-RPC 2.0: send a POST of application/json, or connect by WebSocket\n", true);
  if (!is_json(request[http::field::content_type]))
    return send(Status::unsupported_media_type, "Content-Type must be application/json\n");
  ++shared_->stats.messages;
  Caller caller{trusted_, &allowance_};
  std::string text = answer(request.body(), caller, shared_->methods, shared_->limits());
  const Status status = text.empty() ? Status::no_content : Status::ok;
  send(status, std::move(text));
}

void HttpSession::refuse(Fault fault) {
  if (fault == http::error::header_limit)
    return send(Status::request_header_fields_too_large, "The header is too large\n", true);
  if (fault == http::error::body_limit)
    return send(
        Status::payload_too_large,
        "The body is larger than " + std::to_string(shared_->limits().request_bytes) + " bytes\n",
        true);
  const bool malformed =
      fault.category() == http::make_error_code(http::error::bad_method).category();
  if (malformed && fault != http::error::end_of_stream && fault != http::error::partial_message)
    return send(Status::bad_request, "Bad HTTP request: " + fault.message() + "\n", true);
  close();
}

void HttpSession::send(Status status, std::string body, bool close) {
  const auto& request = parser_->get();
  const bool is_reply = status == Status::ok;
  reply_ = Reply{status, request.version() == 10 ? 10u : 11u};
  if (!body.empty())
    reply_.set(http::field::content_type, is_reply ? "application/json" : "text/plain");
  if (const auto origin = request[http::field::origin];
      !origin.empty() && status != Status::forbidden) {
    reply_.set(http::field::access_control_allow_origin, origin);
    reply_.set(http::field::vary, "Origin");
    reply_.set(http::field::access_control_allow_methods, "POST");
    reply_.set(http::field::access_control_allow_headers, "Content-Type");
    reply_.set(http::field::access_control_max_age, "600");
  }
  if (status == Status::method_not_allowed) reply_.set(http::field::allow, "POST, OPTIONS");
  reply_.body() = std::move(body);
  reply_.keep_alive(!close && request.keep_alive());
  if (status != Status::no_content) reply_.prepare_payload();
  stream_.expires_after(shared_->limits().reply);
  http::async_write(stream_, reply_,
                    [self = shared_from_this(), ends = !reply_.keep_alive()](Fault fault, auto) {
                      self->on_sent(fault, ends);
                    });
}

void HttpSession::on_sent(Fault fault, bool ends) {
  if (fault || ends || shared_->stopped) return close();
  reply_ = {};
  buffer_.shrink_to_fit();
  read_header(shared_->limits().keep_alive);
}

void HttpSession::close() {
  Fault ignored;
  stream_.socket().shutdown(boost::asio::ip::tcp::socket::shutdown_send, ignored);
  // What the client still sends is read and thrown away for a while: closing with bytes unread
  // would reset the connection before it has read why it was refused.
  stream_.expires_after(shared_->limits().close);
  drain();
}

void HttpSession::drain() {
  buffer_.consume(buffer_.size());
  stream_.async_read_some(buffer_.prepare(16 << 10),
                          [self = shared_from_this()](Fault fault, std::size_t) {
                            if (!fault) self->drain();
                          });
}

}  // namespace descent::rpc

#include "node/rpc/transport/ws_session.hpp"

#include <boost/asio/post.hpp>

namespace descent::rpc {

namespace beast = boost::beast;
namespace websocket = beast::websocket;
using Fault = beast::error_code;

namespace {
constexpr std::size_t kReadBytes = 64 << 10;  ///< read at once, and kept allocated between messages
}

WsSession::WsSession(beast::tcp_stream stream, std::shared_ptr<Shared> shared, Seats::Seat seat,
                     bool trusted)
    : shared_{std::move(shared)},
      seat_{std::move(seat)},
      registration_{*shared_, *this},
      ws_{std::move(stream)},
      deadline_{ws_.get_executor()},
      outbox_{shared_->limits().queue_bytes},
      subscriptions_{shared_->limits().subscriptions, shared_->subscription_ids,
                     [this](std::string text) { notify(std::move(text)); }},
      allowance_{shared_->limits().requests_per_second, shared_->limits().request_burst,
                 std::chrono::steady_clock::now()},
      caller_{trusted, &allowance_, &subscriptions_} {
  ++shared_->stats.sessions_opened;
}

WsSession::~WsSession() { ++shared_->stats.sessions_closed; }

void WsSession::run(Upgrade upgrade) {
  upgrade_ = std::move(upgrade);
  set_timeouts();
  ws_.read_message_max(shared_->limits().request_bytes);
  ws_.text(true);
  ws_.async_accept(upgrade_, [self = shared_from_this()](Fault fault) {
    if (fault || self->closing_) return;
    self->open_ = true;
    self->upgrade_ = {};
    self->read();
  });
}

void WsSession::set_timeouts() {
  // Beast pings at half the idle time, and ends the session if nothing came within all of it.
  ws_.set_option(websocket::stream_base::timeout{shared_->limits().handshake,
                                                 2 * shared_->limits().ping, true});
}

// ---- Requests -------------------------------------------------------------------------------

void WsSession::read() {
  ws_.async_read_some(buffer_, kReadBytes, [self = shared_from_this()](Fault fault, std::size_t) {
    self->on_read(fault);
  });
}

void WsSession::on_read(Fault fault) {
  if (fault) return drop();
  if (closing_) {  // until the client's answer to our close
    buffer_.consume(buffer_.size());
    return read();
  }
  if (ws_.is_message_done()) {
    deadline_.cancel();
    timed_ = false;
    return serve();
  }
  if (!std::exchange(timed_, true)) {
    deadline_.expires_after(shared_->limits().request);
    deadline_.async_wait([self = shared_from_this()](Fault cancelled) {
      if (!cancelled && self->timed_) self->drop();
    });
  }
  read();
}

void WsSession::serve() {
  // A client that asks without reading waits for its replies; only notifications can overflow.
  waiting_ = outbox_.half_full();
  if (waiting_) return;
  ++shared_->stats.messages;
  outbox_.hold();
  const auto data = buffer_.cdata();
  std::string reply = answer({static_cast<const char*>(data.data()), data.size()}, caller_,
                             shared_->methods, shared_->limits());
  if (!reply.empty()) outbox_.reply(std::move(reply));
  if (outbox_.overflowed()) return drop();
  outbox_.release();
  buffer_.consume(buffer_.size());
  if (buffer_.capacity() > kReadBytes) buffer_ = {};
  write();
  read();
}

// ---- Replies and notifications --------------------------------------------------------------

void WsSession::notify(std::string text) {
  if (outbox_.overflowed()) return;
  if (!outbox_.notify(std::move(text))) {
    // Later, because the caller may be walking the list that on_close changes.
    boost::asio::post(ws_.get_executor(), [self = shared_from_this()] { self->drop(); });
  } else {
    write();
  }
}

void WsSession::write() {
  if (!open_ || writing_ || closing_ || outbox_.empty()) return;
  writing_ = true;
  ws_.async_write(
      boost::asio::buffer(outbox_.front()),
      [self = shared_from_this()](Fault fault, std::size_t) { self->on_written(fault); });
}

void WsSession::on_written(Fault fault) {
  writing_ = false;
  if (fault) return drop();
  outbox_.pop();
  write();
  if (waiting_ && !closing_) serve();
}

// ---- The end --------------------------------------------------------------------------------

void WsSession::stop() {
  if (!open_) return drop();
  close(websocket::close_code::going_away);
}

void WsSession::close(websocket::close_code code) {
  if (std::exchange(closing_, true)) return;
  subscriptions_.close_all();
  timed_ = false;
  deadline_.expires_after(shared_->limits().close);
  deadline_.async_wait([self = shared_from_this()](Fault cancelled) {
    if (!cancelled) self->drop();
  });
  ws_.async_close(code, [self = shared_from_this()](Fault) { self->drop(); });
}

void WsSession::drop() {
  closing_ = true;
  deadline_.cancel();
  subscriptions_.close_all();
  beast::get_lowest_layer(ws_).close();
}

}  // namespace descent::rpc

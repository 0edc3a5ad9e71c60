#include "network/libp2p/connection.hpp"

#include "runtime/primitives/assert.hpp"

namespace descent::network::libp2p {
namespace {

Multistream negotiation(Role role, std::string_view protocol) {
  std::vector<std::string> protocols{std::string{protocol}};
  return role == Role::Dialler ? Multistream::dialler(std::move(protocols))
                               : Multistream::listener(std::move(protocols));
}

}  // namespace

Connection::Connection(Role role, Settings settings, const Identity& identity,
                       const noise::Secrets& secrets, const std::optional<PeerId>& expected,
                       Instant now)
    : role_{role},
      settings_{std::move(settings)},
      identity_{identity},
      secrets_{secrets},
      expected_{expected},
      started_{now},
      heard_{now},
      security_{negotiation(role, "/noise")},
      raw_{security_.output()} {}

// ---- Bytes in -------------------------------------------------------------------------------

void Connection::receive(View bytes, Instant now) {
  if (error_) return;
  heard_ = now;
  pinged_ = false;
  const auto fed = feed(bytes, now);
  if (!fed) fail(fed.error());
}

Outcome Connection::feed(View bytes, Instant now) {
  if (!channel_) {
    bytes = bytes.subspan(DESCENT_TRY(security_.receive(bytes)));
    append(raw_, security_.output());
    if (security_.selected() == nullptr) return {};
    channel_.emplace(role_ == Role::Dialler, identity_, secrets_, expected_);
    secrets_ = {};
    append(raw_, channel_->output());
  }
  const Bytes plain = DESCENT_TRY(channel_->receive(bytes));
  append(raw_, channel_->output());
  if (!channel_->secure()) return {};
  if (!muxer_) start_muxing();
  return feed_plain(plain, now);
}

void Connection::start_muxing() {
  muxer_ = negotiation(role_, "/yamux/1.0.0");
  seal(muxer_->output());
}

Outcome Connection::feed_plain(View bytes, Instant now) {
  if (!session_) {
    bytes = bytes.subspan(DESCENT_TRY(muxer_->receive(bytes)));
    seal(muxer_->output());
    if (muxer_->selected() == nullptr) return {};
    session_.emplace(role_ == Role::Dialler, settings_.limits);
    events_.push_back(event::Secured{channel_->remote()});
  }
  return feed_session(bytes, now);
}

Outcome Connection::feed_session(View bytes, Instant now) {
  std::vector<yamux::Event> happened;
  const auto outcome = session_->receive(bytes, happened);
  for (auto& event : happened) std::visit([&](auto& e) { on(e, now); }, event);
  refused_.clear();
  return outcome;
}

void Connection::fail(Error error) {
  error_ = error;
  negotiations_.clear();
  if (session_) session_->go_away(yamux::GoAway::ProtocolError);
}

// ---- Streams --------------------------------------------------------------------------------

void Connection::on(yamux::event::Opened& event, Instant now) {
  const auto [it, fresh] = negotiations_.try_emplace(
      event.stream, Negotiation{Multistream::listener(settings_.protocols), now, true});
  DESCENT_ASSERT(fresh);
  negotiate(event.stream, it->second, {});
}

void Connection::on(yamux::event::Data& event, Instant) {
  const auto it = negotiations_.find(event.stream);
  if (it != negotiations_.end()) return negotiate(event.stream, it->second, event.bytes);
  if (!refused_.contains(event.stream))
    events_.push_back(event::StreamData{event.stream, std::move(event.bytes)});
}

void Connection::on(yamux::event::Finished& event, Instant) {
  if (negotiations_.contains(event.stream)) return refuse(event.stream);
  if (!refused_.contains(event.stream)) events_.push_back(event::StreamFinished{event.stream});
}

void Connection::on(yamux::event::Reset& event, Instant) {
  if (negotiations_.contains(event.stream)) return refuse(event.stream);
  if (!refused_.contains(event.stream)) events_.push_back(event::StreamReset{event.stream});
}

void Connection::on(yamux::event::Pong&, Instant) {}

void Connection::on(yamux::event::GoneAway&, Instant) { events_.push_back(event::GoneAway{}); }

void Connection::negotiate(StreamId stream, Negotiation& negotiation, View bytes) {
  auto& machine = negotiation.machine;
  const auto taken = machine.receive(bytes);
  if (!taken) return refuse(stream);
  session_->consume(stream, *taken);
  if (!session_->write(stream, machine.output())) return refuse(stream);
  if (machine.selected() == nullptr) return;
  events_.push_back(event::StreamOpened{stream, *machine.selected(), negotiation.inbound});
  negotiations_.erase(stream);
  const View rest = bytes.subspan(*taken);
  if (!rest.empty()) events_.push_back(event::StreamData{stream, Bytes(rest.begin(), rest.end())});
}

/// Ends a stream that has no protocol yet. Of one the remote opened nobody knows.
void Connection::refuse(StreamId stream) {
  const auto it = negotiations_.find(stream);
  if (!it->second.inbound) events_.push_back(event::StreamRefused{stream});
  negotiations_.erase(it);
  refused_.insert(stream);
  session_->reset(stream);
}

Expected<StreamId, Error> Connection::open(std::vector<std::string> protocols, Priority priority,
                                           Instant now) {
  if (!session_ || error_) return Error::SessionClosed;
  const StreamId stream = DESCENT_TRY(session_->open(priority));
  const auto [it, fresh] = negotiations_.try_emplace(
      stream, Negotiation{Multistream::dialler(std::move(protocols)), now, false});
  DESCENT_ASSERT(fresh);
  negotiate(stream, it->second, {});
  return stream;
}

Outcome Connection::write(StreamId stream, View bytes) {
  if (!session_ || error_ || negotiations_.contains(stream)) return Error::NoSuchStream;
  return session_->write(stream, bytes);
}

void Connection::finish(StreamId stream) {
  if (session_) session_->finish(stream);
}

void Connection::reset(StreamId stream) {
  negotiations_.erase(stream);
  if (session_) session_->reset(stream);
}

void Connection::consume(StreamId stream, std::size_t bytes) {
  if (session_) session_->consume(stream, bytes);
}

void Connection::prioritise(StreamId stream, Priority priority) {
  if (session_) session_->prioritise(stream, priority);
}

void Connection::go_away() {
  if (session_) session_->go_away(yamux::GoAway::Normal);
}

// ---- Bytes out ------------------------------------------------------------------------------

void Connection::seal(View plain) {
  const auto sealed = channel_->seal(plain);
  if (sealed) return append(raw_, *sealed);
  if (!error_) error_ = sealed.error();
}

Bytes Connection::output(std::size_t max) {
  DESCENT_ASSERT(max >= kOutputMin);
  if (session_ && raw_.empty()) seal(session_->output(std::min(max, noise::Channel::kPlainMax)));
  return std::exchange(raw_, {});
}

// ---- Time -----------------------------------------------------------------------------------

void Connection::elapse(Instant now) {
  if (error_) return;
  if (!session_ && now >= started_ + settings_.handshake) return fail(Error::HandshakeTimeout);
  if (now >= heard_ + settings_.idle) return fail(Error::Idle);
  if (session_ && !pinged_ && now >= heard_ + settings_.idle / 2) {
    session_->ping(static_cast<std::uint32_t>(now.count()));
    pinged_ = true;
  }
  std::vector<StreamId> late;
  for (const auto& [stream, negotiation] : negotiations_)
    if (now >= negotiation.since + settings_.handshake) late.push_back(stream);
  for (const auto stream : late) refuse(stream);
}

Instant Connection::deadline() const {
  if (!session_) return started_ + settings_.handshake;
  Instant out = heard_ + (pinged_ ? settings_.idle : settings_.idle / 2);
  for (const auto& [stream, negotiation] : negotiations_)
    out = std::min(out, negotiation.since + settings_.handshake);
  return out;
}

}  // namespace descent::network::libp2p

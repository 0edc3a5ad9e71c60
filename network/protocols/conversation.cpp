#include "network/protocols/conversation.hpp"

namespace descent::network {

namespace {

constexpr Duration kHandshakeMax{5'000};

std::size_t index(Kind kind) { return static_cast<std::size_t>(kind); }

}  // namespace

std::string_view describe(Fault fault) {
  switch (fault) {
    case Fault::WrongChain: return "the peer is of another chain";
    case Fault::NoHandshake: return "the peer sent no handshake";
    case Fault::OutOfTurn: return "the peer sent a second handshake";
    case Fault::TooLarge: return "the peer sent a message that is too large";
    case Fault::TooFast: return "the peer sends too many messages";
    case Fault::BadMessage: return "the peer sent bytes that are no message";
  }
  return "unknown";
}

std::string_view describe(Refusal refusal) {
  switch (refusal) {
    case Refusal::NotReady: return "the peer is not ready";
    case Refusal::TooLarge: return "the message is larger than its kind may be";
    case Refusal::QueueFull: return "the peer does not take what is sent already";
    case Refusal::NotSpoken: return "the peer does not know this kind";
  }
  return "unknown";
}

Conversation::Conversation(libp2p::Connection& connection, const message::Handshake& ours,
                           Instant now)
    : connection_{connection}, ours_{ours}, started_{now} {
  for (const auto& limits : kKindLimits)
    allowances_.emplace_back(limits.per_second, limits.burst, now);
}

void Conversation::start(Instant now) {
  if (!write(Kind::Handshake, encode(ours_), now)) fault_ = Fault::NoHandshake;
}

// ---- Sending --------------------------------------------------------------------------------

Expected<void, Refusal> Conversation::send(const Message& message, Instant now) {
  return send(kind_of(message), encode(message), now);
}

Expected<void, Refusal> Conversation::send(Kind kind, View encoded, Instant now) {
  if (!is_ready()) return Refusal::NotReady;
  return write(kind, encoded, now);
}

Expected<void, Refusal> Conversation::write(Kind kind, View message, Instant now) {
  auto& out = outgoing_[index(kind)];
  const auto& limits = limits_of(kind);
  if (message.size() > limits.message_bytes) return Refusal::TooLarge;
  if (out.unknown_there) return Refusal::NotSpoken;
  if (!out.stream) {
    auto opened = connection_.open({protocol_of(kind, ours_.genesis)}, limits.priority, now);
    if (!opened) return Refusal::NotReady;
    out.stream = *opened;
  }
  const Bytes bytes = libp2p::delimit(message);
  const std::size_t queued = out.open ? connection_.unsent(*out.stream) : out.waiting.size();
  if (queued + bytes.size() > limits.queue_bytes) return Refusal::QueueFull;
  if (!out.open)
    append(out.waiting, bytes);
  else if (!connection_.write(*out.stream, bytes))
    return Refusal::QueueFull;
  return {};
}

std::optional<Kind> Conversation::outgoing_on(libp2p::StreamId stream) const {
  for (std::size_t i = 0; i < kKinds; ++i)
    if (outgoing_[i].stream == stream) return static_cast<Kind>(i);
  return std::nullopt;
}

// ---- What happens to streams ----------------------------------------------------------------

std::vector<libp2p::Event> Conversation::handle(std::vector<libp2p::Event> happened, Instant now) {
  std::vector<libp2p::Event> others;
  for (auto& event : happened)
    if (!std::visit([&](auto& e) { return take(e, now); }, event))
      others.push_back(std::move(event));
  return others;
}

bool Conversation::take(libp2p::event::StreamOpened& event, Instant) {
  const auto kind = kind_of(event.protocol, ours_.genesis);
  if (!kind) return false;
  if (!event.inbound) {
    auto& out = outgoing_[index(*kind)];
    if (out.stream != event.stream) return false;
    out.open = true;
    static_cast<void>(connection_.write(event.stream, std::exchange(out.waiting, {})));
    return true;
  }
  const libp2p::Delimited reader{limits_of(*kind).message_bytes};
  // One stream of a kind: a second would have buffers of its own.
  const bool is_second = std::ranges::any_of(
      incoming_, [&](const auto& stream) { return stream.second.kind == *kind; });
  if (is_second)
    connection_.reset(event.stream);
  else
    incoming_.emplace(event.stream, Incoming{*kind, reader});
  connection_.prioritise(event.stream, limits_of(*kind).priority);
  return true;
}

bool Conversation::take(libp2p::event::StreamData& event, Instant now) {
  const auto it = incoming_.find(event.stream);
  if (it == incoming_.end()) return outgoing_on(event.stream).has_value();
  if (!theirs_ && it->second.kind != Kind::Handshake) {
    append(early_[event.stream], event.bytes);
    return true;
  }
  read(event.stream, event.bytes, now);
  return true;
}

bool Conversation::ends(libp2p::StreamId stream) {
  early_.erase(stream);
  if (incoming_.erase(stream) > 0) {
    connection_.finish(stream);
    return true;
  }
  const auto kind = outgoing_on(stream);
  if (kind) outgoing_[index(*kind)] = {};
  return kind.has_value();
}

/// A stream whose end comes before the handshake has nothing to say any more.
bool Conversation::take(libp2p::event::StreamFinished& event, Instant) {
  // Of a stream we opened the other direction is never used.
  if (outgoing_on(event.stream)) return true;
  return ends(event.stream);
}

bool Conversation::take(libp2p::event::StreamReset& event, Instant) { return ends(event.stream); }

bool Conversation::take(libp2p::event::StreamRefused& event, Instant) {
  const auto kind = outgoing_on(event.stream);
  if (!kind) return false;
  outgoing_[index(*kind)] = {.unknown_there = true};
  if (*kind == Kind::Handshake && !fault_) fault_ = Fault::NoHandshake;
  return true;
}

// ---- What the peer says ---------------------------------------------------------------------

void Conversation::read(libp2p::StreamId stream, View bytes, Instant now) {
  const auto it = incoming_.find(stream);
  if (it == incoming_.end() || fault_) return;
  const Kind kind = it->second.kind;
  const auto whole = it->second.reader.receive(bytes);
  connection_.consume(stream, bytes.size());
  if (!whole) {
    using Wrong = libp2p::Delimited::Fault;
    fault_ = whole.error() == Wrong::TooLong ? Fault::TooLarge : Fault::BadMessage;
    return;
  }
  for (const auto& message : *whole)
    if (!fault_) hear(kind, message, now);
}

/// The rate is asked before the work of decoding.
void Conversation::hear(Kind kind, View bytes, Instant now) {
  ++heard_[index(kind)].messages;
  heard_[index(kind)].bytes += bytes.size();
  if (!allowances_[index(kind)].take(now)) {
    fault_ = Fault::TooFast;
    return;
  }
  auto message = decode(kind, bytes);
  if (!message) {
    fault_ = Fault::BadMessage;
    return;
  }
  if (const auto* handshake = std::get_if<message::Handshake>(&*message))
    return hear_handshake(*handshake, now);
  messages_.push_back(*std::move(message));
}

void Conversation::hear_handshake(const message::Handshake& handshake, Instant now) {
  if (theirs_) fault_ = Fault::OutOfTurn;
  if (handshake.genesis != ours_.genesis) fault_ = Fault::WrongChain;
  if (fault_) return;
  theirs_ = handshake;
  messages_.emplace_back(handshake);
  for (const auto& [stream, bytes] : std::exchange(early_, {})) read(stream, bytes, now);
}

void Conversation::elapse(Instant now) {
  if (!theirs_ && !fault_ && now >= started_ + kHandshakeMax) fault_ = Fault::NoHandshake;
}

}  // namespace descent::network

#include "network/libp2p/services.hpp"

namespace descent::network::libp2p {

Outcome Services::identify(Instant now) {
  const StreamId stream =
      DESCENT_TRY(connection_.open({std::string{Identify::kProtocol}}, Priority::Normal, now));
  asking_.emplace(stream, Delimited{Identify::kBytesMax});
  return {};
}

Outcome Services::ping(const PingPayload& payload, Instant now) {
  const StreamId stream =
      DESCENT_TRY(connection_.open({std::string{kPingProtocol}}, Priority::Normal, now));
  asking_.emplace(stream, Ping{payload, now});
  return {};
}

std::vector<Event> Services::handle(std::vector<Event> happened, Instant now) {
  std::vector<Event> others;
  for (auto& event : happened)
    if (!std::visit([&](auto& e) { return take(e, now); }, event))
      others.push_back(std::move(event));
  return others;
}

bool Services::take(event::StreamOpened& event, Instant) {
  if (event.inbound) {
    if (event.protocol != Identify::kProtocol && event.protocol != kPingProtocol) return false;
    asked(event.stream, event.protocol);
    return true;
  }
  const auto it = asking_.find(event.stream);
  if (it == asking_.end()) return false;
  if (const auto* ping = std::get_if<Ping>(&it->second))
    if (!connection_.write(event.stream, ping->payload())) failed(event.stream);
  return true;
}

void Services::asked(StreamId stream, const std::string& protocol) {
  if (protocol == kPingProtocol) {
    answering_.emplace(stream, PingEcho{});
    return;
  }
  answering_.emplace(stream, Nothing{});
  if (!connection_.write(stream, delimit(encode_identify(ours_)))) return done(stream);
  connection_.finish(stream);
}

bool Services::take(event::StreamData& event, Instant now) {
  if (const auto it = answering_.find(event.stream); it != answering_.end()) {
    connection_.consume(event.stream, event.bytes.size());
    auto* echo = std::get_if<PingEcho>(&it->second);
    // A peer that does not read its echoes may not make us keep them.
    if (echo != nullptr && !connection_.write(event.stream, echo->receive(event.bytes)))
      done(event.stream);
    return true;
  }
  const auto it = asking_.find(event.stream);
  if (it == asking_.end()) return false;
  connection_.consume(event.stream, event.bytes.size());
  if (auto* reader = std::get_if<Delimited>(&it->second))
    answer(event.stream, *reader, event.bytes);
  else if (auto* ping = std::get_if<Ping>(&it->second))
    answer(event.stream, *ping, event.bytes, now);
  return true;
}

void Services::answer(StreamId stream, Delimited& reader, View bytes) {
  const auto messages = reader.receive(bytes);
  if (!messages) return failed(stream);
  if (messages->empty()) return;
  auto read = decode_identify(messages->front(), connection_.remote());
  if (!read) return failed(stream);
  events_.emplace_back(event::Identified{*std::move(read)});
  asking_.at(stream) = Nothing{};
  connection_.finish(stream);
}

void Services::answer(StreamId stream, Ping& ping, View bytes, Instant now) {
  const auto round_trip = ping.receive(bytes, now);
  if (!round_trip) return failed(stream);
  if (!*round_trip) return;
  events_.emplace_back(event::Pinged{**round_trip});
  asking_.at(stream) = Nothing{};
  connection_.finish(stream);
}

bool Services::take(event::StreamFinished& event, Instant) {
  if (answering_.contains(event.stream)) {
    answering_.erase(event.stream);
    connection_.finish(event.stream);
    return true;
  }
  const auto it = asking_.find(event.stream);
  if (it == asking_.end()) return false;
  if (std::holds_alternative<Nothing>(it->second))
    asking_.erase(it);
  else
    failed(event.stream);
  return true;
}

bool Services::take(event::StreamReset& event, Instant) {
  if (answering_.erase(event.stream) > 0) return true;
  if (!asking_.contains(event.stream)) return false;
  failed(event.stream);
  return true;
}

bool Services::take(event::StreamRefused& event, Instant) {
  if (!asking_.contains(event.stream)) return false;
  failed(event.stream);
  return true;
}

/// Without an answer yet, that is.
void Services::failed(StreamId stream) {
  const auto it = asking_.find(stream);
  if (std::holds_alternative<Delimited>(it->second))
    events_.emplace_back(event::ServiceFailed{std::string{Identify::kProtocol}});
  if (std::holds_alternative<Ping>(it->second))
    events_.emplace_back(event::ServiceFailed{std::string{kPingProtocol}});
  asking_.erase(it);
  connection_.reset(stream);
}

void Services::done(StreamId stream) {
  answering_.erase(stream);
  connection_.reset(stream);
}

}  // namespace descent::network::libp2p

#pragma once
/// # identify and ping over a connection
/// Takes the connection's events, deals with those of these two protocols, and returns the others.
#include "network/libp2p/connection.hpp"
#include "network/libp2p/delimited.hpp"
#include "network/libp2p/identify.hpp"
#include "network/libp2p/ping.hpp"

namespace descent::network::libp2p {

namespace event {

/// What the remote told about itself.
struct Identified {
  Identify identify;
};
struct Pinged {
  Duration round_trip{};
};
/// The remote did not answer as these protocols have it.
struct ServiceFailed {
  std::string protocol;
};

}  // namespace event

using ServiceEvent = std::variant<event::Identified, event::Pinged, event::ServiceFailed>;

class Services {
 public:
  /// ours  what identify tells the remote; `protocols` and `peer` among it
  Services(Connection& connection, Identify ours)
      : connection_{connection}, ours_{std::move(ours)} {}

  static std::vector<std::string> protocols() {
    return {std::string{Identify::kProtocol}, std::string{kPingProtocol}};
  }

  /// Asks what the remote is. Identified or ServiceFailed follows.
  Outcome identify(Instant now);
  /// Pinged or ServiceFailed follows.
  /// payload  random
  Outcome ping(const PingPayload& payload, Instant now);

  /// The events that are somebody else's.
  std::vector<Event> handle(std::vector<Event> happened, Instant now);

  std::vector<ServiceEvent> events() { return std::exchange(events_, {}); }

 private:
  struct Nothing {};
  using Asking = std::variant<Delimited, Ping, Nothing>;  ///< identify, ping, answered
  using Answering = std::variant<PingEcho, Nothing>;

  bool take(event::StreamOpened& event, Instant now);
  bool take(event::StreamData& event, Instant now);
  bool take(event::StreamFinished& event, Instant now);
  bool take(event::StreamReset& event, Instant now);
  bool take(event::StreamRefused& event, Instant now);
  template <class Other>
  bool take(Other&, Instant) {
    return false;
  }

  void asked(StreamId stream, const std::string& protocol);
  void answer(StreamId stream, Delimited& reader, View bytes);
  void answer(StreamId stream, Ping& ping, View bytes, Instant now);
  void failed(StreamId stream);
  void done(StreamId stream);

  Connection& connection_;
  Identify ours_;
  std::map<StreamId, Asking> asking_;
  std::map<StreamId, Answering> answering_;
  std::vector<ServiceEvent> events_;
};

}  // namespace descent::network::libp2p

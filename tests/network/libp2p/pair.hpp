#pragma once
// Two connections with a wire between them that cuts what is sent into pieces of any length.
#include <gtest/gtest.h>

#include "network/libp2p/connection.hpp"
#include "tests/network/random.hpp"

namespace descent::network::libp2p {

/// What happened, one kind at a time.
template <class Kind>
std::vector<Kind> of(const std::vector<Event>& events) {
  std::vector<Kind> out;
  for (const auto& event : events)
    if (const auto* found = std::get_if<Kind>(&event)) out.push_back(*found);
  return out;
}

struct Pair {
  explicit Pair(Settings of_dialler, Settings of_listener, std::uint64_t seed = 1,
                bool expect_wrong_peer = false)
      : random{seed},
        dialler_identity{random.seed()},
        listener_identity{random.seed()},
        dialler{Role::Dialler,
                std::move(of_dialler),
                dialler_identity,
                secrets(),
                expect_wrong_peer ? dialler_identity.peer_id() : listener_identity.peer_id(),
                now},
        listener{Role::Listener, std::move(of_listener), listener_identity, secrets(), {}, now} {}
  explicit Pair(std::vector<std::string> protocols = {"/a/1", "/b/1"}, std::uint64_t seed = 1)
      : Pair{Settings{protocols}, Settings{protocols}, seed} {}

  noise::Secrets secrets() { return {random.seed(), random.seed()}; }

  /// Carries what both have to say until both are silent.
  void run() {
    for (bool speaking = true; speaking;) {
      speaking = carry(dialler, listener);
      speaking = carry(listener, dialler) || speaking;
    }
    collect();
  }

  bool carry(Connection& from, Connection& to) {
    const Bytes bytes = from.output(Connection::kOutputMin);
    View rest = bytes;
    while (!rest.empty()) {
      const View piece = rest.first(std::min(rest.size(), 1 + random.below(2000)));
      to.receive(piece, now);
      rest = rest.subspan(piece.size());
    }
    return !bytes.empty();
  }

  void collect() {
    for (auto& event : dialler.events()) dialler_saw.push_back(std::move(event));
    for (auto& event : listener.events()) listener_saw.push_back(std::move(event));
  }

  /// All that came on a stream.
  static Bytes data(const std::vector<Event>& events, StreamId stream) {
    Bytes out;
    for (const auto& event : of<event::StreamData>(events))
      if (event.stream == stream) append(out, event.bytes);
    return out;
  }

  Random random;
  Instant now{1'000};
  Identity dialler_identity, listener_identity;
  Connection dialler, listener;
  std::vector<Event> dialler_saw, listener_saw;
};

}  // namespace descent::network::libp2p

#pragma once
// A peer of a test: a transport that notes what it is told. All peers share one io_context.
#include <gtest/gtest.h>

#include "network/connection/transport.hpp"
#include "tests/network/random.hpp"

namespace descent::network {

using namespace std::chrono_literals;
namespace asio = boost::asio;
using tcp = asio::ip::tcp;

inline const tcp::endpoint kLoopback{asio::ip::address_v4::loopback(), 0};

/// Runs until `done`, and fails the test if it does not come to that.
template <class Done>
void run_until(asio::io_context& io, Done done, Duration within = 20s) {
  const Instant deadline = now() + within;
  while (!done() && now() < deadline) {
    io.restart();
    io.run_one_for(10ms);
  }
  EXPECT_TRUE(done());
}

inline void run_for(asio::io_context& io, Duration time) {
  io.restart();
  io.run_for(time);
}

struct Peer : Handler {
  explicit Peer(asio::io_context& io, std::uint64_t seed, Options options = {})
      : random{seed}, identity{random.seed()} {
    if (options.settings.protocols.empty()) options.settings.protocols = {"/test/1"};
    transport.emplace(
        io, identity, options,
        [this](std::span<std::uint8_t> out) {
          std::ranges::copy(random.bytes(out.size()), out.begin());
        },
        *this);
  }

  /// Where others dial it.
  libp2p::Multiaddr listen() {
    const auto endpoint = transport->listen(kLoopback);
    EXPECT_TRUE(endpoint);
    return {libp2p::Ip4{127, 0, 0, 1}, endpoint->port(), identity.peer_id()};
  }

  Link& link() { return **transport->links().begin(); }
  std::size_t links() const { return transport->links().size(); }

  void on_secured(Link& link) override {
    ++secured;
    if (asks) static_cast<void>(link.services().identify(now()));
    link.flush();
  }
  void on_events(Link& link, std::vector<libp2p::Event> events) override {
    for (auto& event : events) {
      if (const auto* opened = std::get_if<libp2p::event::StreamOpened>(&event))
        streams.push_back(stream = opened->stream);
      if (const auto* data = std::get_if<libp2p::event::StreamData>(&event)) {
        append(received, data->bytes);
        if (reads) link.connection().consume(data->stream, data->bytes.size());
      }
    }
    link.flush();
  }
  void on_service(Link&, const libp2p::ServiceEvent& event) override {
    if (const auto* known = std::get_if<libp2p::event::Identified>(&event))
      agent = known->identify.agent_version, listens = known->identify.listens;
  }
  void on_closed(Link&, const std::string& reason) override { closed.push_back(reason); }
  void on_dial_failed(const libp2p::Multiaddr&, const std::string& reason) override {
    failed.push_back(reason);
  }

  Random random;
  libp2p::Identity identity;
  std::optional<Transport> transport;
  bool asks = false, reads = true;
  int secured = 0;
  libp2p::StreamId stream = 0;  ///< opened last
  std::vector<libp2p::StreamId> streams;
  Bytes received;
  std::string agent;
  std::vector<libp2p::Multiaddr> listens;  ///< of the other
  std::vector<std::string> closed, failed;
};

}  // namespace descent::network

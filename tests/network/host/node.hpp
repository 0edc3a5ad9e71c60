#pragma once
// A host of a test, which notes what it is told. All share one io_context.
#include "network/host/host.hpp"
#include "tests/network/connection/peer.hpp"
#include "tests/network/files/temporary_folder.hpp"

namespace descent::network {

inline const Hash kGenesis{{1, 2, 3, 4, 5}};

/// Of one's own machine: all on loopback.
inline HostOptions local_options() {
  HostOptions out;
  out.listen = {kLoopback};
  out.inbound_per_address = 64;
  out.allow_private_addresses = true;
  return out;
}

struct Node : HostEvents {
  Node(asio::io_context& io, std::uint64_t seed, HostOptions options = local_options(),
       const Hash& genesis = kGenesis)
      : random{seed}, identity{random.seed()} {
    const message::Handshake ours{genesis, static_cast<BlockNumber>(seed), {}, message::kFull};
    host.emplace(
        io, identity, std::move(options), genesis, [ours] { return ours; },
        [this](std::span<std::uint8_t> out) {
          std::ranges::copy(random.bytes(out.size()), out.begin());
        },
        *this);
  }

  Node& start() {
    const auto where = host->start();
    EXPECT_TRUE(where) << where.error();
    return *this;
  }
  /// Where others dial it.
  libp2p::Multiaddr where() const { return host->listening().front(); }
  std::size_t peers() const { return host->peers().size(); }
  PeerNumber number_of(const Node& other) const {
    for (const auto& peer : host->peers())
      if (peer.id == other.host->local_id()) return peer.number;
    return 0;
  }
  bool knows(const Node& other) const { return number_of(other) != 0; }

  void on_peer(const PeerInfo& peer) override { met.push_back(peer); }
  void on_message(PeerNumber peer, Message message) override {
    EXPECT_TRUE(std::ranges::any_of(met, [&](const auto& one) { return one.number == peer; }));
    heard.push_back(std::move(message));
    if (when_told) when_told(peer);
  }
  void on_gone(PeerNumber peer) override {
    EXPECT_TRUE(std::ranges::any_of(met, [&](const auto& one) { return one.number == peer; }));
    gone.push_back(peer);
  }
  void on_trouble(const std::string& text) override { trouble.push_back(text); }

  Random random;
  libp2p::Identity identity;
  std::optional<Host> host;
  std::vector<PeerInfo> met;
  std::vector<Message> heard;
  std::vector<PeerNumber> gone;
  std::vector<std::string> trouble;
  std::function<void(PeerNumber)> when_told;
};

inline HostOptions with_boot(std::vector<libp2p::Multiaddr> boot) {
  HostOptions out = local_options();
  out.boot_nodes = std::move(boot);
  return out;
}
inline HostOptions with_reserved(std::vector<libp2p::Multiaddr> reserved) {
  HostOptions out = local_options();
  out.reserved = std::move(reserved);
  return out;
}

/// Stops them, and sees that nothing of theirs is left to be done.
template <class... Nodes>
void stop_all(asio::io_context& io, Nodes&... nodes) {
  (nodes.host->stop(), ...);
  io.restart();
  io.run_for(10s);
  EXPECT_TRUE(io.stopped()) << "work is left";
}

}  // namespace descent::network

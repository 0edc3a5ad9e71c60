#pragma once
/// # Peering
/// The host's inside: a conversation on each link, what the roster decides done, and its owner
/// told.
#include "network/host/host.hpp"
#include "network/peers/roster.hpp"

namespace descent::network {

class Peering : public Handler, public std::enable_shared_from_this<Peering> {
 public:
  Peering(boost::asio::io_context& io, const libp2p::Identity& identity, HostOptions options,
          const Hash& genesis, std::function<message::Handshake()> ours, RandomSource random,
          HostEvents& events);

  Expected<std::vector<boost::asio::ip::tcp::endpoint>, std::string> start();
  void stop();

  Expected<void, Refusal> send(PeerNumber number, const Message& message);
  std::size_t broadcast(const Message& message, std::optional<PeerNumber> except);
  void report(PeerNumber number, Conduct conduct);

  std::vector<PeerInfo> peers() const;
  std::vector<libp2p::Multiaddr> listening() const;
  const libp2p::PeerId& local_id() const { return identity_.peer_id(); }
  const HostStats& stats() const { return stats_; }

  void on_secured(Link& link) override;
  void on_events(Link& link, std::vector<libp2p::Event> events) override;
  void on_service(Link& link, const libp2p::ServiceEvent& event) override;
  void on_closed(Link& link, const std::string& reason) override;
  void on_dial_failed(const libp2p::Multiaddr& address, const std::string& reason) override;

 private:
  struct Peer {
    std::shared_ptr<Link> link;
    libp2p::PeerId id;
    Conversation conversation;
    std::string agent = {};
    bool told = false;  ///< the owner knows of it
  };
  enum class End : std::uint8_t { Goodbye, AtOnce };

  Options admitting(Options options);
  Expected<void, Refusal> send(Peer& peer, Kind kind, View encoded);
  void advance(PeerNumber number);
  void hear(PeerNumber number, Message message);
  void meet(PeerNumber number);
  void hear_peers(PeerNumber number, const message::Peers& peers);
  void cut(PeerNumber number, const std::string& reason, End end);
  void make_way(PeerNumber number, const libp2p::PeerId& for_whom);
  void forget(PeerNumber number);

  void arm();
  void tick();
  void dial();
  void ask();
  void load();
  void save();

  Peer* find(PeerNumber number);
  std::optional<PeerNumber> number_of(const Link& link) const;
  PeerInfo info(PeerNumber number, const Peer& peer) const;
  std::uint64_t random_number();

  boost::asio::io_context& io_;
  const libp2p::Identity& identity_;
  HostOptions options_;
  Hash genesis_;
  std::function<message::Handshake()> ours_;
  RandomSource random_;
  HostEvents& events_;
  Roster roster_;
  Transport transport_;
  boost::asio::steady_timer timer_;
  std::map<PeerNumber, Peer> peers_;  ///< secured, and perhaps not ready
  std::vector<boost::asio::ip::tcp::endpoint> endpoints_;
  HostStats stats_;
  PeerNumber last_ = 0;
  std::optional<Instant> saved_;  ///< the book; nullopt before it was loaded
  bool stopped_ = false;
};

}  // namespace descent::network

#pragma once
/// # The host
/// Finds peers, keeps as many as there are slots for, carries messages, and parts with those that
/// behave badly. What it decides is decided in network/peers; here it happens, on Asio. Everything,
/// the calls as well, is on the thread of the io_context.
///
///   Host host{io, identity, options, genesis, [&] { return handshake_now(); }, system_random(),
///             events};
///   auto where = host.start();
///   host.broadcast(message::Announce{header});
#include <filesystem>

#include "network/connection/transport.hpp"
#include "network/peers/conduct.hpp"
#include "network/peers/slots.hpp"

namespace descent::network {

struct HostOptions {
  std::vector<boost::asio::ip::tcp::endpoint> listen;
  /// Where others reach this node. What it listens at is added, if that is one address.
  std::vector<libp2p::Multiaddr> announced;
  /// Dialled at first, and whenever nobody is connected.
  std::vector<libp2p::Multiaddr> boot_nodes;
  /// With their peer ids. Always dialled again, never banned, and in no limit counted.
  std::vector<libp2p::Multiaddr> reserved;
  bool reserved_only = false;  ///< nobody else is dialled or let in
  std::size_t outbound = 8, inbound = 32;
  std::size_t inbound_per_address = 4;  ///< connections of an IPv4 address or an IPv6 /64
  std::string agent_version = "descent";
  /// Where the address book is kept. A damaged file is an empty book, and on_trouble.
  std::optional<std::filesystem::path> book;
  /// Believe in loopback and private addresses that are told: where all nodes are of one's own.
  bool allow_private_addresses = false;
};

struct PeerInfo {
  PeerNumber number{};
  libp2p::PeerId id;
  bool inbound{};
  std::string address;  ///< as seen: "/ip4/10.0.0.1/tcp/40000"
  message::Handshake handshake;
  std::int32_t reputation{};
  std::string agent;  ///< printable; empty until the peer has said
};

/// Who is told. It may call the host while it is being told. Nobody is told any more after stop().
class HostEvents {
 public:
  virtual ~HostEvents() = default;

  /// Both handshakes are exchanged.
  virtual void on_peer(const PeerInfo& peer) = 0;
  /// In order for each kind. Never a Handshake or Peers: the host deals with those.
  virtual void on_message(PeerNumber peer, Message message) = 0;
  /// Once for each on_peer, and never from within a call of the host.
  virtual void on_gone(PeerNumber peer) = 0;
  /// What an operator should know: a sentence.
  virtual void on_trouble(const std::string&) {}
};

/// Since the start, but for those that say now.
struct HostStats {
  using Count = Conversation::Count;
  std::uint64_t peers_in = 0, peers_out = 0;  ///< ready now
  std::uint64_t dials = 0, dials_failed = 0;
  std::uint64_t bans = 0;     ///< peers banned
  std::uint64_t evicted = 0;  ///< inbound peers that made room for others
  std::uint64_t refused = 0;  ///< connections refused once it was known whose they are
  std::array<Count, kKinds> heard{}, said{};      ///< by Kind
  std::array<std::uint64_t, kRefusals> unsent{};  ///< by Refusal
  std::uint64_t known_addresses = 0;              ///< in the book, now
};

class Peering;

class Host {
 public:
  /// identity, events  outlive it
  /// ours              the handshake of this moment
  /// random            a cryptographic source
  Host(boost::asio::io_context& io, const libp2p::Identity& identity, HostOptions options,
       const Hash& genesis, std::function<message::Handshake()> ours, RandomSource random,
       HostEvents& events);
  Host(const Host&) = delete;
  Host& operator=(const Host&) = delete;
  ~Host();

  /// Listens, and dials boot and reserved nodes. Once.
  /// returns  where it listens, with the ports that were taken
  /// errors   a sentence: an address is taken, or a reserved node's has no peer id
  Expected<std::vector<boost::asio::ip::tcp::endpoint>, std::string> start();
  /// Says goodbye to everybody and writes the book. The io_context runs out of the host's work
  /// within Options::write.
  void stop();

  /// On its way when this returns, as far as the peer takes it.
  /// REQUIRES  neither a Handshake nor Peers
  Expected<void, Refusal> send(PeerNumber peer, const Message& message);
  /// To every peer, encoded once. returns  how many it is on its way to
  std::size_t broadcast(const Message& message, std::optional<PeerNumber> except = {});
  /// What the peer did. It may be cut and banned for it; on_gone follows then.
  void report(PeerNumber peer, Conduct conduct);

  /// Those that are ready, by number.
  std::vector<PeerInfo> peers() const;
  libp2p::PeerId local_id() const;
  /// Where others are told this node is, with its peer id.
  std::vector<libp2p::Multiaddr> listening() const;
  const HostStats& stats() const;

 private:
  std::shared_ptr<Peering> peering_;
};

}  // namespace descent::network

#pragma once
/// # Peers
/// What a node says to others and hears from them: votes and blocks for the Validator, transactions
/// for the pool, blocks that are final for whoever is behind. It joins the host, which knows bytes
/// and reputations, with the machines that know what is to be said.
#include <boost/asio/steady_timer.hpp>

#include "network/host/host.hpp"
#include "network/protocols/allowance.hpp"
#include "network/protocols/seen.hpp"
#include "network/sync/sync.hpp"
#include "node/service/asio_world.hpp"
#include "node/service/block_quest.hpp"
#include "node/service/sync_checker.hpp"
#include "node/service/sync_server.hpp"
#include "node/service/transaction_relay.hpp"

namespace descent::service {

class Peers final : public network::HostEvents, public Carrier, private TransactionRelay::Outbox {
 public:
  struct Options {
    network::HostOptions host;
    std::uint32_t roles = network::message::kFull;
  };
  using Endpoints = std::vector<boost::asio::ip::tcp::endpoint>;

  /// All outlive it.
  Peers(boost::asio::io_context& io, const network::libp2p::Identity& identity,
        const Options& options, Chain& chain, pool::Pool& pool, Verifier& verifier);

  /// Who is told what validators say. To be called before `start`.
  void attach(Validator& validator) { validator_ = &validator; }
  /// errors  a sentence for the operator
  Expected<Endpoints, std::string> start();
  void stop();

  /// The pool took a transaction: others are told.
  void taken(const Hash& transaction) { relay_.taken(transaction); }
  /// A block was committed: others are told, the old height is forgotten.
  void committed(const Header& header);

  bool is_far_behind() const { return sync_.is_far_behind(); }
  network::Sync::Progress progress() const { return sync_.progress(); }
  const network::Host& host() const { return host_; }

  // Carrier
  void broadcast(const gossip::Message& message, bool again) override;
  void send(Peer to, const gossip::Message& message) override;
  bool is_common(const Hash& transaction) const override { return relay_.is_common(transaction); }

  // network::HostEvents
  void on_peer(const network::PeerInfo& peer) override;
  void on_message(PeerNumber peer, network::Message message) override;
  void on_gone(PeerNumber peer) override;
  void on_trouble(const std::string& sentence) override;

 private:
  static constexpr std::chrono::milliseconds kTick{20};
  static constexpr unsigned kTicksOfMemory = 25;     ///< after which the same message is news again
  static constexpr std::size_t kHeardMost = 16'384;  ///< messages, by hash
  static constexpr std::size_t kKnownMost = 2'048;   ///< messages that a peer has, by hash

  static constexpr unsigned kImportsAtOnce = 32;
  static constexpr std::uint32_t kQuestionsPerSecond = 8, kQuestionsAtOnce = 32;

  struct Other {
    network::Seen known{kKnownMost};  ///< what validators say, and it has heard
    /// Blocks it may ask for: each costs a read, and up to 5 MiB to send.
    network::Allowance questions{kQuestionsPerSecond, kQuestionsAtOnce, network::now()};
    BlockNumber best{};
  };

  // TransactionRelay::Outbox
  void send(PeerNumber to, const network::message::Transactions& message) override;
  void report(PeerNumber who, TransactionRelay::Deed deed) override;

  void on(PeerNumber from, const network::message::Consensus& message) { hear(from, message); }
  void on(PeerNumber from, const network::message::Blocks& message) { hear(from, message); }
  void on(PeerNumber from, const network::message::Announce& message);
  void on(PeerNumber from, const network::message::Transactions& message);
  void on(PeerNumber from, const network::message::SyncRequest& message);
  void on(PeerNumber from, const network::message::SyncResponse& message);
  void on(PeerNumber from, const network::message::ChunkRequest& message);
  /// Nobody is asked for a chunk; the host deals with the rest itself.
  template <class Other>
  void on(PeerNumber from, const Other&) {
    host_.report(from, network::Conduct::Unasked);
  }

  bool is_to_be_heard(PeerNumber from, View payload);
  template <class Said>
  void hear(PeerNumber from, const Said& message);
  void note_mention(PeerNumber from, const gossip::Message& message);
  void ask_for_commit(const gossip::CommitWanted& wanted);
  void serve();
  void tick();
  void wait_for_tick();
  void catch_up();
  void import(const network::Sync::Ready& block);
  std::set<PeerNumber> numbers() const;

  Chain& chain_;
  Validator* validator_ = nullptr;
  TransactionRelay relay_;
  SyncServer server_;
  SyncChecker checker_;
  network::Sync sync_;
  BlockQuest quest_;
  network::Seen heard_{kHeardMost};
  std::map<PeerNumber, Other> others_;
  network::Host host_;
  boost::asio::steady_timer timer_;
  unsigned ticks_ = 0;
  PeerNumber asked_last_ = 0;  ///< for a commit
  bool catching_up_ = false;
  bool stopped_ = false;
};

}  // namespace descent::service

#pragma once
/// # Peer
/// What a node says to others and hears from them, as node/service/peers has it, without sockets:
/// blocks that are missing are asked of one after the other, and whoever is behind catches up
/// through the state machine of network/sync.
#include "network/sync/sync.hpp"
#include "node/service/block_quest.hpp"
#include "node/service/sync_checker.hpp"
#include "node/service/sync_server.hpp"
#include "node/service/validator.hpp"
#include "tests/sim/letter.hpp"

namespace descent::sim {

/// How letters leave a machine.
class Wire {
 public:
  virtual ~Wire() = default;
  /// By the clock that never goes back.
  virtual network::Instant instant() = 0;
  virtual void tell(network::PeerNumber to, const Letter& letter) = 0;
  virtual void tell_all(const Letter& letter, bool again) = 0;
};

class Peer {
 public:
  static constexpr std::uint64_t kTickMs = 50;

  /// All outlive it.
  Peer(Wire& wire, service::Chain& chain, service::Verifier& verifier);
  /// To be called before anything is heard.
  void attach(service::Validator& validator) { validator_ = &validator; }

  void joined(network::PeerNumber peer, BlockNumber best);
  void gone(network::PeerNumber peer);
  void committed(const Header& header);
  void broadcast(const service::gossip::Message& message, bool again);
  void hear(network::PeerNumber from, const Letter& letter);
  void tick();
  /// Blocks that came through network/sync.
  std::uint64_t fetched() const { return fetched_; }

 private:
  static constexpr unsigned kImportsAtOnce = 32;
  static constexpr unsigned kTicksOfSilence = 20;  ///< then it says again what it has

  void on(network::PeerNumber from, const service::gossip::Message& message);
  void on(network::PeerNumber from, const network::message::Announce& announce);
  void on(network::PeerNumber from, const network::message::SyncRequest& request);
  void on(network::PeerNumber from, const network::message::SyncResponse& response);
  void ask_for_commit(const service::gossip::CommitWanted& wanted);
  void serve();
  void catch_up();
  void announce(const Header& header);
  void import(const network::Sync::Ready& block);

  Wire& wire_;
  service::Chain& chain_;
  service::Validator* validator_ = nullptr;
  service::SyncServer server_;
  service::SyncChecker checker_;
  network::Sync sync_;
  service::BlockQuest quest_;
  std::map<network::PeerNumber, BlockNumber> best_;
  std::set<network::PeerNumber> others_;
  network::PeerNumber asked_last_ = 0;
  std::uint64_t fetched_ = 0;
  unsigned ticks_ = 0;
  bool catching_up_ = false;
};

}  // namespace descent::sim

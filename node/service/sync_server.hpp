#pragma once
// Answers those who are behind, from the store, at a pace that leaves the disk to us.
#include <deque>
#include <map>

#include "network/protocols/messages.hpp"
#include "network/sync/checker.hpp"
#include "network/time.hpp"
#include "node/store/block_store.hpp"

namespace descent::service {

class SyncServer {
 public:
  struct Limits {
    std::size_t answer_bytes = network::limits_of(network::Kind::Sync).message_bytes;
    std::uint64_t bytes_per_second = 8
                                     << 20;  ///< for one peer, a block counting `block_bytes` more
    std::uint64_t burst_bytes = 32 << 20;
    std::uint64_t block_bytes = 512;
    std::size_t waiting = 4;  ///< questions of one peer
  };
  struct Answer {
    network::PeerNumber peer{};
    network::message::SyncResponse response;
  };

  /// blocks  outlives it
  SyncServer(const store::BlockStore& blocks, const Limits& limits)
      : blocks_{blocks}, limits_{limits} {}
  explicit SyncServer(const store::BlockStore& blocks) : SyncServer{blocks, Limits{}} {}

  /// returns  false if the peer has too many questions open, or asks for more blocks than may be
  ///          asked for: it is at fault, and not answered
  bool asked(network::PeerNumber peer, const network::message::SyncRequest& request);
  void gone(network::PeerNumber peer) { clients_.erase(peer); }

  /// The next answer that is due, each peer in its turn; nullopt if there is none now.
  std::optional<Answer> next(network::Instant now);
  /// How long until one may be due; nullopt if nobody waits.
  std::optional<network::Duration> wait(network::Instant now) const;

 private:
  struct Client {
    std::deque<network::message::SyncRequest> waiting;
    std::uint64_t debt = 0;  ///< bytes sent, less those forgiven since
    network::Instant since{};
  };

  network::message::SyncResponse answer(const network::message::SyncRequest& request) const;
  std::uint64_t debt_of(const Client& client, network::Instant now) const;

  const store::BlockStore& blocks_;
  const Limits limits_;
  std::map<network::PeerNumber, Client> clients_;
  network::PeerNumber last_{};  ///< who was answered last
};

}  // namespace descent::service

#pragma once
/// # TransactionRelay
/// Passes transactions on among pools: announced by hash, fetched once, and told further only when
/// this node's own pool has taken them. Who announces what it does not give, or gives what is
/// wrong, is reported.
#include <set>

#include "network/protocols/fetcher.hpp"
#include "network/sync/checker.hpp"
#include "node/pool/pool.hpp"

namespace descent::service {

using network::PeerNumber;

class TransactionRelay {
 public:
  /// What a peer did.
  enum class Deed : std::uint8_t {
    Useful,    ///< a transaction we had not
    Unasked,   ///< a body we never asked it for
    Invalid,   ///< one that no node that checks would pass on
    NoAnswer,  ///< announced, asked for, not given in time
  };
  /// How it reaches peers.
  class Outbox {
   public:
    virtual ~Outbox() = default;
    virtual void send(PeerNumber to, const network::message::Transactions& message) = 0;
    virtual void report(PeerNumber who, Deed deed) = 0;
  };

  static constexpr std::size_t kKnownMost = 16'384;     ///< remembered of each peer
  static constexpr std::size_t kAnnouncedMost = 2'048;  ///< hashes in a message
  static constexpr std::size_t kWantedMost = 256;       ///< bodies answered to one message
  static constexpr std::size_t kBodiesBytes = 1
                                              << 20;  ///< in a message, but for one that is longer
  /// Until those that were told of a transaction have asked for it and got it, over an ocean.
  static constexpr network::Duration kSpread{150};
  static constexpr std::size_t kYoungMost = 8'192;  ///< transactions on their way to others

  /// Both outlive it.
  TransactionRelay(pool::Pool& pool, Outbox& outbox) : pool_{pool}, outbox_{outbox} {}

  /// A peer came: it is told what the pool has.
  void joined(PeerNumber peer, network::Instant now);
  void gone(PeerNumber peer, network::Instant now);
  /// The pool took a transaction.
  void taken(const Hash& transaction);
  /// True if the pools of others are likely to have it: a peer knew it first, half of the peers
  /// took it from us, or they were told of it kSpread ago.
  bool is_common(const Hash& transaction) const { return !young_.contains(transaction); }
  void received(PeerNumber from, const network::message::Transactions& message,
                network::Instant now);
  /// Announces what was taken since the last call, and asks others for what did not come.
  void tick(network::Instant now);

 private:
  /// Of a transaction that others have from us, if they have it.
  struct Young {
    std::optional<network::Instant> announced = {};
    std::set<PeerNumber> takers = {};
  };

  void hear_announced(PeerNumber from, const std::vector<Hash>& hashes, network::Instant now);
  void answer(PeerNumber to, const std::vector<Hash>& wanted);
  void hear_body(PeerNumber from, const Bytes& body);
  void announce(PeerNumber to, network::Seen& known, const std::vector<Hash>& hashes);
  void note_taker(const Hash& transaction, PeerNumber taker);
  void let_age(const std::vector<Hash>& announced, network::Instant now);
  void ask(const std::vector<network::Fetcher<PeerNumber>::Ask>& asks);

  pool::Pool& pool_;
  Outbox& outbox_;
  std::map<PeerNumber, network::Seen> peers_;  ///< and what each of them has
  network::Fetcher<PeerNumber> fetcher_{network::FetchLimits{}};
  std::vector<Hash> fresh_;
  std::map<Hash, Young> young_;
};

}  // namespace descent::service

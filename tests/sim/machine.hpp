#pragma once
// One validator of a simulated network: the real engine, driver, chain, pool and runtime, on a
// simulated disk.
#include "consensus/bft/bft.hpp"
#include "node/service/pool_validator.hpp"
#include "tests/sim/disk.hpp"
#include "tests/sim/liar.hpp"
#include "tests/sim/peer.hpp"

namespace descent::sim {

/// What a process has; gone with it.
struct Process {
  Process(Disk& disk, const Founding& founding, std::unique_ptr<consensus::Engine> runs,
          service::World& world, Wire& wire, service::Verifier& verifier);

  /// nullptr if it is a liar's own engine
  const consensus::bft::State* state() const;

  std::unique_ptr<service::Chain> chain;
  service::Verified verified{1'024};
  service::PoolValidator checks;
  pool::Pool pool;
  std::unique_ptr<consensus::Engine> engine;
  store::VoteLog log;
  Peer peer;
  service::Validator validator;
};

/// What survives one: the disk, and what the key has signed.
struct Machine {
  Machine(const crypto::Keypair& session, std::function<Disk::Fate(store::Sync)> fate)
      : key{session}, disk{std::move(fate)} {}

  const crypto::Keypair& key;
  Disk disk;
  std::map<Place, consensus::SignBytes> signed_places;
  std::optional<Process> process;   ///< none while it is down
  std::uint64_t incarnation = 0;    ///< timers of an earlier one ring in vain
  std::unique_ptr<Liar> liar;       ///< none if it is honest
  std::int64_t skew_ms = 0;         ///< what its clock is ahead
  std::uint64_t slow_ms = 0;        ///< what a durable write takes at most; 0 no time
  std::uint64_t busy_until_ms = 0;  ///< its thread waits for the disk
  std::uint64_t full_until_ms = 0;
  bool far_skewed = false;  ///< for good: it takes part in nothing
  BlockNumber best = 0;     ///< final here

  bool is_honest() const { return liar == nullptr; }
  consensus::AuthorityId id() const { return {key.account().id}; }
  /// As a node with its sign-state file: nothing at or before the newest place but what it signed
  /// there.
  std::optional<consensus::Signature> sign(const consensus::Vote& vote, const Hash& genesis);
  /// True if the log would have this vote, and the block it commits to, were the power to go now.
  bool has_durable(consensus::Vote vote);
};

}  // namespace descent::sim

#pragma once
// One validator of a simulated network: the real engine, driver, chain, pool and runtime, on a
// simulated disk.
#include "consensus/bft/bft.hpp"
#include "node/service/pool_validator.hpp"
#include "node/service/validator.hpp"
#include "runtime/crypto/keypair.hpp"
#include "tests/sim/disk.hpp"

namespace descent::sim {

/// What a process has; gone with it.
struct Process {
  Process(Disk& disk, const chain_spec::ChainSpec& spec, const chain_spec::RuntimeSet& rules,
          service::World& world, const service::Validator::Options& options);

  std::unique_ptr<service::Chain> chain;
  service::Verified verified{1'024};
  service::PoolValidator checks;
  pool::Pool pool;
  consensus::Bft engine;
  store::VoteLog log;
  service::Verifier verifier{1};
  service::Validator validator;
};

/// What survives one: the disk, and what the key has signed.
struct Machine {
  Machine(crypto::Keypair session, Disk::Fate fate)
      : key{std::move(session)}, disk{std::move(fate)} {}

  const crypto::Keypair key;
  Disk disk;
  std::map<std::tuple<BlockNumber, consensus::Round, consensus::VoteKind>, consensus::SignBytes>
      signed_places;
  std::optional<Process> process;  ///< none while it is down
  std::uint64_t incarnation = 0;   ///< timers of an earlier one ring in vain

  consensus::AuthorityId id() const { return {key.account().id}; }
  /// As a node with its sign-state file: nothing at or before the newest place but the same again.
  std::optional<consensus::Signature> sign(const consensus::Vote& vote, const Hash& genesis);
};

}  // namespace descent::sim

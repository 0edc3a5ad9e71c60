#pragma once
// A chain on a database in a folder of its own, with as many rich accounts as a benchmark wants.
#include <filesystem>

#include "node/service/chain.hpp"
#include "node/store/leveldb_store.hpp"
#include "runtime/crypto/keypair.hpp"

namespace descent::bench {

/// A database that goes with it.
class Disk {
 public:
  explicit Disk(const std::string& name);
  ~Disk();
  Disk(const Disk&) = delete;
  Disk& operator=(const Disk&) = delete;

  store::LevelDbStore& store() { return *store_; }

 private:
  std::filesystem::path folder_;
  std::unique_ptr<store::LevelDbStore> store_;
};

/// The ed25519 key of sender `i`.
crypto::Keypair sender(std::size_t i);

/// An account nobody has the key of.
AccountId stranger(std::size_t i);

/// A development chain whose sudo key is the first of the rich, with short sessions if it has
/// validators.
chain_spec::ChainSpec spec_of(const std::vector<AccountId>& rich,
                              std::vector<chain_spec::GenesisStaker> validators = {});

/// `spec` on an empty database, without a memo.
std::unique_ptr<service::Chain> open_chain(store::Store& store, const chain_spec::ChainSpec& spec,
                                           const chain_spec::RuntimeSet& rules);

}  // namespace descent::bench

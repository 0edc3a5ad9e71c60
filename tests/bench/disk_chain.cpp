#include "tests/bench/disk_chain.hpp"

#include <sodium/core.h>
#include <unistd.h>

#include <cstdlib>

#include "runtime/crypto/hash.hpp"

namespace descent::bench {
namespace {

constexpr u128 kSessionBlocks = 50;

std::array<std::uint8_t, 32> seed_of(std::size_t i) {
  std::array<std::uint8_t, 32> seed{};
  for (std::size_t b = 0; b < 8; ++b) seed[b] = static_cast<std::uint8_t>(i >> (8 * b));
  return seed;
}

}  // namespace

Disk::Disk(const std::string& name)
    : folder_{std::filesystem::temp_directory_path() /
              ("descent-bench-" + std::to_string(getpid()) + "-" + name)} {
  std::filesystem::remove_all(folder_);
  store_ = *store::LevelDbStore::open(folder_);
}

Disk::~Disk() {
  store_.reset();
  std::filesystem::remove_all(folder_);
}

crypto::Keypair sender(std::size_t i) {
  return *crypto::Keypair::from_seed(crypto::KeyType::Ed25519, seed_of(i));
}

AccountId stranger(std::size_t i) { return {crypto::blake2b_256(seed_of(i)).bytes}; }

chain_spec::ChainSpec spec_of(const std::vector<AccountId>& rich,
                              std::vector<chain_spec::GenesisStaker> validators) {
  chain_spec::GenesisConfig config;
  for (const auto& who : rich) config.balances.emplace_back(who, 1'000'000 * kGrad);
  config.parameters = {{"Timestamp", "MinBlockInterval", 50}};
  config.sudo = rich.front();
  if (!validators.empty()) {
    config.parameters.push_back({"Session", "SessionLength", kSessionBlocks});
    config.validator_count = static_cast<std::uint32_t>(validators.size());
    config.stakers = std::move(validators);
  }
  return {"Bench", "bench", "Development", chain_spec::build_genesis(config, true)};
}

std::unique_ptr<service::Chain> open_chain(store::Store& store, const chain_spec::ChainSpec& spec,
                                           const chain_spec::RuntimeSet& rules) {
  if (sodium_init() < 0) std::abort();  // as the node does
  return *service::Chain::open(store, spec, rules, store::BlockStore::kPruningDefault, nullptr);
}

}  // namespace descent::bench

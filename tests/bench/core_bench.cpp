// The figures of `./dev bench core`: each is a ratio of two things run in turn in this process.
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <thread>

#include "node/service/chain.hpp"
#include "node/store/leveldb_store.hpp"
#include "runtime/crypto/hash.hpp"
#include "runtime/crypto/keypair.hpp"
#include "runtime/crypto/signature.hpp"

#include "modules/balances/balances.hpp"

namespace descent {
namespace {

constexpr std::size_t kSenders = 10'000;
constexpr int kRuns = 20;
constexpr std::uint8_t kBalancesIndex = 2;

using Clock = std::chrono::steady_clock;

double seconds(Clock::time_point from) {
  return std::chrono::duration<double>(Clock::now() - from).count();
}

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

crypto::Keypair sender(std::size_t i) {
  std::array<std::uint8_t, 32> seed{};
  for (std::size_t b = 0; b < 8; ++b) seed[b] = static_cast<std::uint8_t>(i >> (8 * b));
  return *crypto::Keypair::from_seed(crypto::KeyType::Ed25519, seed);
}

/// A chain on which every sender can pay.
chain_spec::ChainSpec spec_of(const std::vector<crypto::Keypair>& senders) {
  chain_spec::GenesisConfig config;
  for (const auto& pair : senders) config.balances.emplace_back(pair.account(), 100 * kGrad);
  config.parameters = {{"Timestamp", "MinBlockInterval", 50}};
  return {"Bench", "bench", "Development", chain_spec::build_genesis(config, true)};
}

Bytes transfer(const crypto::Keypair& from, const AccountId& to, const frame::Implicit& implicit) {
  modules::Balances::transfer_keep_alive call{.dest = to, .value = kGrad};
  frame::RuntimeCall bytes{{kBalancesIndex, modules::Balances::transfer_keep_alive::meta.index}};
  scale::encode(bytes.bytes, call);
  frame::Extra extra;
  const Bytes payload = frame::signing_payload(bytes, extra, implicit);
  return frame::encode_extrinsic(
      {frame::Signature{from.account(), from.sign(payload), extra}, bytes});
}

/// A database in a folder of its own, gone with it.
struct Disk {
  std::filesystem::path folder;
  std::unique_ptr<store::LevelDbStore> store;
  explicit Disk(const char* name)
      : folder{std::filesystem::temp_directory_path() / "descent-bench" / name} {
    std::filesystem::remove_all(folder);
    store = *store::LevelDbStore::open(folder);
  }
  ~Disk() {
    store.reset();
    std::filesystem::remove_all(folder);
  }
};

std::unique_ptr<service::Chain> open(store::Store& store, const chain_spec::ChainSpec& spec,
                                     const chain_spec::RuntimeSet& rules) {
  return *service::Chain::open(store, spec, rules, 2'400, nullptr);
}

/// Blocks that hold all of `extrinsics`, as full as the weights allow.
std::vector<Block> blocks_of(service::Chain& chain, const std::vector<Bytes>& extrinsics) {
  std::vector<Block> out;
  for (std::size_t next = 0; next < extrinsics.size();) {
    const auto fill = [&](frame::Execution& execution, std::vector<Bytes>& body) {
      while (next < extrinsics.size() && execution.apply(extrinsics[next], true)) {
        body.push_back(extrinsics[next++]);
      }
    };
    auto made = *chain.build(chain.earliest_next(), fill);
    chain.commit(made);
    out.push_back(made.block);
  }
  return out;
}

double import_rate(const chain_spec::ChainSpec& spec, const chain_spec::RuntimeSet& rules,
                   const std::vector<Block>& blocks) {
  Disk disk{"import"};
  const auto chain = open(*disk.store, spec, rules);
  service::Verifier verifier;
  const auto start = Clock::now();
  for (const Block& block : blocks) {
    chain->commit(*chain->check(block, verifier, [](const Hash&) { return false; }));
  }
  return static_cast<double>(kSenders) / seconds(start);
}

double verify_rate(const crypto::Keypair& pair) {
  constexpr int kVerified = 2'000;
  const Bytes message(118, 7);
  const auto signature = pair.sign(message);
  const auto start = Clock::now();
  for (int i = 0; i < kVerified; ++i) {
    if (!crypto::verify(signature, message, pair.account())) std::abort();
  }
  return kVerified / seconds(start);
}

void bench_import(const chain_spec::ChainSpec& spec, const chain_spec::RuntimeSet& rules,
                  const std::vector<Block>& blocks, const crypto::Keypair& pair) {
  const double cores = std::max(1u, std::thread::hardware_concurrency());
  std::vector<double> ratios, rates, raws;
  for (int run = 0; run < kRuns; ++run) {
    raws.push_back(verify_rate(pair));
    rates.push_back(import_rate(spec, rules, blocks));
    ratios.push_back(rates.back() / (cores * raws.back()));
  }
  std::printf(
      "block import, %zu ed25519 senders, %zu blocks: %.0f transfers/s; raw verify %.0f/s "
      "a core x %.0f cores; ratio %.2f (aim 0.5)\n",
      kSenders, blocks.size(), median(rates), median(raws), cores, median(ratios));
}

void bench_commit() {
  constexpr std::size_t kPuts = 10'000;
  std::vector<double> ratios, rates;
  for (int run = 0; run < kRuns; ++run) {
    Changes changes;
    for (std::size_t i = 0; i < kPuts; ++i) {
      Bytes key(80, static_cast<std::uint8_t>(run));
      for (std::size_t b = 0; b < 8; ++b)
        key[b] = static_cast<std::uint8_t>(i * 2'654'435'761 >> (8 * b));
      changes.emplace(std::move(key), Bytes(80, 1));
    }
    Disk ours{"ours"};
    const Hash genesis;
    auto blocks = *store::BlockStore::open(*ours.store, genesis);
    const auto start = Clock::now();
    if (!blocks->commit({.header = {},
                         .hash = genesis,
                         .body = {},
                         .justification = {},
                         .state = changes,
                         .nodes = {},
                         .blobs = {}}))
      std::abort();
    const double commit = seconds(start);
    Disk raw{"raw"};
    store::Batch batch;
    for (const auto& [key, value] : changes) batch.push_back({key, value});
    const auto raw_start = Clock::now();
    if (!raw.store->write(batch, store::Sync::Yes)) std::abort();
    const double raw_seconds = seconds(raw_start);
    rates.push_back(static_cast<double>(kPuts) / commit);
    ratios.push_back(raw_seconds / commit);
  }
  std::printf(
      "state commit: %.0f puts/s; ratio to a raw synced LevelDB batch of the same bytes %.2f\n",
      median(rates), median(ratios));
}

int run() {
  std::vector<crypto::Keypair> senders;
  for (std::size_t i = 0; i < kSenders; ++i) senders.push_back(sender(i));
  const auto spec = spec_of(senders);
  const chain_spec::RuntimeSet rules;
  Disk disk{"build"};
  const auto chain = open(*disk.store, spec, rules);
  const auto& version = chain->rules().version();
  const frame::Implicit implicit{version.spec_version, version.transaction_version,
                                 chain->genesis_hash(), chain->genesis_hash()};
  std::vector<Bytes> extrinsics;
  for (const auto& pair : senders)
    extrinsics.push_back(transfer(pair, senders[0].account(), implicit));
  const auto blocks = blocks_of(*chain, extrinsics);
  bench_import(spec, rules, blocks, senders[1]);
  bench_commit();
  return 0;
}

}  // namespace
}  // namespace descent

int main() { return descent::run(); }

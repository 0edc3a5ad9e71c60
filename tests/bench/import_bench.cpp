#include "tests/bench/import_bench.hpp"

#include <cstdio>
#include <cstdlib>
#include <thread>

#include "chain-spec/descent_runtime.hpp"
#include "runtime/crypto/signature.hpp"
#include "tests/bench/disk_chain.hpp"
#include "tests/bench/measure.hpp"

namespace descent::bench {
namespace {

constexpr std::size_t kSenders = 10'000;
constexpr std::size_t kVerified = 2'000;  ///< signatures in a run of the yardstick

Bytes transfer(const crypto::Keypair& from, const AccountId& to, const frame::Implicit& implicit) {
  const modules::Balances::transfer_keep_alive call{.dest = to, .value = kGrad};
  frame::RuntimeCall bytes{
      {chain_spec::kBalances, modules::Balances::transfer_keep_alive::meta.index}};
  scale::encode(bytes.bytes, call);
  const frame::Extra extra;
  const auto signature = from.sign(frame::signing_payload(bytes, extra, implicit));
  return frame::encode_extrinsic({frame::Signature{from.account(), signature, extra}, bytes});
}

/// A chain and blocks on its genesis that hold one transfer of each sender.
class Transfers {
 public:
  Transfers() {
    for (std::size_t i = 0; i < kSenders; ++i) senders_.push_back(sender(i));
    spec_ = spec_of(accounts());
    Disk disk{"build"};
    const auto chain = open_chain(disk.store(), spec_, rules_);
    const auto extrinsics = sign_all(*chain);
    for (std::size_t next = 0; next < extrinsics.size();)
      blocks_.push_back(fill(*chain, extrinsics, next));
  }

  std::size_t blocks() const { return blocks_.size(); }

  /// Seconds to check, execute and commit all blocks in a node that has seen none of them.
  double import() {
    Disk disk{"import"};
    const auto chain = open_chain(disk.store(), spec_, rules_);
    service::Verifier verifier;
    const auto nothing_known = [](const Hash&) { return false; };
    const double start = processor_seconds();
    const double out = seconds([&] {
      for (const Block& block : blocks_)
        chain->commit(*chain->check(block, verifier, nothing_known));
    });
    processor_ = processor_seconds() - start;
    return out;
  }
  /// Processor seconds of the last import, on all cores.
  double processor() const { return processor_; }

  /// Seconds one core needs to verify the signatures alone, had it as many as there are transfers.
  double verify() {
    const Bytes message(118, 7);
    const auto signature = senders_[1].sign(message);
    const double start = processor_seconds();
    const double taken = seconds([&] {
      for (std::size_t i = 0; i < kVerified; ++i)
        if (!crypto::verify(signature, message, senders_[1].account())) std::abort();
    });
    verifying_ = (processor_seconds() - start) / kVerified * kSenders;
    return taken / kVerified * kSenders;
  }
  /// Processor seconds of that.
  double verifying() const { return verifying_; }

 private:
  std::vector<AccountId> accounts() const {
    std::vector<AccountId> out;
    for (const auto& pair : senders_) out.push_back(pair.account());
    return out;
  }

  std::vector<Bytes> sign_all(const service::Chain& chain) const {
    const auto& version = chain.rules().version();
    const frame::Implicit implicit{version.spec_version, version.transaction_version,
                                   chain.genesis_hash(), chain.genesis_hash()};
    std::vector<Bytes> out;
    for (std::size_t i = 0; i < kSenders; ++i)
      out.push_back(transfer(senders_[i], senders_[(i + 1) % kSenders].account(), implicit));
    return out;
  }

  /// A block as full as the weights allow, from extrinsic `next` on.
  static Block fill(service::Chain& chain, const std::vector<Bytes>& extrinsics,
                    std::size_t& next) {
    const auto apply = [&](frame::Execution& execution, std::vector<Bytes>& body) {
      while (next < extrinsics.size() && execution.apply(extrinsics[next], true))
        body.push_back(extrinsics[next++]);
    };
    auto made = *chain.build(chain.earliest_next(), apply);
    chain.commit(made);
    return made.block;
  }

  chain_spec::RuntimeSet rules_;
  std::vector<crypto::Keypair> senders_;
  chain_spec::ChainSpec spec_;
  std::vector<Block> blocks_;
  double processor_ = 0;
  double verifying_ = 0;
};

}  // namespace

void bench_import(int runs) {
  Transfers transfers;
  const double cores = std::max(1u, std::thread::hardware_concurrency());
  const Pair pair = interleaved(
      runs, [&] { return transfers.import(); }, [&] { return transfers.verify() / cores; });
  std::printf(
      "block import, %zu ed25519 senders, %zu blocks: %.0f transfers/s; raw verify %.0f/s on %.0f "
      "cores; ratio %.2f (aim 0.5); by processor time, as on an idle machine, %.1f us a transfer, "
      "%.1f us a signature, ratio %.2f\n",
      kSenders, transfers.blocks(), kSenders / pair.ours, kSenders / pair.theirs, cores, pair.ratio,
      1e6 * transfers.processor() / kSenders, 1e6 * transfers.verifying() / kSenders,
      transfers.verifying() / transfers.processor());
}

}  // namespace descent::bench

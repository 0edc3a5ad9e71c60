#include <cstdlib>

#include "tests/bench/weights_chain.hpp"

namespace descent::bench {
namespace {

namespace w = modules::system_weights;
using modules::Balances;
using modules::System;

constexpr std::size_t kExtrinsics = 1'000;

/// Signed remarks of so many senders.
std::vector<Bytes> remarks(const service::Chain& chain, std::vector<crypto::Keypair>& senders) {
  const auto& version = chain.rules().version();
  const frame::Implicit implicit{version.spec_version, version.transaction_version,
                                 chain.genesis_hash(), chain.genesis_hash()};
  frame::RuntimeCall call{{chain_spec::kSystem, System::remark::meta.index}};
  scale::encode(call.bytes, System::remark{});
  std::vector<Bytes> out;
  for (const auto& from : senders) {
    const frame::Extra extra;
    const auto signature = from.sign(frame::signing_payload(call, extra, implicit));
    out.push_back(
        frame::encode_extrinsic({frame::Signature{from.account(), signature, extra}, call}));
  }
  return out;
}

/// Of an extrinsic that does nothing: its signature, nonce, fee, events, and their roots.
void weigh_extrinsic(WeightChain& chain) {
  std::vector<crypto::Keypair> senders;
  for (std::size_t i = 0; i < kExtrinsics; ++i) senders.push_back(sender(i));
  chain.block([&](Runtime& r) {
    for (const auto& s : senders)
      if (!r.balances.mint_into(s.account(), 1'000 * kGrad)) std::abort();
  });
  const auto extrinsics = remarks(chain.chain(), senders);
  const auto apply = [&](frame::Execution& execution, std::vector<Bytes>& body) {
    for (const Bytes& extrinsic : extrinsics) {
      if (!execution.apply(extrinsic, true)) std::abort();
      body.push_back(extrinsic);
    }
  };
  auto& at = chain.chain();
  const Block made = at.build(at.earliest_next(), apply)->block;
  service::Verifier verifier{1};
  const double start = processor_seconds();
  at.commit(*at.check(made, verifier, [](const Hash&) { return false; }));
  const double taken = processor_seconds() - start - chain.empty();
  report("system kBaseExtrinsic + remark(0)", taken / kExtrinsics,
         (w::kBaseExtrinsic + w::remark(0)).ref_time);
}

}  // namespace

void weigh_system(WeightChain& chain) {
  report("system kBaseBlock", chain.empty(), w::kBaseBlock.ref_time);
  weigh_extrinsic(chain);
  const System::remark_with_event remark{Bytes(1 << 20, 7)};
  chain.measure("system remark(2 x 1 MiB)", 4, {},
                [&](Runtime& r) { return call(r, chain.fresh(), r.system, remark); });
  chain.measure("system kRead", 2'000, {}, [&](Runtime& r) {
    if (r.system.account.get(chain.fresh()).data.free == 0) std::abort();
    return Weight{w::kRead, 0};
  });
  chain.measure("system kWrite", 2'000, {}, [&](Runtime& r) {
    AccountInfo info;
    info.providers = 1;
    info.data.free = kGrad;
    const AccountId who = chain.fresh();
    r.system.account.insert(who, info);
    return Weight{w::kWrite, 0};
  });
}

void weigh_balances(WeightChain& chain) {
  chain.rest();
  chain.measure("balances kTransfer: all, to a new account", 1'000, {}, [&](Runtime& r) {
    return call(r, chain.fresh(), r.balances,
                Balances::transfer_all{.dest = chain.nobody(), .keep_alive = false});
  });
  chain.measure("balances kTransfer: to another", 1'000, {}, [&](Runtime& r) {
    return call(r, chain.fresh(), r.balances,
                Balances::transfer_keep_alive{.dest = chain.fresh(), .value = kGrad});
  });
  chain.measure("balances kForce: force_transfer to a new account", 1'000, {}, [&](Runtime& r) {
    return call_root(
        r, r.balances,
        Balances::force_transfer{.source = chain.fresh(), .dest = chain.nobody(), .value = kGrad});
  });
  chain.measure("balances kForce: force_set_balance of a new account", 1'000, {}, [&](Runtime& r) {
    return call_root(r, r.balances,
                     Balances::force_set_balance{.who = chain.nobody(), .new_free = kGrad});
  });
  chain.measure("balances kBurn", 1'000, {}, [&](Runtime& r) {
    return call(r, chain.fresh(), r.balances, Balances::burn{.value = kGrad, .keep_alive = true});
  });
}

}  // namespace descent::bench

#pragma once
// A development chain on a store in memory, and transactions for it.
#include <gtest/gtest.h>

#include "chain-spec/descent_runtime.hpp"
#include "node/service/chain.hpp"
#include "node/store/memory_store.hpp"
#include "runtime/crypto/keypair.hpp"
#include "runtime/frame/storage.hpp"
#include "runtime/primitives/account_info.hpp"

namespace descent::service {

inline const chain_spec::ChainSpec& dev_spec() {
  static const chain_spec::ChainSpec spec = *chain_spec::preset("dev");
  return spec;
}
inline const chain_spec::RuntimeSet& rule_set() {
  static const chain_spec::RuntimeSet rules;
  return rules;
}

inline crypto::Keypair dev_key(const std::string& name) {
  return *crypto::from_suri(crypto::KeyType::Sr25519, "//" + name);
}

template <class C>
frame::RuntimeCall call_of(std::uint8_t module, const C& call) {
  Bytes out{module, C::meta.index};
  scale::encode(out, call);
  return {std::move(out)};
}

inline frame::RuntimeCall transfer_to(const AccountId& who, Balance value) {
  return call_of(chain_spec::kBalances,
                 modules::Balances::transfer_keep_alive{.dest = who, .value = value});
}

/// An extrinsic of `key`, immortal.
inline Bytes sign(const crypto::Keypair& key, const Hash& genesis, Nonce nonce,
                  frame::RuntimeCall call, Balance tip = 0) {
  const RuntimeVersion version = chain_spec::dev_version();
  frame::Extra extra;
  std::get<frame::CheckNonce>(extra).nonce = nonce;
  std::get<frame::ChargeTransactionPayment>(extra).tip = tip;
  const Bytes payload = frame::signing_payload(
      call, extra, {version.spec_version, version.transaction_version, genesis, genesis});
  return frame::encode_extrinsic(
      {frame::Signature{key.account(), key.sign(payload), extra}, std::move(call)});
}

inline Bytes account_key(const AccountId& who) {
  Bytes key = frame::item_prefix("System", "Account");
  frame::Blake2_128Concat::hash(key, who.id);
  return key;
}
inline AccountInfo account_in(const state::Source& state, const AccountId& who) {
  const auto bytes = state.get(account_key(who));
  return bytes ? *scale::decoded<AccountInfo>(*bytes) : AccountInfo{};
}

/// Applies `extrinsics`, which must all be valid.
inline Chain::Fill with(const std::vector<Bytes>& extrinsics) {
  return [extrinsics](frame::Execution& execution, std::vector<Bytes>& body) {
    for (const Bytes& extrinsic : extrinsics) {
      const auto applied = execution.apply(extrinsic, true);
      EXPECT_TRUE(applied && *applied);
      body.push_back(extrinsic);
    }
  };
}

struct DevChain {
  store::MemoryStore database;
  std::unique_ptr<Chain> chain = open();
  const crypto::Keypair alice = dev_key("Alice"), bob = dev_key("Bob");

  std::unique_ptr<Chain> open() {
    auto opened = Chain::open(database, dev_spec(), rule_set(), std::nullopt, nullptr);
    EXPECT_TRUE(opened) << (opened ? "" : opened.error());
    return *std::move(opened);
  }
  Bytes transfer(Nonce nonce, Balance value = kGrad, Balance tip = 0) const {
    return sign(alice, chain->genesis_hash(), nonce, transfer_to(bob.account(), value), tip);
  }
  Proposal build(const std::vector<Bytes>& extrinsics = {}) {
    auto built = chain->build(chain->earliest_next(), with(extrinsics));
    EXPECT_TRUE(built) << (built ? "" : built.error());
    return *std::move(built);
  }
  Hash add(const std::vector<Bytes>& extrinsics = {}) {
    const Proposal block = build(extrinsics);
    chain->commit(block);
    return block.outcome.hash;
  }
  AccountInfo account(const AccountId& who) const {
    return account_in(*chain->at(chain->head_hash())->state, who);
  }
};

}  // namespace descent::service

#pragma once
// A development chain in memory, for tests of whole blocks.
#include <gtest/gtest.h>

#include "chain-spec/descent_runtime.hpp"
#include "chain-spec/genesis.hpp"
#include "runtime/crypto/keypair.hpp"
#include "runtime/crypto/signature.hpp"
#include "runtime/state/memory.hpp"
#include "tests/runtime/trie/tries.hpp"

namespace descent::frame {

inline crypto::Keypair key_of(std::string_view suri) {
  const auto key = crypto::from_suri(crypto::KeyType::Sr25519, suri);
  DESCENT_ASSERT(key);
  return *key;
}

inline const chain_spec::ChainSpec& dev_spec() {
  static const auto spec = chain_spec::preset("dev");
  return *spec;
}
inline const Runtime& dev_rules() {
  static const auto rules = chain_spec::make_dev_rules();
  return *rules;
}

/// What a signer may choose.
struct Terms {
  Nonce nonce = 0;
  Balance tip = 0;
  Era era{};
};

/// The chain after some blocks: at first, after none.
struct DevChain {
  static constexpr Moment kNow = 1'000'000;

  const crypto::Keypair alice = key_of("//Alice");
  const crypto::Keypair bob = key_of("//Bob");
  KeyValues values = dev_spec().genesis;
  state::MemorySource state{values};
  state::MemorySource blobs{{}};
  trie::Records nodes = trie::Records::of(values, trie::Layout::V1);
  Header head = chain_spec::genesis_header(values);
  const Hash genesis_hash = crypto::blake2b_256(scale::encoded(head));

  /// The modules, to make calls of.
  state::MemorySource nothing{{}};
  Frame scratch{nothing, nothing};
  chain_spec::DevRuntime modules{scratch};

  RuntimeCall transfer(const AccountId& to, Balance amount) const {
    return call_of(modules.balances, modules::Balances::transfer_keep_alive{to, amount});
  }
  RuntimeCall remark(std::size_t size = 1) const {
    return call_of(modules.system, modules::System::remark{Bytes(size)});
  }
  RuntimeCall batch(std::vector<RuntimeCall> calls) const {
    modules::Utility::batch out;
    for (auto& call : calls) out.calls.push_back(std::move(call));
    return call_of(modules.utility, out);
  }

  static Signature unsigned_by(const MultiAddress& who, const Terms& terms) {
    Signature out{.address = who, .signature = {}, .extra = {}};
    std::get<CheckMortality>(out.extra).era = terms.era;
    std::get<CheckNonce>(out.extra).nonce = terms.nonce;
    std::get<ChargeTransactionPayment>(out.extra).tip = terms.tip;
    return out;
  }
  /// An extrinsic signed on this chain; an era's birth block is genesis.
  Bytes sign(const crypto::Keypair& key, const RuntimeCall& call, const Terms& terms = {}) const {
    Signature s = unsigned_by(key.account(), terms);
    const auto& version = dev_rules().version();
    s.signature = key.sign(signing_payload(
        call, s.extra,
        {version.spec_version, version.transaction_version, genesis_hash, genesis_hash}));
    return encode_extrinsic({s, call});
  }

  std::unique_ptr<Execution> begin() const {
    return dev_rules().begin({state, blobs, head, genesis_hash});
  }
  /// A block that has begun and has its inherents.
  std::unique_ptr<Execution> begin_block() const {
    auto out = begin();
    out->initialize({});
    for (const auto& inherent : out->inherents(kNow)) EXPECT_TRUE(out->apply(inherent, true));
    return out;
  }
  /// A block of these transactions, as its proposer makes it.
  Block make(const std::vector<Bytes>& transactions, const Digest& digest = {}) const {
    const auto execution = begin();
    execution->initialize(digest);
    auto body = execution->inherents(kNow + head.number * 1'000);
    body.insert(body.end(), transactions.begin(), transactions.end());
    for (const auto& extrinsic : body) EXPECT_TRUE(execution->apply(extrinsic, true));
    const auto out = execution->finalize(nodes, body);
    EXPECT_TRUE(out);
    return {out->header, body};
  }
  std::vector<bool> verdicts(const Block& block) const {
    const auto execution = begin();
    execution->initialize({});
    std::vector<bool> out;
    for (const auto& extrinsic : block.extrinsics) {
      const auto check = execution->signature_of(extrinsic);
      const bool right = check && (!*check || crypto::verify((*check)->signature, (*check)->message,
                                                             (*check)->signer));
      out.push_back(right);
    }
    return out;
  }
  Expected<BlockOutcome, BlockError> execute(const Block& block) const {
    return frame::execute(*begin(), block, verdicts(block), nodes);
  }
  /// Makes `out` the newest block.
  void import(const BlockOutcome& out) {
    for (const auto& [key, value] : out.state) {
      if (value)
        values[key] = *value;
      else
        values.erase(key);
    }
    state = state::MemorySource{values};
    nodes.apply(out.nodes);
    head = out.header;
  }
};

inline Balance free_of(Execution& execution, const AccountId& who) {
  return chain_spec::DevRuntime{execution.frame()}.balances.data(who).free;
}
inline Nonce nonce_of(Execution& execution, const AccountId& who) {
  return chain_spec::DevRuntime{execution.frame()}.system.nonce(who);
}

}  // namespace descent::frame

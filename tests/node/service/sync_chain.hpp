#pragma once
// A chain of four validators whose blocks bear real certificates, and whose authorities change.
#include "modules/session/session.hpp"
#include "network/sync/checker.hpp"
#include "runtime/primitives/certificate.hpp"
#include "tests/node/service/dev_chain.hpp"

namespace descent::service {

/// The "local" preset with sessions of `kSessionBlocks` blocks.
inline constexpr BlockNumber kSessionBlocks = 5;

inline const chain_spec::ChainSpec& sync_spec() {
  static const chain_spec::ChainSpec spec = [] {
    auto draft = *chain_spec::preset_draft("local");
    for (auto& parameter : draft.config.parameters)
      if (parameter.name == "SessionLength") parameter.value = kSessionBlocks;
    return chain_spec::build(draft);
  }();
  return spec;
}

/// Keys that sign, by who they are to others.
class SessionKeyring {
 public:
  SessionKeyring() {
    for (const auto name : crypto::dev_accounts()) add("//" + std::string{name});
    add("//Alice//next");
  }
  const crypto::Keypair& of(const consensus::AuthorityId& id) const { return keys_.at(id); }
  crypto::Keypair next() const {
    return *crypto::from_suri(crypto::KeyType::Ed25519, "//Alice//next");
  }

 private:
  void add(const std::string& uri) {
    auto pair = *crypto::from_suri(crypto::KeyType::Ed25519, uri);
    const consensus::AuthorityId id{pair.account().id};
    keys_.emplace(id, std::move(pair));
  }
  std::map<consensus::AuthorityId, crypto::Keypair> keys_;
};

/// That `signers` of `set` precommitted to the block in round `round`.
inline consensus::CommitCertificate certify(const SessionKeyring& keys, const Hash& genesis,
                                            const consensus::AuthoritySet& set, BlockNumber number,
                                            const Hash& block,
                                            std::vector<consensus::AuthorityIndex> signers,
                                            consensus::Round round = 0) {
  consensus::CommitCertificate out{number, round, block, {}};
  for (const auto signer : signers) {
    const consensus::Vote vote{.number = number,
                               .round = round,
                               .kind = consensus::VoteKind::Precommit,
                               .block = block,
                               .validator = set.at(signer).id};
    const auto signature =
        keys.of(vote.validator).sign(scale::encoded(consensus::sign_bytes(genesis, vote)));
    out.signatures.push_back({signer, std::get<multi_signature::Ed25519>(signature).value});
  }
  return out;
}

struct SyncChain {
  store::MemoryStore database;
  std::unique_ptr<Chain> chain = open();
  SessionKeyring keys;

  std::unique_ptr<Chain> open() {
    auto opened = Chain::open(database, sync_spec(), rule_set(), std::nullopt, nullptr);
    EXPECT_TRUE(opened) << (opened ? "" : opened.error());
    return *std::move(opened);
  }
  consensus::AuthoritySet authorities() const {
    return *scale::decoded<consensus::AuthoritySet>(
        *chain->newest().call("SessionApi_authorities", {}));
  }
  /// Makes and commits the next block, certified by three of four.
  void add(const std::vector<Bytes>& extrinsics = {}) {
    auto block = chain->build(chain->earliest_next(), with(extrinsics));
    ASSERT_TRUE(block) << block.error();
    block->justification =
        scale::encoded(certify(keys, chain->genesis_hash(), authorities(),
                               block->outcome.header.number, block->outcome.hash, {0, 1, 3}));
    chain->commit(*block);
  }
  void add_until(BlockNumber number) {
    while (chain->head().number < number) add();
  }
  /// Blocks 1 to 3 * kSessionBlocks: //Alice has another session key from 2 * kSessionBlocks + 2
  /// on.
  void add_with_change() {
    const auto stash = *crypto::from_suri(crypto::KeyType::Sr25519, "//Alice//stash");
    const auto key = keys.next();
    const auto proof = std::get<multi_signature::Ed25519>(
        key.sign(modules::Session::possession_message(stash.account(), chain->genesis_hash())));
    add({sign(stash, chain->genesis_hash(), 0,
              call_of(chain_spec::kSession,
                      modules::Session::set_keys{{{key.account().id}},
                                                 {proof.value.begin(), proof.value.end()}}))});
    add_until(3 * kSessionBlocks);
  }

  Hash hash(BlockNumber number) const { return **chain->blocks().hash_of(number); }
  Header header(BlockNumber number) const { return **chain->blocks().header(hash(number)); }
  Bytes certificate(BlockNumber number) const {
    return **chain->blocks().justification(hash(number));
  }
  Bytes body(BlockNumber number) const {
    return scale::encoded(**chain->blocks().body(hash(number)));
  }
};

/// One that has its change of authorities, made once.
inline const SyncChain& changed_chain() {
  static const std::unique_ptr<SyncChain> made = [] {
    auto out = std::make_unique<SyncChain>();
    out->add_with_change();
    return out;
  }();
  return *made;
}

}  // namespace descent::service

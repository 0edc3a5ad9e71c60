#pragma once
// Who validates, and the chain they begin with.
#include "chain-spec/genesis.hpp"
#include "runtime/crypto/keypair.hpp"
#include "runtime/primitives/vote.hpp"

namespace descent::sim {

struct Founding {
  std::vector<crypto::Keypair> keys;  ///< of sessions, by machine
  std::vector<AccountId> stashes;     ///< by machine
  std::vector<std::uint64_t> powers;  ///< by machine, relative
  chain_spec::ChainSpec spec;
  Hash genesis;

  std::size_t machines() const { return keys.size(); }
  /// Whose session key it is; nullopt if of no machine.
  std::optional<std::size_t> machine_of(const consensus::AuthorityId& id) const;
  std::optional<std::size_t> machine_of_stash(const AccountId& stash) const;
};

/// The local preset with so many validators instead of its own; computed once in a process.
/// uneven  powers are 3 : 2 : 1 : 3 ..., else all equal
const Founding& founding(std::size_t machines, bool uneven);

const chain_spec::RuntimeSet& rules();

/// `vote` with the signature of `key`.
consensus::Vote signed_vote(consensus::Vote vote, const crypto::Keypair& key, const Hash& genesis);

}  // namespace descent::sim

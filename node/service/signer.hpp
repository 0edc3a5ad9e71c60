#pragma once
/// # Signer
/// The session keys a node votes with, each beside the state that keeps it from signing twice at
/// one place. Which of them is in the set of authorities may change with every session.
#include <map>

#include "node/keystore/session_keys.hpp"
#include "node/service/sign_state.hpp"
#include "runtime/primitives/authority.hpp"

namespace descent::service {

class Signer {
 public:
  struct Options {
    std::filesystem::path folder;  ///< of the states of signing
    SignState::Missing missing = SignState::Missing::Refuse;
  };

  /// keys  outlive it
  Signer(const keystore::SessionKeys& keys, const Hash& genesis, Options options)
      : keys_{keys}, genesis_{genesis}, options_{std::move(options)} {}

  /// The first authority of the set whose key is here and may be signed with. A key that may not is
  /// logged, once, with what to do about it.
  std::optional<consensus::AuthorityId> self(const consensus::AuthoritySet& set);

  /// This key was made just now: it has never signed, so its state begins.
  void born(const consensus::AuthorityId& id);

  /// Signs, once it is durable that it does; nullopt if that would contradict what was signed.
  /// REQUIRES: by an authority that `self` has returned
  std::optional<consensus::Signature> sign(const consensus::Vote& vote);

 private:
  struct Voice {
    crypto::Keypair key;
    std::unique_ptr<SignState> state;  ///< nullptr: it may not be signed with
  };
  /// nullptr if the key is not here, or must not be used.
  Voice* voice_of(const consensus::AuthorityId& id, SignState::Missing missing);

  const keystore::SessionKeys& keys_;
  const Hash genesis_;
  const Options options_;
  std::map<consensus::AuthorityId, Voice> voices_;
};

}  // namespace descent::service

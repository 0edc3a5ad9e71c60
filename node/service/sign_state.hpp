#pragma once
/// # SignState
/// The newest votes a session key has signed, kept where a restored database cannot turn it back.
/// A validator that signs two blocks at one place loses its stake, so:
///
/// (1) a vote is on disk, synced, before its signature leaves;
/// (2) nothing is signed at or before the place of the newest vote, but what was signed there: who
///     comes back says again all it said of this height, and others may be waiting for any of it;
/// (3) one process at a time holds the file;
/// (4) without the file nothing is signed, unless the operator says that the key is new.
///
/// Places are ordered by (number, round, kind): an honest validator speaks in that order.
#include <memory>

#include "node/service/sign_journal.hpp"
#include "runtime/scale/codec.hpp"

namespace descent::service {

class SignState {
 public:
  enum class Missing : std::uint8_t {
    Refuse,
    Create,  ///< the operator says that the key has never signed
  };

  /// Opens the state of `key` on the chain that began with `genesis`, in `folder`.
  /// errors  a sentence for the operator: no file, another process, another chain, a damaged file
  static Expected<std::unique_ptr<SignState>, std::string> open(const std::filesystem::path& folder,
                                                                const consensus::AuthorityId& key,
                                                                const Hash& genesis,
                                                                Missing missing);
  /// Makes it durable that `vote` is going to be signed. Its signature is not looked at.
  /// errors  a sentence: it would contradict what was signed, or the disk failed
  /// REQUIRES: the vote is by this key and well formed
  Expected<void, std::string> allow(const consensus::Vote& vote);

  /// The votes of the newest height, by place; of more than kKept the last.
  static constexpr std::size_t kKept = 64;  // the engine keeps 17 rounds, of three votes each
  using Votes = Bounded<consensus::SignBytes, kKept>;
  const Votes& newest() const { return newest_; }

 private:
  SignState(std::filesystem::path path, network::Descriptor lock, const SignJournal::Owner& owner,
            SignJournal journal)
      : path_{std::move(path)},
        lock_{std::move(lock)},
        owner_{owner},
        journal_{std::move(journal)} {}
  Expected<void, std::string> save();
  void note(const consensus::SignBytes& vote);

  const std::filesystem::path path_;
  const network::Descriptor lock_;  // an open file that is locked
  const SignJournal::Owner owner_;
  SignJournal journal_;
  Votes newest_;
};

}  // namespace descent::service

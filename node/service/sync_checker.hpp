#pragma once
// Judges headers that are far ahead of the head: who decides on them follows from the state of the
// head and from what final headers say.
#include <deque>

#include "modules/session/types.hpp"
#include "network/sync/checker.hpp"
#include "node/service/chain.hpp"
#include "runtime/primitives/certificate.hpp"

namespace descent::service {

/// Who decides on the blocks after some block, as far as is known there.
class Authorities {
 public:
  /// Of the blocks after the head.
  explicit Authorities(const Chain& chain);

  /// Who decides on the next block.
  const consensus::AuthoritySet& next() const { return sets_.front().authorities; }
  /// That block is `header`.
  /// returns  false if what it says of later ones cannot be: nothing is changed
  bool advance(const Header& header);

 private:
  BlockNumber number_{};                            ///< of the block behind us
  std::deque<modules::session::SetChange> sets_{};  ///< the one in force, then those that follow
};

class SyncChecker final : public network::Checker {
 public:
  /// All outlive it. Signatures are checked by `verifier`, those of a whole batch at once.
  SyncChecker(const Chain& chain, Verifier& verifier);

  Checked check_headers(std::span<const Claim> claims) override;
  bool body_matches(View header, View body) const override;
  BlockNumber reset() override;

 private:
  /// The verified chain's end.
  struct Tip {
    BlockNumber number{};
    Hash hash;
    Authorities authorities;
  };
  /// A header that fits, but for its signatures.
  struct Link {
    Header header;
    Hash hash;
    std::size_t signatures{};
  };

  Checked check_batch(std::span<const Claim> claims);
  static void step(Tip& tip, const Link& next);
  Expected<Link, network::SyncFault> link(const Tip& tip, const Claim& claim,
                                          Verifier::Checks& checks) const;

  const Chain& chain_;
  Verifier& verifier_;
  Tip tip_;
};

}  // namespace descent::service

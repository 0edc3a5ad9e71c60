#pragma once
// A chain with validators of a first era, whose sessions have five blocks and whose eras, as on the
// public chain, six sessions.
#include "runtime/crypto/keypair.hpp"
#include "tests/modules/harness.hpp"

namespace descent::modules {

inline constexpr BlockNumber kSessionBlocks = 5;
inline constexpr Moment kBlockTime = 1'000;
inline constexpr Balance kBond = 200 * kGrad;

/// The stash of validator `n`, the nominator `n`: below 16 each has `kEndowment` in the beginning.
constexpr AccountId stash(std::uint8_t n) { return account(static_cast<std::uint8_t>(20 + n)); }
constexpr AccountId nominator(std::uint8_t n) {
  return account(static_cast<std::uint8_t>(100 + n));
}

/// The session key of validator `n`.
crypto::Keypair session_pair(std::uint8_t n);
consensus::AuthorityId session_key(std::uint8_t n);

class ValidatorChain : public Chain {
 public:
  /// `count` validators of `kBond` each.
  explicit ValidatorChain(std::uint8_t count = 4);

  Session& session() { return runtime().session; }
  Staking& staking() { return runtime().staking; }
  Offences& offences() { return runtime().offences; }

  /// Ends blocks, each a second later than the one before.
  void pass(BlockNumber blocks = 1);
  void until_session(session::SessionIndex session);
  void until_era(staking::EraIndex era);
  /// Who makes the blocks from the next on; nobody: the headers do not say.
  void author(std::optional<std::uint8_t> n);

  /// Bonds and names validators.
  void nominate(const AccountId& who, Balance amount, std::vector<AccountId> targets);
  /// Bonds, sets the session keys of `session_pair(n)` and validates.
  void validate(std::uint8_t n, Balance amount, std::uint32_t commission = 0);
  Staking::Ledger ledger(const AccountId& who) { return *staking().ledger.get(who); }
  Balance wealth(const AccountId& who) { return free(who) + reserved(who); }

  /// A vote of validator `n`, signed.
  consensus::Vote vote(std::uint8_t n, BlockNumber number, std::optional<Hash> block,
                       consensus::Round round = 0);
  /// That validator `n` prevoted for a block and for none at `number`.
  consensus::Equivocation lie(std::uint8_t n, BlockNumber number, consensus::Round round = 0);
  Result<> report(const AccountId& who, const consensus::Equivocation& evidence) {
    return call(who, offences(), Offences::report_equivocation{evidence});
  }

 private:
  Moment now_ = 0;
};

}  // namespace descent::modules

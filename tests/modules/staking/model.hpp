#pragma once
// Staking as a book-keeper would do it: maps of amounts, no holds, no pages, no steps.
#include <set>

#include "tests/modules/staking/validators.hpp"

namespace descent::modules {

class StakingModel {
 public:
  using Era = staking::EraIndex;
  enum class Payee { Staked, Stash, None };
  struct Book {
    Balance active = 0;
    std::map<Era, Balance> unlocking;  ///< by the era they are free from
    Payee payee = Payee::Stash;
    Balance total() const;
  };
  struct Exposed {
    Balance own = 0;
    std::vector<std::pair<AccountId, Balance>> others;
    std::uint32_t commission = 0;
    Balance total() const;
  };
  struct EraBook {
    std::map<AccountId, Exposed> stakers;
    std::map<AccountId, std::uint32_t> blocks;
    std::set<AccountId> paid;
    std::set<AccountId> offenders;
    Balance reward = 0;
    BlockNumber since = 0;
  };
  struct Slash {
    AccountId validator;
    Era era = 0;
  };

  explicit StakingModel(Staking::Config config) : config_{config} {}

  // What an account does. false: it is refused.
  bool bond(const AccountId& who, Balance value, Payee payee);
  bool bond_extra(const AccountId& who, Balance value);
  bool unbond(const AccountId& who, Balance value);
  bool withdraw(const AccountId& who);
  bool rebond(const AccountId& who, Balance value);
  bool validate(const AccountId& who, std::uint32_t commission);
  bool nominate(const AccountId& who, const std::vector<AccountId>& targets);
  bool chill(const AccountId& who);
  bool payout(const AccountId& validator, Era era);

  // What happens to it.
  void end_block(Moment now);
  void begin_session(std::uint32_t session, BlockNumber number, Moment now);
  void elect();
  void made_block(const AccountId& author);
  Era era_of(BlockNumber number) const;
  void offend(const AccountId& validator, Era era);
  bool cancel(Era due, std::uint32_t place);

  Balance issuance() const;

  std::map<AccountId, Balance> free;
  std::set<AccountId> with_keys;
  std::map<AccountId, Book> books;
  std::map<AccountId, std::uint32_t> validators;  ///< with their commissions
  std::map<AccountId, std::vector<AccountId>> nominators;
  std::map<Era, EraBook> eras;
  std::map<Era, std::vector<Slash>> due;
  std::uint32_t seats = 0;
  Era active = 0;
  bool planned = false;
  int slashed = 0;  ///< stakers

 private:
  Balance spare(const AccountId& who) const { return free.at(who) - kExistentialDeposit; }
  void pay(const AccountId& who, Balance amount);
  void slash(const AccountId& who, Balance amount);
  void slash_due();

  Staking::Config config_;
  std::uint32_t session_of_era_ = 0;
  std::optional<Moment> start_;
};

}  // namespace descent::modules

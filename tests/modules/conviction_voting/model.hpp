#pragma once
// Conviction voting as a clerk would do it: who votes what, and every sum anew when it is asked.
#include <set>

#include "modules/conviction_voting/polls.hpp"

namespace descent::modules {

class VotingModel {
 public:
  using PollIndex = conviction_voting::PollIndex;
  using ClassId = conviction_voting::ClassId;
  using AccountVote = conviction_voting::AccountVote;
  using Conviction = conviction_voting::Conviction;
  using Tally = conviction_voting::Tally;

  enum class State { Ongoing, Approved, Rejected, Gone };
  struct Poll {
    ClassId of = 0;
    State state = State::Ongoing;
    BlockNumber end = 0;
    std::set<AccountId> excluded;
  };
  struct Delegation {
    AccountId to;
    int conviction = 0;
    Balance balance = 0;
  };
  /// What an account does in a class.
  struct Page {
    std::map<PollIndex, AccountVote> votes;
    std::optional<Delegation> delegation;
    Balance prior = 0;
    BlockNumber prior_until = 0;
    Balance lock = 0;
  };

  explicit VotingModel(BlockNumber period) : period_{period} {}

  // What an account does. false: it is refused.
  bool vote(const AccountId& who, PollIndex index, const AccountVote& cast);
  bool remove(const AccountId& who, PollIndex index, std::optional<ClassId> of, bool by_other,
              BlockNumber now);
  bool delegate(const AccountId& who, ClassId of, const Delegation& delegation);
  bool undelegate(const AccountId& who, ClassId of, BlockNumber now);
  void unlock(const AccountId& who, ClassId of, BlockNumber now);

  Tally tally(PollIndex index) const;
  Balance locked(const AccountId& who) const;

  std::map<AccountId, Balance> total;  ///< of each account, held or not
  std::map<PollIndex, Poll> polls;
  std::set<ClassId> classes;
  std::map<std::pair<AccountId, ClassId>, Page> pages;

 private:
  static Balance counted(int conviction, Balance balance);
  static Balance tokens(const AccountVote& cast);
  /// Adds a vote, and those of `who`'s delegators, to `out`.
  void count(Tally& out, const AccountId& who, const AccountVote& cast, const Poll& poll) const;
  void keep(Page& page, Balance amount, BlockNumber until);

  BlockNumber period_;
};

}  // namespace descent::modules

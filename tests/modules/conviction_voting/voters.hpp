#pragma once
// Accounts that vote in polls which a test lists. Account n has 10 n GRAD, as in polkadot-sdk's
// tests; a locking period is 3 blocks.
#include "modules/conviction_voting/conviction_voting.hpp"
#include "tests/modules/scheduler/small_chain.hpp"

namespace descent::modules {

namespace poll_status = conviction_voting::poll_status;
namespace account_vote = conviction_voting::account_vote;
using conviction_voting::AccountVote;
using conviction_voting::Conviction;
using conviction_voting::Tally;

inline constexpr BlockNumber kLockingPeriod = 3;

class ListedPolls : public conviction_voting::Polls {
 public:
  std::vector<conviction_voting::ClassId> classes() const override { return {0, 1, 2}; }
  conviction_voting::PollStatus poll(conviction_voting::PollIndex index) const override {
    const auto at = polls.find(index);
    if (at == polls.end()) return poll_status::None{};
    return at->second;
  }
  void put_tally(conviction_voting::PollIndex index, const Tally& tally) override {
    std::get<poll_status::Ongoing>(polls.at(index)).tally = tally;
  }
  conviction_voting::Excluded excluded(conviction_voting::PollIndex index) const override {
    const auto at = excluded_from.find(index);
    return at == excluded_from.end() ? conviction_voting::Excluded{} : at->second;
  }

  void open(conviction_voting::PollIndex index, conviction_voting::ClassId of) {
    polls[index] = poll_status::Ongoing{{}, of};
  }
  void close(conviction_voting::PollIndex index, BlockNumber end, bool approved) {
    polls[index] = poll_status::Completed{end, approved};
  }

  std::map<conviction_voting::PollIndex, conviction_voting::PollStatus> polls;
  std::map<conviction_voting::PollIndex, conviction_voting::Excluded> excluded_from;
};

struct VotingRuntime : SmallRuntime {
  using SmallRuntime::SmallRuntime;
  ListedPolls polls;
  ConvictionVoting voting{{frame, 14}, balances, polls, {kLockingPeriod}};
  static constexpr auto pallets =
      std::tuple{&VotingRuntime::system, &VotingRuntime::balances, &VotingRuntime::voting};
};

class VotingChain : public ChainOf<VotingRuntime> {
 public:
  /// Block 1 has begun.
  VotingChain() { advance(); }
  BlockNumber now() { return frame().number; }
  void advance_to(BlockNumber block) {
    if (block > now()) advance(block - now());
  }
  Balance frozen(const AccountId& who) { return runtime().balances.data(who).frozen; }
};

inline AccountVote standard(bool aye, Balance grads, int conviction) {
  return account_vote::Standard{{aye, static_cast<Conviction>(conviction)}, grads * kGrad};
}
inline AccountVote aye(Balance grads, int conviction) { return standard(true, grads, conviction); }
inline AccountVote nay(Balance grads, int conviction) { return standard(false, grads, conviction); }
inline AccountVote split(Balance for_it, Balance against) {
  return account_vote::Split{for_it * kGrad, against * kGrad};
}
inline AccountVote abstain(Balance for_it, Balance against, Balance neither) {
  return account_vote::SplitAbstain{for_it * kGrad, against * kGrad, neither * kGrad};
}
/// Of GRAD.
inline Tally counts(Balance ayes, Balance nays, Balance support) {
  return {ayes * kGrad, nays * kGrad, support * kGrad};
}

/// Polls 0 to 3: one of class 0, one of class 1, two of class 2.
class VotersTest : public testing::Test {
 protected:
  VotersTest() {
    for (std::uint8_t n = 1; n <= 6; ++n)
      EXPECT_DONE(chain.runtime().balances.mint_into(account(n), 10 * n * kGrad));
    for (conviction_voting::PollIndex i = 0; i < 4; ++i)
      polls.open(i, static_cast<conviction_voting::ClassId>(std::min(i, 2u)));
  }

  using Error = ConvictionVoting::Error;
  DispatchError error(Error e) { return error_of(voting, e); }

  Result<> vote(std::uint8_t n, conviction_voting::PollIndex index, const AccountVote& cast) {
    return chain.call(account(n), voting, ConvictionVoting::vote{index, cast});
  }
  Result<> remove(std::uint8_t n, conviction_voting::PollIndex index,
                  std::optional<conviction_voting::ClassId> of = {}) {
    return chain.call(account(n), voting, ConvictionVoting::remove_vote{of, index});
  }
  Result<> delegate(std::uint8_t n, conviction_voting::ClassId of, std::uint8_t to, int conviction,
                    Balance grads) {
    return chain.call(
        account(n), voting,
        ConvictionVoting::delegate{of, multi_address::Id{account(to)},
                                   static_cast<Conviction>(conviction), grads * kGrad});
  }
  Result<> undelegate(std::uint8_t n, conviction_voting::ClassId of) {
    return chain.call(account(n), voting, ConvictionVoting::undelegate{of});
  }
  Result<> unlock(std::uint8_t n, conviction_voting::ClassId of) {
    return chain.call(account(n), voting,
                      ConvictionVoting::unlock{of, multi_address::Id{account(n)}});
  }
  Tally tally(conviction_voting::PollIndex index) {
    return std::get<poll_status::Ongoing>(polls.polls.at(index)).tally;
  }
  /// What account n may part with, in GRAD.
  Balance usable(std::uint8_t n) {
    const auto data = chain.runtime().balances.data(account(n));
    return (data.free - std::min(data.free, data.frozen)) / kGrad;
  }

  VotingChain chain;
  ConvictionVoting& voting = chain.runtime().voting;
  ListedPolls& polls = chain.runtime().polls;
};

}  // namespace descent::modules

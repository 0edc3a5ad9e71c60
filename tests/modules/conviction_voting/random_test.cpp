// Random votes and delegations by a few accounts, told to the chain and to a clerk alike.
#include <random>

#include "tests/modules/conviction_voting/model.hpp"
#include "tests/modules/conviction_voting/voters.hpp"

namespace descent::modules {
namespace {

constexpr std::uint8_t kAccounts = 9;

class RandomVotes : public VotersTest {
 protected:
  RandomVotes() {
    chain.checks = false;
    model.classes = {0, 1, 2};
    polls.polls.clear();
    for (std::uint8_t n = 7; n <= kAccounts; ++n)
      EXPECT_DONE(chain.runtime().balances.mint_into(account(n), 10 * n * kGrad));
    for (std::uint8_t n = 1; n <= kAccounts; ++n) model.total[account(n)] = 10 * n * kGrad;
    while (next_ < 6) open();
  }

  std::uint64_t below(std::uint64_t n) { return random_() % n; }
  std::uint8_t anybody() { return static_cast<std::uint8_t>(1 + below(kAccounts)); }
  conviction_voting::PollIndex any_poll() {
    const std::uint64_t back = 1 + below(9);
    return static_cast<conviction_voting::PollIndex>(next_ > back ? next_ - back : 0);
  }
  conviction_voting::ClassId any_class() {
    return static_cast<conviction_voting::ClassId>(below(40) == 0 ? 3 : below(3));
  }
  /// From nothing to a little more than account n has.
  Balance amount(std::uint8_t n) {
    return below(3) == 0 ? random_() % 1'000 : random_() % (11u * n * kGrad);
  }
  AccountVote any_vote(std::uint8_t n) {
    const auto kind = below(6);
    if (kind == 0) return account_vote::Split{amount(n) / 2, amount(n) / 2};
    if (kind == 1) return account_vote::SplitAbstain{amount(n) / 3, amount(n) / 3, amount(n) / 3};
    return account_vote::Standard{{below(2) == 0, static_cast<Conviction>(below(7))}, amount(n)};
  }

  void open() {
    const auto of = static_cast<conviction_voting::ClassId>(below(3));
    polls.open(next_, of);
    model.polls[next_] = {of, VotingModel::State::Ongoing, 0, {}};
    for (auto some = below(3) == 0 ? below(4) : 0; some > 0; --some) {
      const AccountId who = account(anybody());
      if (model.polls[next_].excluded.insert(who).second) polls.excluded_from[next_].push_back(who);
    }
    ++next_;
  }
  void close() {
    const auto index = any_poll();
    auto& poll = model.polls[index];
    if (poll.state != VotingModel::State::Ongoing) return;
    const auto how = below(3);
    poll.end = chain.now();
    poll.state = how == 0   ? VotingModel::State::Gone
                 : how == 1 ? VotingModel::State::Approved
                            : VotingModel::State::Rejected;
    if (how == 0)
      polls.polls.erase(index);
    else
      polls.close(index, chain.now(), how == 1);
    open();
  }

  template <class C>
  void both(std::uint8_t n, const C& call, bool expected) {
    const auto done = chain.call(account(n), voting, call);
    ASSERT_EQ(static_cast<bool>(done), expected)
        << C::meta.doc << (done ? "" : to_string(done.error()));
    accepted += expected ? 1 : 0;
  }

  void act() {
    const std::uint8_t n = anybody();
    const std::uint8_t other = anybody();
    const AccountId who = account(n);
    const MultiAddress target = multi_address::Id{account(other)};
    const auto index = any_poll();
    const auto of = any_class();
    switch (below(12)) {
      case 0:
      case 1:
      case 2:
      case 3: {
        const AccountVote cast = any_vote(n);
        return both(n, ConvictionVoting::vote{index, cast}, model.vote(who, index, cast));
      }
      case 4: {
        const auto hint = below(2) == 0 ? std::nullopt : std::optional{of};
        return both(n, ConvictionVoting::remove_vote{hint, index},
                    model.remove(who, index, hint, false, chain.now()));
      }
      case 5:
        return both(n, ConvictionVoting::remove_other_vote{target, of, index},
                    model.remove(account(other), index, of, n != other, chain.now()));
      case 6: {
        const VotingModel::Delegation d{account(other), static_cast<int>(below(7)), amount(n)};
        return both(n,
                    ConvictionVoting::delegate{of, target, static_cast<Conviction>(d.conviction),
                                               d.balance},
                    model.delegate(who, of, d));
      }
      case 7:
      case 8:
        return both(n, ConvictionVoting::undelegate{of}, model.undelegate(who, of, chain.now()));
      case 9:
        model.unlock(account(other), of, chain.now());
        return both(n, ConvictionVoting::unlock{of, target}, true);
      case 10: return chain.advance();
      default: return below(3) == 0 ? close() : void();
    }
  }

  void compare() {
    for (const auto& [index, poll] : model.polls) {
      if (poll.state != VotingModel::State::Ongoing) continue;
      ASSERT_TRUE(tally(index) == model.tally(index)) << "the tallies differ";
    }
    for (std::uint8_t n = 1; n <= kAccounts; ++n)
      ASSERT_TRUE(chain.frozen(account(n)) == model.locked(account(n))) << "the locks differ";
  }

  VotingModel model{kLockingPeriod};
  int accepted = 0;

 private:
  std::mt19937_64 random_{20};
  conviction_voting::PollIndex next_ = 0;
};

TEST_F(RandomVotes, every_tally_and_every_lock_is_what_a_clerk_has) {
  for (int i = 0; i < 20'000 && !HasFailure(); ++i) {
    act();
    compare();
    if (i % 500 == 0) {
      EXPECT_EQ(chain.problems(), "");
    }
  }
  EXPECT_GT(accepted, 3'000) << "hardly any call was accepted";
}

}  // namespace
}  // namespace descent::modules

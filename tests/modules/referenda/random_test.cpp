// Random referenda, votes and delegations of a few accounts, told to the chain and to clerks alike.
#include <random>

#include "tests/modules/referenda/model.hpp"

namespace descent::modules {
namespace {

namespace account_vote = conviction_voting::account_vote;
using conviction_voting::AccountVote;
using conviction_voting::Conviction;
using State = ReferendaModel::State;

constexpr std::uint8_t kAccounts = 6;
constexpr std::size_t kOngoing = 9;

/// What the alarms of a block are of, in the order in which they ring.
std::vector<ReferendaModel::Alarm> alarms_of(const scheduler::Agenda& agenda) {
  std::vector<ReferendaModel::Alarm> out;
  for (const auto& task : agenda) {
    const auto* call = task ? std::get_if<preimage::bounded_call::Inline>(&task->call) : nullptr;
    if (call == nullptr || call->call[0] != 13) continue;
    const bool of_track = call->call[1] == Referenda::one_fewer_deciding::meta.index;
    out.push_back({of_track, static_cast<std::uint32_t>(call->call[2] + 256 * call->call[3])});
  }
  return out;
}

/// So many referenda that an account is not poor before its end.
constexpr int kActionsOfStory = 2'000;
constexpr int kStories = 50;

class Story : public AssemblyTest {
 public:
  explicit Story(std::uint64_t seed) : random_{seed} {
    chain.checks = false;
    for (std::uint8_t n = 1; n <= kAccounts; ++n)
      EXPECT_DONE(chain.runtime().balances.mint_into(account(n), 900 * kGrad));
    for (std::uint8_t n = 1; n <= kAccounts; ++n)
      voters.total[account(n)] = chain.data(account(n)).free;
    model.issuance = chain.runtime().balances.total_issuance.get();
    voters.total[kPurse] = chain.data(kPurse).free;
    voters.classes = {0, 1};
    constexpr u128 kPercent = 10'000'000;
    model.rules[0] = {1, 10 * kGrad, 4, 4, 2, 4, 50 * kPercent, 100 * kPercent, 0, 100 * kPercent};
    model.rules[1] = {
        3, kGrad, 2, 2, 1, 2, 95 * kPercent, 100 * kPercent, 90 * kPercent, 100 * kPercent};
  }

  void act_and_compare() {
    for (int i = 0; i < kActionsOfStory && !HasFailure(); ++i) {
      act();
      if (!HasFailure()) compare();
    }
    EXPECT_EQ(chain.problems(), "");
    for (const auto& [of, r] : model.all) ++outcomes[r.state];
  }

  std::map<State, int> outcomes;
  int accepted = 0;

 private:
  void TestBody() override {}

  std::uint64_t below(std::uint64_t n) { return random_() % n; }
  std::uint8_t anybody() { return static_cast<std::uint8_t>(1 + below(kAccounts)); }
  /// One of the latest, or one that there is not.
  ReferendumIndex any() {
    const std::size_t count = model.all.size();
    const std::uint64_t back = below(13);
    return static_cast<ReferendumIndex>(count >= back ? count - back : 0);
  }
  referenda::TrackId any_track() {
    return static_cast<referenda::TrackId>(below(40) == 0 ? 2 : below(3) == 0 ? 1 : 0);
  }
  Balance amount() {
    return below(4) == 0 ? random_() % 1'000 : random_() % (600 * kGrad) + below(2) * 500 * kGrad;
  }
  AccountVote any_vote() {
    const auto kind = below(8);
    if (kind == 0) return account_vote::Split{amount() / 2, amount() / 3};
    if (kind == 1) return account_vote::SplitAbstain{amount() / 3, amount() / 3, amount() / 3};
    return account_vote::Standard{{below(4) != 0, static_cast<Conviction>(below(7))}, amount()};
  }

  template <class M, class C>
  void both(const frame::Origin& origin, M& module, const C& call, bool expected) {
    const auto done = chain.call(origin, module, call);
    ASSERT_EQ(static_cast<bool>(done), expected)
        << C::meta.doc << (done ? "" : to_string(done.error()));
    accepted += expected ? 1 : 0;
  }

  void submit_any(std::uint8_t n, const frame::Origin& origin) {
    std::size_t ongoing = 0;
    for (const auto& [of, r] : model.all) ongoing += r.state == State::Ongoing ? 1 : 0;
    if (ongoing == kOngoing) return;
    const auto track = static_cast<referenda::TrackId>(below(2));
    const auto wanted = static_cast<BlockNumber>(below(8));
    auto& excluded = chain.runtime().review.excluded;
    excluded.clear();
    if (below(3) == 0) excluded.push_back(account(anybody()));
    const referenda::OriginCaller as =
        track == 0 ? origins::root_caller() : origins::OriginCaller{origins::Custom::Models};
    const Referenda::submit call{as, Assembly::bounded(chain.set_balance(account(42))),
                                 at::After{wanted}};
    const auto before = chain.frame().number;
    both(origin, referenda, call,
         model.submit(account(n), track, wanted, {excluded.begin(), excluded.end()}, before));
  }

  void vote_any(std::uint8_t n, const frame::Origin& origin) {
    const AccountVote cast = any_vote();
    const auto of = any();
    both(origin, voting, ConvictionVoting::vote{of, cast}, voters.vote(account(n), of, cast));
  }

  void remove_any(std::uint8_t n, const frame::Origin& origin) {
    const auto of = any();
    if (below(2) == 0) {
      const auto hint = below(3) == 0 ? std::nullopt : std::optional{any_track()};
      return both(origin, voting, ConvictionVoting::remove_vote{hint, of},
                  voters.remove(account(n), of, hint, false, chain.now()));
    }
    const std::uint8_t other = anybody();
    const auto track = any_track();
    both(origin, voting,
         ConvictionVoting::remove_other_vote{multi_address::Id{account(other)}, track, of},
         voters.remove(account(other), of, track, n != other, chain.now()));
  }

  void delegate_any(std::uint8_t n, const frame::Origin& origin) {
    const auto track = any_track();
    if (below(2) == 0)
      return both(origin, voting, ConvictionVoting::undelegate{track},
                  voters.undelegate(account(n), track, chain.now()));
    const VotingModel::Delegation d{account(anybody()), static_cast<int>(below(7)), amount()};
    both(origin, voting,
         ConvictionVoting::delegate{track, multi_address::Id{d.to},
                                    static_cast<Conviction>(d.conviction), d.balance},
         voters.delegate(account(n), track, d));
  }

  void act() {
    const std::uint8_t n = anybody();
    const frame::Origin origin = frame::origin::Signed{account(n)};
    const auto of = any();
    const auto now = chain.now();
    switch (below(20)) {
      case 0:
      case 1: return submit_any(n, origin);
      case 2:
      case 3:
        return both(origin, referenda, Referenda::place_decision_deposit{of},
                    model.place(account(n), of, now));
      case 4:
        return both(origin, referenda, Referenda::refund_decision_deposit{of},
                    model.refund_decision(of));
      case 5:
        return both(origin, referenda, Referenda::refund_submission_deposit{of},
                    model.refund_submission(of));
      case 6:
        if (below(8) != 0) return;
        if (below(2) == 0)
          return both(root(), referenda, Referenda::cancel{of}, model.cancel(of, now));
        return both(root(), referenda, Referenda::kill{of}, model.kill(of, kPurse, now));
      case 7:
      case 8: return remove_any(n, origin);
      case 9: return delegate_any(n, origin);
      case 10: {
        const std::uint8_t other = anybody();
        const auto track = any_track();
        voters.unlock(account(other), track, now);
        return both(origin, voting,
                    ConvictionVoting::unlock{track, multi_address::Id{account(other)}}, true);
      }
      case 11:
      case 12: return pass();
      default: return vote_any(n, origin);
    }
  }

  void pass() {
    const auto alarms = alarms_of(chain.runtime().scheduler.agenda.get(chain.now() + 1));
    chain.advance();
    ASSERT_EQ(model.begin(chain.now(), alarms), "");
    for (const auto& [of, r] : model.all) {
      if (r.over != chain.now() || r.state != State::Approved) continue;
      const auto due = chain.runtime().scheduler.next_dispatch_time(Referenda::enactment_name(of));
      ASSERT_TRUE(due);
      ASSERT_EQ(*due, r.enacted);
    }
  }

  void compare_over(ReferendumIndex of, const ReferendaModel::Referendum& r) {
    const BlockNumber expected = r.over;
    switch (r.state) {
      case State::Approved: ASSERT_EQ(since<info::Approved>(of), expected); break;
      case State::Rejected: ASSERT_EQ(since<info::Rejected>(of), expected); break;
      case State::Cancelled: ASSERT_EQ(since<info::Cancelled>(of), expected); break;
      case State::TimedOut: ASSERT_EQ(since<info::TimedOut>(of), expected); break;
      case State::Killed: ASSERT_EQ(since<info::Killed>(of), expected); break;
      case State::Ongoing: FAIL();
    }
  }

  void compare() {
    for (const auto& [of, r] : model.all) {
      if (of + 20 < model.all.size()) continue;
      if (r.state != State::Ongoing) {
        compare_over(of, r);
        continue;
      }
      const auto ours = status(of);
      ASSERT_TRUE(ours.tally == voters.tally(of)) << "the tallies differ";
      ASSERT_EQ(deciding_since(of), r.deciding.value_or(0));
      ASSERT_EQ(confirming_until(of), r.confirming.value_or(0));
    }
    for (std::uint8_t n = 1; n <= kAccounts; ++n) {
      const auto data = chain.data(account(n));
      ASSERT_TRUE(data.frozen == voters.locked(account(n))) << "the locks differ";
      ASSERT_TRUE(data.reserved == model.held[account(n)]) << "the deposits differ";
      ASSERT_TRUE(data.free + data.reserved == voters.total[account(n)]);
    }
    for (const auto& [track, rule] : model.rules) {
      ASSERT_EQ(deciding(track), model.taken[track]);
      std::vector<ReferendumIndex> queue;
      for (const auto& [of, ayes] : referenda.track_queue.get(track)) queue.push_back(of);
      ASSERT_EQ(queue, model.waiting[track]);
    }
  }
  ConvictionVoting& voting = chain.runtime().voting;
  VotingModel voters{3};
  ReferendaModel model{voters, 20, 2 * kGrad};
  std::mt19937_64 random_;
};

TEST(RandomReferenda, every_tally_lock_and_outcome_is_what_clerks_have) {
  std::map<State, int> outcomes;
  int accepted = 0;
  for (int seed = 0; seed < kStories && !testing::Test::HasFailure(); ++seed) {
    Story story{static_cast<std::uint64_t>(seed)};
    story.act_and_compare();
    EXPECT_FALSE(testing::Test::HasFailure()) << "of seed " << seed;
    for (const auto& [state, count] : story.outcomes) outcomes[state] += count;
    accepted += story.accepted;
  }
  EXPECT_GT(accepted, kStories * kActionsOfStory / 4) << "hardly any call was accepted";
  for (const State state : {State::Approved, State::Rejected, State::TimedOut, State::Killed})
    EXPECT_GT(outcomes[state], 50) << static_cast<int>(state);
}

}  // namespace
}  // namespace descent::modules

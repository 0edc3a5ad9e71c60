// Random calls by many accounts over many eras, told to the chain and to a book-keeper alike.
#include <random>

#include "tests/modules/staking/model.hpp"

namespace descent::modules {
namespace {

namespace to = staking::reward_destination;
using Payee = StakingModel::Payee;

constexpr std::uint8_t kValidators = 12;
constexpr std::uint8_t kNominators = 16;
constexpr std::uint32_t kSeats = 7;

class RandomOperations {
 public:
  explicit RandomOperations(std::uint64_t seed) : random_{seed} {
    chain.set(chain.offences(), Offences::kOfflineBlocks, 1'000'000);
    for (std::uint8_t n = 0; n < 16; ++n) {
      model.free[stash(n)] = chain.free(stash(n));
      model.free[nominator(n)] = chain.free(nominator(n));
    }
    for (const auto& who : {kAlice, kBob, kSudoKey}) model.free[who] = chain.free(who);
    for (std::uint8_t n = 0; n < 4; ++n) {
      model.bond(stash(n), chain.reserved(stash(n)), Payee::Staked);
      model.free[stash(n)] = chain.free(stash(n));
      model.books[stash(n)].active = kBond;
      model.validate(stash(n), 0);
      model.with_keys.insert(stash(n));
    }
    model.seats = 4;
    model.elect();
    model.planned = false;
    for (std::uint8_t n = 4; n < kValidators; ++n) {
      chain.validate(n, kBond);
      model.bond(stash(n), kBond, Payee::Stash);
      model.validate(stash(n), 0);
      model.with_keys.insert(stash(n));
    }
    EXPECT_DONE(chain.call(root_, staking, Staking::set_validator_count{kSeats}));
    model.seats = kSeats;
    pass(2);
  }

  /// Does `calls` random calls in each of so many sessions.
  void run(int sessions, int calls) {
    for (int s = 0; s < sessions; ++s) {
      for (int i = 0; i < calls; ++i) {
        operate();
        if (testing::Test::HasFailure()) return;
      }
      pass(kSessionBlocks);
      compare_all();
      if (testing::Test::HasFailure()) return;
    }
  }

  ValidatorChain chain;
  Staking& staking = chain.staking();
  StakingModel model{staking.config};
  int accepted = 0;
  int paid = 0;
  int offended = 0;
  int cancelled = 0;

 private:
  std::uint64_t below(std::uint64_t n) { return random_() % n; }
  AccountId anybody() {
    const auto n = below(kValidators + kNominators);
    return n < kValidators ? stash(static_cast<std::uint8_t>(n))
                           : nominator(static_cast<std::uint8_t>(n - kValidators));
  }
  /// From a unit to several GRAD hundred, of every magnitude.
  Balance amount() { return 1 + random_() % (Balance{1} << (1 + below(49))); }

  /// The chain and the model agree on whether a call is refused.
  template <class C>
  void both(const AccountId& who, const C& call, bool expected) {
    const auto done = chain.call(who, staking, call);
    EXPECT_EQ(static_cast<bool>(done), expected)
        << C::meta.doc << (done ? "" : to_string(done.error()));
    accepted += expected ? 1 : 0;
    compare(who);
  }

  void operate() {
    const AccountId who = anybody();
    const Balance value = amount();
    switch (below(14)) {
      case 0: return bond(who, value);
      case 1: return both(who, Staking::bond_extra{value}, model.bond_extra(who, value));
      case 2:
      case 3: return both(who, Staking::unbond{value}, model.unbond(who, value));
      case 4: return both(who, Staking::withdraw_unbonded{}, model.withdraw(who));
      case 5: return both(who, Staking::rebond{value}, model.rebond(who, value));
      case 6: return validate(stash(static_cast<std::uint8_t>(below(kValidators))));
      case 7:
      case 8: return nominate(nominator(static_cast<std::uint8_t>(below(kNominators))));
      case 9:
        if (below(4) == 0) return both(who, Staking::chill{}, model.chill(who));
        return;
      case 10:
      case 11:
      case 12: return payout();
      default: return below(8) == 0 ? offend() : cancel();
    }
  }

  void bond(const AccountId& who, Balance value) {
    constexpr Payee payees[] = {Payee::Staked, Payee::Stash, Payee::None};
    const staking::RewardDestination wire[] = {to::Staked{}, to::Stash{}, to::None{}};
    const auto n = below(3);
    both(who, Staking::bond{value, wire[n]}, model.bond(who, value, payees[n]));
  }
  void validate(const AccountId& who) {
    const auto commission = static_cast<std::uint32_t>(below(1'000'000'001));
    both(who, Staking::validate{{{commission}, false}}, model.validate(who, commission));
  }
  void nominate(const AccountId& who) {
    Staking::nominate call;
    std::vector<AccountId> targets;
    for (auto n = below(6); n > 0; --n) {
      targets.push_back(stash(static_cast<std::uint8_t>(below(kValidators))));
      call.targets.emplace_back(targets.back());
    }
    both(who, call, model.nominate(who, targets));
  }
  void payout() {
    const AccountId who = stash(static_cast<std::uint8_t>(below(kValidators)));
    const auto era = static_cast<staking::EraIndex>(below(model.active + 2));
    const bool expected = model.payout(who, era);
    both(kAlice, Staking::payout_stakers{who, era}, expected);
    paid += expected ? 1 : 0;
  }
  void offend() {
    const auto n = static_cast<std::uint8_t>(below(kValidators));
    const BlockNumber number = chain.frame().number;
    const auto when = number - static_cast<BlockNumber>(below(std::min(number, 150u)));
    if (!chain.report(kBob, chain.lie(n, when))) return;
    EXPECT_EQ(staking.era_of(when), model.era_of(when));
    model.offend(stash(n), model.era_of(when));
    ++offended;
  }
  void cancel() {
    const auto when = model.active + static_cast<staking::EraIndex>(below(14));
    const auto place = static_cast<std::uint32_t>(below(2));
    if (below(3) != 0) return;
    const bool expected = model.cancel(when, place);
    EXPECT_EQ(static_cast<bool>(
                  chain.call(root_, staking, Staking::cancel_deferred_slash{when, {place}})),
              expected);
    cancelled += expected ? 1 : 0;
  }

  /// Ends blocks; each has a random author.
  void pass(BlockNumber blocks) {
    for (BlockNumber i = 0; i < blocks; ++i) {
      chain.author(static_cast<std::uint8_t>(below(kValidators)));
      chain.pass();
      now_ += kBlockTime;
      model.end_block(now_);
      const BlockNumber number = chain.frame().number;
      if (number % kSessionBlocks == 0) model.begin_session(number / kSessionBlocks, number, now_);
      if (const auto author = chain.session().author()) model.made_block(*author);
    }
  }

  void compare(const AccountId& who) {
    EXPECT_TRUE(chain.free(who) == model.free[who]) << "free balances differ";
    const auto ours = staking.ledger.get(who);
    ASSERT_EQ(ours.has_value(), model.books.contains(who));
    EXPECT_EQ(staking.validators.contains(who), model.validators.contains(who));
    EXPECT_EQ(staking.nominators.contains(who), model.nominators.contains(who));
    if (!ours) return;
    const auto& book = model.books[who];
    EXPECT_TRUE(ours->active == book.active) << "active stakes differ";
    EXPECT_TRUE(ours->total == book.total()) << "ledgers differ";
    std::map<staking::EraIndex, Balance> unlocking;
    for (const auto& chunk : ours->unlocking) unlocking[chunk.era] += chunk.value;
    EXPECT_TRUE(unlocking == book.unlocking) << "unlocking amounts differ";
  }

  void compare_all() {
    for (const auto& [who, amount] : model.free) compare(who);
    EXPECT_TRUE(chain.issuance() == model.issuance());
    ASSERT_EQ(staking.era_now(), model.active);
    const auto& stakers = model.eras[model.active].stakers;
    EXPECT_EQ(staking.eras_overview.entries(model.active).size(), stakers.size());
    for (const auto& [who, exposed] : stakers) {
      const auto ours = staking.eras_overview.get(model.active, who);
      ASSERT_TRUE(ours);
      EXPECT_TRUE(ours->total == exposed.total() && ours->own == exposed.own);
    }
    if (model.active == 0) return;
    const auto& before = model.eras[model.active - 1];
    EXPECT_TRUE(staking.eras_reward.get(model.active - 1) == before.reward);
  }

  std::mt19937_64 random_;
  const frame::Origin root_{frame::origin::Root{}};
  Moment now_ = 0;
};

TEST(RandomOperations, every_amount_is_what_a_book_keeper_has) {
  RandomOperations random{1};
  random.run(260, 12);
  EXPECT_GE(random.model.active, 35u);
  EXPECT_GT(random.accepted, 1'000) << "hardly any call was accepted";
  EXPECT_GT(random.paid, 100);
  EXPECT_GT(random.offended, 2);
  EXPECT_GT(random.cancelled, 0);
  EXPECT_GT(random.model.slashed, 3);
}

}  // namespace
}  // namespace descent::modules

#include "tests/modules/staking/validators.hpp"

namespace descent::modules {
namespace {

using Error = staking::Error;
namespace to = staking::reward_destination;

class NominateTest : public testing::Test {
 protected:
  ValidatorChain chain;
  Staking& staking = chain.staking();
  const frame::Origin root{frame::origin::Root{}};

  void bond(const AccountId& who, Balance value = 100 * kGrad) {
    EXPECT_DONE(chain.call(who, staking, Staking::bond{value, to::Stash{}}));
  }
  Result<> nominate(const AccountId& who, std::vector<AccountId> targets) {
    Staking::nominate out;
    for (const auto& target : targets) out.targets.emplace_back(target);
    return chain.call(who, staking, out);
  }
  Result<> validate(const AccountId& who, std::uint32_t commission = 0, bool blocked = false) {
    return chain.call(who, staking, Staking::validate{{{commission}, blocked}});
  }
};

TEST_F(NominateTest, a_stash_has_one_role) {
  bond(kAlice);
  EXPECT_DONE(nominate(kAlice, {stash(0), stash(1)}));
  EXPECT_EQ(staking.nominators.get(kAlice)->targets.size(), 2u);
  EXPECT_DONE(validate(kAlice));
  EXPECT_FALSE(staking.nominators.contains(kAlice));
  EXPECT_EQ(staking.validators_counter.get(), 5u);
  EXPECT_DONE(nominate(kAlice, {stash(0)}));
  EXPECT_FALSE(staking.validators.contains(kAlice));
  EXPECT_EQ(staking.nominators_counter.get(), 1u);
}

TEST_F(NominateTest, a_role_takes_a_bond) {
  EXPECT_REFUSED(nominate(kAlice, {stash(0)}), error_of(staking, Error::NotController));
  EXPECT_REFUSED(validate(kAlice), error_of(staking, Error::NotController));
  bond(kAlice, 10 * kGrad - 1);
  EXPECT_REFUSED(nominate(kAlice, {stash(0)}), error_of(staking, Error::InsufficientBond));
  EXPECT_DONE(chain.call(kAlice, staking, Staking::bond_extra{1}));
  EXPECT_DONE(nominate(kAlice, {stash(0)}));
  bond(kBob, 100 * kGrad - 1);
  EXPECT_REFUSED(validate(kBob), error_of(staking, Error::InsufficientBond));
  EXPECT_DONE(chain.call(kBob, staking, Staking::bond_extra{1}));
  EXPECT_DONE(validate(kBob));
}

TEST_F(NominateTest, only_validators_are_named_and_each_once) {
  bond(kAlice);
  EXPECT_REFUSED(nominate(kAlice, {}), error_of(staking, Error::EmptyTargets));
  EXPECT_REFUSED(nominate(kAlice, {stash(0), kBob}), error_of(staking, Error::BadTarget));
  EXPECT_REFUSED(nominate(kAlice, {stash(0), stash(1), stash(0)}),
                 error_of(staking, Error::DuplicateIndex));
  EXPECT_REFUSED(
      chain.call(kAlice, staking, Staking::nominate{{MultiAddress{multi_address::Index{}}}}),
      DispatchError{dispatch_error::CannotLookup{}});
}

TEST_F(NominateTest, more_targets_than_sixteen_do_not_decode) {
  Staking::nominate call;
  for (std::uint8_t n = 0; n < 17; ++n) call.targets.emplace_back(stash(n));
  EXPECT_FALSE(chain.call(kAlice, staking, call));
  EXPECT_FALSE(scale::decoded<Staking::nominate>(scale::encoded(call)));
}

TEST_F(NominateTest, a_validator_that_blocks_keeps_its_nominators) {
  bond(kAlice);
  bond(kBob);
  EXPECT_DONE(nominate(kAlice, {stash(0)}));
  EXPECT_DONE(validate(stash(0), 0, true));
  EXPECT_DONE(nominate(kAlice, {stash(0), stash(1)}));
  EXPECT_REFUSED(nominate(kBob, {stash(0)}), error_of(staking, Error::BadTarget));
}

TEST_F(NominateTest, a_commission_is_within_its_bounds) {
  chain.set(staking, staking::kMinCommission, 50'000'000);
  const auto low = error_of(staking, Error::CommissionTooLow);
  EXPECT_REFUSED(validate(stash(0), 49'999'999), low);
  EXPECT_REFUSED(validate(stash(0), staking::kBillion + 1), low);
  EXPECT_DONE(validate(stash(0), staking::kBillion));
  EXPECT_TRUE(
      chain.emitted(staking, staking::ValidatorPrefsSet{stash(0), {{staking::kBillion}, false}}));
}

TEST_F(NominateTest, there_are_as_many_of_each_as_governance_says) {
  chain.set(staking, staking::kMaxValidatorsCount, 4);
  chain.set(staking, staking::kMaxNominatorsCount, 1);
  bond(kAlice);
  bond(kBob);
  EXPECT_REFUSED(validate(kAlice), error_of(staking, Error::TooManyValidators));
  EXPECT_DONE(validate(stash(0), 7));  // who is one already may change its preferences
  EXPECT_DONE(nominate(kAlice, {stash(0)}));
  EXPECT_DONE(nominate(kAlice, {stash(1)}));
  EXPECT_REFUSED(nominate(kBob, {stash(0)}), error_of(staking, Error::TooManyNominators));
}

TEST_F(NominateTest, who_chills_has_no_role) {
  EXPECT_REFUSED(chain.call(kAlice, staking, Staking::chill{}),
                 error_of(staking, Error::NotController));
  EXPECT_DONE(chain.call(stash(0), staking, Staking::chill{}));
  EXPECT_TRUE(chain.emitted(staking, staking::Chilled{stash(0)}));
  EXPECT_EQ(staking.validators_counter.get(), 3u);
  chain.frame().events.clear();
  EXPECT_DONE(chain.call(stash(0), staking, Staking::chill{}));
  EXPECT_TRUE(chain.frame().events.empty());
}

TEST_F(NominateTest, who_has_too_little_by_now_may_be_chilled_by_anybody) {
  const auto chill = [&](const AccountId& who) {
    return chain.call(kBob, staking, Staking::chill_other{who});
  };
  EXPECT_REFUSED(chill(kAlice), error_of(staking, Error::NotController));
  EXPECT_REFUSED(chill(stash(0)), error_of(staking, Error::CannotChillOther));
  chain.set(staking, staking::kMinValidatorBond, kBond + 1);
  EXPECT_REFUSED(chain.call(root, staking, Staking::chill_other{stash(0)}),
                 DispatchError::bad_origin());
  EXPECT_DONE(chill(stash(0)));
  EXPECT_TRUE(chain.emitted(staking, staking::Chilled{stash(0)}));
  EXPECT_FALSE(staking.validators.contains(stash(0)));
  EXPECT_REFUSED(chill(stash(0)), error_of(staking, Error::CannotChillOther));
}

TEST_F(NominateTest, a_nominator_is_measured_by_the_bond_of_nominators) {
  chain.nominate(nominator(0), 20 * kGrad, {stash(0)});
  chain.set(staking, staking::kMinNominatorBond, 20 * kGrad);
  const Staking::chill_other call{nominator(0)};
  EXPECT_REFUSED(chain.call(kBob, staking, call), error_of(staking, Error::CannotChillOther));
  chain.set(staking, staking::kMinNominatorBond, 20 * kGrad + 1);
  EXPECT_DONE(chain.call(kBob, staking, call));
  EXPECT_FALSE(staking.nominators.contains(nominator(0)));
}

TEST_F(NominateTest, a_validator_takes_itself_off_nominations) {
  chain.nominate(nominator(0), 20 * kGrad, {stash(0), stash(1)});
  chain.nominate(nominator(1), 20 * kGrad, {stash(0)});
  chain.nominate(nominator(2), 20 * kGrad, {stash(1)});
  Staking::kick call;
  for (std::uint8_t n = 0; n < 4; ++n) call.who.push_back(multi_address::Id{nominator(n)});
  EXPECT_REFUSED(chain.call(kAlice, staking, call), error_of(staking, Error::NotController));
  EXPECT_DONE(chain.call(stash(0), staking, call));
  EXPECT_EQ(staking.nominators.get(nominator(0))->targets, (std::vector{stash(1)}));
  EXPECT_FALSE(staking.nominators.contains(nominator(1))) << "it names nobody any more";
  EXPECT_EQ(staking.nominators.get(nominator(2))->targets, (std::vector{stash(1)}));
  EXPECT_TRUE(chain.emitted(staking, staking::Kicked{nominator(0), stash(0)}));
  EXPECT_TRUE(chain.emitted(staking, staking::Kicked{nominator(1), stash(0)}));
  EXPECT_FALSE(chain.emitted(staking, staking::Kicked{nominator(2), stash(0)}));
  EXPECT_EQ(chain.problems(), "");
}

}  // namespace
}  // namespace descent::modules

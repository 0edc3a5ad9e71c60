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

TEST_F(NominateTest, root_sets_how_many_are_elected) {
  EXPECT_REFUSED(chain.call(kAlice, staking, Staking::set_validator_count{2}),
                 DispatchError::bad_origin());
  const auto bounds = error_of(staking, Error::BoundNotMet);
  EXPECT_REFUSED(chain.call(root, staking, Staking::set_validator_count{0}), bounds);
  EXPECT_REFUSED(chain.call(root, staking, Staking::set_validator_count{257}), bounds);
  EXPECT_DONE(chain.call(root, staking, Staking::set_validator_count{256}));
  EXPECT_EQ(staking.validator_count.get(), 256u);
}

}  // namespace
}  // namespace descent::modules

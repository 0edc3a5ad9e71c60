#include "tests/modules/staking/validators.hpp"

namespace descent::modules {
namespace {

using Error = staking::Error;
using staking::Forcing;

class ForceTest : public testing::Test {
 protected:
  ValidatorChain chain{3};
  Staking& staking = chain.staking();
  Session& session = chain.session();
  const frame::Origin root{frame::origin::Root{}};
};

TEST_F(ForceTest, root_sets_how_many_are_elected) {
  EXPECT_REFUSED(chain.call(kAlice, staking, Staking::set_validator_count{2}),
                 DispatchError::bad_origin());
  const auto bounds = error_of(staking, Error::BoundNotMet);
  EXPECT_REFUSED(chain.call(root, staking, Staking::set_validator_count{0}), bounds);
  EXPECT_REFUSED(chain.call(root, staking, Staking::set_validator_count{257}), bounds);
  EXPECT_DONE(chain.call(root, staking, Staking::set_validator_count{256}));
  EXPECT_EQ(staking.validator_count.get(), 256u);
}

TEST_F(ForceTest, root_adds_to_how_many_are_elected) {
  EXPECT_DONE(chain.call(root, staking, Staking::set_validator_count{250}));
  EXPECT_REFUSED(chain.call(kAlice, staking, Staking::increase_validator_count{1}),
                 DispatchError::bad_origin());
  for (const std::uint32_t most : {7u, UINT32_MAX})
    EXPECT_REFUSED(chain.call(root, staking, Staking::increase_validator_count{most}),
                   error_of(staking, Error::BoundNotMet));
  EXPECT_DONE(chain.call(root, staking, Staking::increase_validator_count{6}));
  EXPECT_EQ(staking.validator_count.get(), 256u);
}

TEST_F(ForceTest, only_root_forces) {
  const auto bad = DispatchError::bad_origin();
  EXPECT_REFUSED(chain.call(kAlice, staking, Staking::force_no_eras{}), bad);
  EXPECT_REFUSED(chain.call(kAlice, staking, Staking::force_new_era{}), bad);
  EXPECT_REFUSED(chain.call(kAlice, staking, Staking::force_new_era_always{}), bad);
  EXPECT_REFUSED(chain.call(kAlice, staking, Staking::force_unstake{stash(0)}), bad);
}

TEST_F(ForceTest, a_new_era_comes_once_before_its_time) {
  EXPECT_DONE(chain.call(root, staking, Staking::force_new_era{}));
  EXPECT_TRUE(chain.emitted(staking, staking::ForceEra{Forcing::ForceNew}));
  chain.until_session(2);
  EXPECT_EQ(staking.era_now(), 1u) << "elected in session 1, at work in session 2";
  EXPECT_EQ(staking.forcing.get(), Forcing::NotForcing);
  chain.until_session(7);
  EXPECT_EQ(staking.era_now(), 1u) << "this era is as long as any";
  chain.until_session(8);
  EXPECT_EQ(staking.era_now(), 2u);
}

TEST_F(ForceTest, no_era_ends_while_none_is_forced) {
  EXPECT_DONE(chain.call(root, staking, Staking::force_no_eras{}));
  chain.until_session(9);
  EXPECT_EQ(staking.era_now(), 0u);
  EXPECT_EQ(staking.current_era.get(), 0u);
  EXPECT_DONE(chain.call(root, staking, Staking::force_new_era{}));
  chain.until_session(11);
  EXPECT_EQ(staking.era_now(), 1u);
  EXPECT_EQ(chain.problems(), "");
}

TEST_F(ForceTest, an_era_a_session_while_always_is_forced) {
  EXPECT_DONE(chain.call(root, staking, Staking::force_new_era_always{}));
  for (session::SessionIndex n = 2; n < 6; ++n) {
    chain.until_session(n);
    EXPECT_EQ(staking.era_now(), n - 1);
  }
  EXPECT_EQ(staking.forcing.get(), Forcing::ForceAlways);
}

TEST_F(ForceTest, a_stash_that_is_let_go_has_everything_at_once) {
  chain.nominate(nominator(0), 50 * kGrad, {stash(0)});
  EXPECT_DONE(chain.call(nominator(0), staking, Staking::unbond{20 * kGrad}));
  EXPECT_DONE(chain.call(root, staking, Staking::force_unstake{nominator(0)}));
  EXPECT_TRUE(chain.free(nominator(0)) == kEndowment);
  EXPECT_TRUE(chain.reserved(nominator(0)) == 0);
  EXPECT_FALSE(staking.ledger.contains(nominator(0)));
  EXPECT_FALSE(staking.nominators.contains(nominator(0)));
  EXPECT_FALSE(staking.bonded.contains(nominator(0)));
  EXPECT_EQ(chain.problems(), "");
  EXPECT_REFUSED(chain.call(root, staking, Staking::force_unstake{nominator(0)}),
                 error_of(staking, Error::NotController));
}

TEST_F(ForceTest, a_validator_that_is_let_go_works_until_the_era_is_over_and_is_not_slashed) {
  EXPECT_DONE(chain.call(root, staking, Staking::force_unstake{stash(0)}));
  EXPECT_EQ(session.validators.get().size(), 3u);
  staking.report_offence(0, stash(0), std::nullopt);
  chain.until_era(1);
  EXPECT_EQ(session.validators.get().size(), 2u);
  chain.until_era(staking.config.slash_defer_duration);
  chain.pass();
  EXPECT_TRUE(chain.wealth(stash(0)) == kEndowment);
  EXPECT_EQ(chain.problems(), "");
}

}  // namespace
}  // namespace descent::modules

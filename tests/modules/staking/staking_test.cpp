#include "modules/staking/staking.hpp"

#include "tests/modules/staking/validators.hpp"

namespace descent::modules {
namespace {

class StakingTest : public testing::Test {
 protected:
  ValidatorChain chain{3};
  Staking& staking = chain.staking();

  /// What `integrity` says of this chain's constants with one of them changed.
  template <class T>
  frame::Problems with(T Staking::Config::*member, T value) {
    Staking::Config changed = chain_spec::staking_config();
    changed.*member = value;
    auto& r = chain.runtime();
    return Staking{{r.frame, 8}, r.balances, r.timestamp, r.session, r.parameters, changed}
        .integrity();
  }
};

TEST_F(StakingTest, its_constants_fit_together) {
  EXPECT_TRUE(staking.integrity().empty());
  const auto& c = staking.config;
  EXPECT_LT(c.evidence_age + c.slash_defer_duration, c.bonding_duration);
}

TEST_F(StakingTest, constants_that_do_not_are_told) {
  using Config = Staking::Config;
  EXPECT_FALSE(with(&Config::bonding_duration, staking::EraIndex{27}).empty());
  EXPECT_TRUE(with(&Config::bonding_duration, staking::EraIndex{28}).empty());
  EXPECT_FALSE(with(&Config::slash_defer_duration, staking::EraIndex{12}).empty());
  EXPECT_FALSE(with(&Config::evidence_age, staking::EraIndex{13}).empty());
  EXPECT_FALSE(with(&Config::history_depth, staking::EraIndex{27}).empty());
  EXPECT_FALSE(with(&Config::sessions_per_era, staking::SessionIndex{0}).empty());
  EXPECT_FALSE(with(&Config::curve, staking::RewardCurve{}).empty());
}

TEST_F(StakingTest, genesis_bonds_elects_and_begins_the_first_era) {
  EXPECT_EQ(staking.current_era.get(), 0u);
  EXPECT_EQ(staking.active_era.get()->index, 0u);
  EXPECT_TRUE(chain.reserved(stash(0)) == kBond);
  EXPECT_EQ(chain.session().current_index.get(), 0u);
  EXPECT_EQ(chain.session().validators.get().size(), 3u);
}

TEST_F(StakingTest, the_metadata_says_which_sessions_and_eras_there_are) {
  const auto constants = staking.constants();
  EXPECT_EQ(std::get<1>(constants).name, "SessionsPerEra");
  EXPECT_EQ(std::get<1>(constants).value, 6u);
}

TEST_F(StakingTest, a_nominator_names_sixteen) {
  EXPECT_EQ(staking.query(Staking::Api::nominations_quota{kGrad}), 16u);
}

TEST_F(StakingTest, a_broken_state_is_told) {
  const auto of = chain.ledger(stash(0));
  auto broken = of;
  broken.active = broken.active + 1;
  staking.ledger.insert(stash(0), broken);
  EXPECT_NE(chain.problems(), "");
  broken = of;
  broken.active = broken.active - 1;
  broken.total = broken.total - 1;
  staking.ledger.insert(stash(0), broken);
  EXPECT_NE(chain.problems(), "");
  staking.ledger.insert(stash(0), of);
  EXPECT_EQ(chain.problems(), "");
  staking.validators_counter.put(7);
  EXPECT_NE(chain.problems(), "");
  staking.validators_counter.put(3);
  auto overview = *staking.eras_overview.get(0, stash(0));
  overview.total = overview.total + 1;
  staking.eras_overview.insert(0, stash(0), overview);
  EXPECT_NE(chain.problems(), "");
  overview.total = overview.total - 1;
  staking.eras_overview.insert(0, stash(0), overview);
  staking.eras_points.insert(0, {30, {{stash(0), 20}}});
  staking.eras_reward.insert(0, 1'000);
  EXPECT_NE(chain.problems(), "");
  staking.eras_points.insert(0, {20, {{stash(0), 20}}});
  EXPECT_EQ(chain.problems(), "");
}

}  // namespace
}  // namespace descent::modules

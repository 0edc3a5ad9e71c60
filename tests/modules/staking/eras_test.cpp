#include "tests/modules/staking/validators.hpp"

namespace descent::modules {
namespace {

class ErasTest : public testing::Test {
 protected:
  ValidatorChain chain{3};
  Staking& staking = chain.staking();
  Session& session = chain.session();
};

TEST_F(ErasTest, an_era_has_six_sessions) {
  for (staking::EraIndex era = 1; era < 5; ++era) {
    chain.until_era(era);
    EXPECT_EQ(session.current_index.get(), 6 * era);
    EXPECT_EQ(staking.eras_start_session.get(era), 6 * era);
    EXPECT_EQ(staking.current_era.get(), era);
  }
}

TEST_F(ErasTest, the_next_era_is_elected_in_the_last_session) {
  chain.until_session(5);
  chain.pass();
  EXPECT_EQ(staking.current_era.get(), 1u);
  EXPECT_EQ(staking.era_now(), 0u);
}

TEST_F(ErasTest, an_era_begins_at_the_time_of_its_first_block) {
  chain.until_era(1);
  EXPECT_EQ(staking.active_era.get()->start, std::nullopt);
  chain.pass();
  EXPECT_TRUE(staking.active_era.get()->start);
}

TEST_F(ErasTest, an_era_pays_by_the_curve_for_as_long_as_it_lasted) {
  chain.until_era(1);
  chain.pass();
  const Moment start = *staking.active_era.get()->start;
  const Balance issued = chain.issuance();
  chain.until_era(2);
  const Moment length = chain.runtime().timestamp.now.get() - start;
  EXPECT_EQ(length, 30 * kBlockTime - kBlockTime);
  const Balance expected = staking::era_payout(staking.config.curve, 3 * kBond, issued, length);
  EXPECT_GT(expected, 0u);
  EXPECT_TRUE(staking.eras_reward.get(1) == expected);
  EXPECT_TRUE(chain.emitted(staking, staking::EraPaid{1, expected, 0}));
  EXPECT_TRUE(chain.issuance() == issued) << "nothing is minted before it is claimed";
}

TEST_F(ErasTest, a_chain_that_stood_still_mints_nothing_for_it) {
  chain.set(staking, staking::kMaxEraDuration, 10'000);
  const Balance issued = chain.issuance();
  chain.until_era(1);
  EXPECT_TRUE(staking.eras_reward.get(0) ==
              staking::era_payout(staking.config.curve, 3 * kBond, issued, 10'000));
}

TEST_F(ErasTest, the_stakes_of_an_era_back_decisions_from_two_blocks_after_it_began) {
  EXPECT_EQ(staking.era_of(0), 0u);
  chain.until_era(1);
  const BlockNumber began = chain.frame().number;
  EXPECT_EQ(staking.era_of(began + 1), 0u);
  EXPECT_EQ(staking.era_of(began + 2), 1u);
}

TEST_F(ErasTest, eras_are_known_for_as_long_as_evidence_counts) {
  const auto age = staking.config.evidence_age;
  chain.until_era(age);
  EXPECT_EQ(staking.era_of(1), 0u);
  chain.until_era(age + 1);
  EXPECT_EQ(staking.era_of(1), std::nullopt);
  EXPECT_EQ(staking.bonded_eras.get().size(), age + 1);
}

TEST_F(ErasTest, sets_are_known_for_as_long_as_evidence_counts) {
  for (std::uint8_t n = 1; n < 20; ++n) {  // another power, so another set, in each era
    EXPECT_DONE(chain.call(stash(0), staking, Staking::bond_extra{n * kGrad}));
    chain.until_era(n);
  }
  chain.pass(10);
  const auto eras = staking.bonded_eras.get();
  EXPECT_TRUE(session.set_at(eras.front().since));
  EXPECT_LE(session.sets.entries().size(), eras.size() + 1);
}

TEST_F(ErasTest, what_an_era_left_is_dropped_when_it_is_history) {
  chain.nominate(nominator(0), 50 * kGrad, {stash(0)});
  chain.author(0);
  chain.until_era(2);
  const auto depth = staking.config.history_depth;
  chain.until_era(depth + 1);
  EXPECT_TRUE(staking.eras_overview.contains(1, stash(0)));
  EXPECT_TRUE(staking.eras_reward.contains(1));
  chain.until_era(depth + 2);
  chain.pass(2);
  EXPECT_EQ(staking.oldest_era.get(), 2u);
  EXPECT_TRUE(staking.eras_overview.entries(staking::EraIndex{1}).empty());
  EXPECT_TRUE(staking.eras_prefs.entries(staking::EraIndex{1}).empty());
  EXPECT_FALSE(staking.eras_pages.get(1, stash(0), 0));
  EXPECT_FALSE(staking.eras_reward.contains(1));
  EXPECT_FALSE(staking.eras_points.contains(1));
  EXPECT_FALSE(staking.eras_total_stake.contains(1));
  EXPECT_FALSE(staking.eras_start_session.contains(1));
  EXPECT_TRUE(staking.eras_overview.contains(2, stash(0)));
}

}  // namespace
}  // namespace descent::modules

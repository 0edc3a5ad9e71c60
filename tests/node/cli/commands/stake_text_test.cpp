#include "node/cli/commands/stake_text.hpp"

#include "tests/node/cli/commands/stake_node.hpp"

namespace descent::cli {
namespace {

TEST(StakeText, percentages_are_read_to_the_billionth) {
  const std::map<std::string, std::uint32_t> known{{"0%", 0},
                                                   {"5%", 50'000'000},
                                                   {"0.25%", 2'500'000},
                                                   {"0.0000001%", 1},
                                                   {"100%", 1'000'000'000}};
  for (const auto& [text, parts] : known) {
    ASSERT_TRUE(parse_percent(text)) << text;
    EXPECT_EQ(parse_percent(text)->parts, parts) << text;
    EXPECT_EQ(percent_text({parts}), text);
  }
  for (const auto* text : {"", "%", "5", "-5%", "100.0000001%", "0.00000001%", "5 %", "0.05"})
    EXPECT_EQ(parse_percent(text).error().exit, Exit::Usage) << text;
}

TEST(StakeText, durations_have_their_two_largest_units) {
  EXPECT_EQ(duration_text(0), "0 s");
  EXPECT_EQ(duration_text(59'999), "59 s");
  EXPECT_EQ(duration_text(3'600'000), "1 h");
  EXPECT_EQ(duration_text(3'600'000 + 61'000), "1 h 1 min");
  EXPECT_EQ(duration_text(7 * 86'400'000ull + 3'601'000), "7 days 1 h");
  EXPECT_EQ(duration_text(86'400'000 + 60'000), "1 days");
}

TEST(EraClock, unlocking_ends_when_its_era_is_planned_a_session_early) {
  const EraClock clock{.active = 3,
                       .planned = 3,
                       .blocks_of_era = 300,
                       .blocks_into = 100,
                       .block_ms = 200,
                       .blocks_of_session = 50};
  EXPECT_EQ(clock.until_planned(3), 0u);
  EXPECT_EQ(clock.until_planned(4), 150u * 200);
  EXPECT_EQ(clock.until_planned(31), (28u * 300 - 150) * 200);
  EXPECT_EQ(when_planned(clock, 2), "now");
  EXPECT_EQ(when_planned(clock, 4), "era 4, in about 30 s");
  const EraClock late{.active = 3,
                      .planned = 3,
                      .blocks_of_era = 300,
                      .blocks_into = 290,
                      .block_ms = 200,
                      .blocks_of_session = 50};
  EXPECT_EQ(late.until_planned(4), 0u) << "the election took longer";
}

struct StakeState : StakeNode {
  Globals globals{.url = url()};
  World world{console.in, console.out, console.err, false, {}};
  Session session{world, globals};
  Chain client = chain();
  StateAt state_at{client, hash(0)};
};

TEST_F(StakeState, the_clock_reads_eras_and_parameters) {
  const auto clock = era_clock(session, state_at);
  ASSERT_TRUE(clock);
  EXPECT_EQ(clock->active, 0u);
  EXPECT_EQ(clock->blocks_of_session, 3'600u);
  EXPECT_EQ(clock->blocks_of_era, 6 * 3'600u);
  write(runtime.system.number.prefix(), BlockNumber{77});
  EXPECT_EQ(era_clock(session, state_at)->blocks_into, 77u);
}

TEST_F(StakeState, an_era_owes_the_pages_that_were_not_paid_once_it_is_over) {
  active_era(3);
  era_with(0, validator, 0);  // alone: one page, which pays the validator itself
  era_with(1, validator, 3);
  write(staking.claimed_rewards.key(1, validator), std::vector<modules::staking::Page>{1});
  era_with(3, validator, 1);  // not over
  const auto pages = unpaid_pages(session, state_at, validator);
  ASSERT_TRUE(pages);
  EXPECT_EQ(*pages,
            (std::vector<UnpaidPage>{{validator, 0, 0}, {validator, 1, 0}, {validator, 1, 2}}));
  EXPECT_TRUE(unpaid_pages(session, state_at, bob)->empty());
}

TEST_F(StakeState, what_is_forgotten_is_owed_no_more) {
  active_era(100);
  era_with(15, validator, 1);
  era_with(16, validator, 1);
  const auto pages = unpaid_pages(session, state_at, validator);
  ASSERT_TRUE(pages);
  EXPECT_EQ(*pages, (std::vector<UnpaidPage>{{validator, 16, 0}}));
}

TEST_F(StakeState, a_nominator_is_paid_by_those_it_names) {
  EXPECT_EQ(*validators_behind(session, state_at, bob), std::vector<AccountId>{bob});
  write(staking.nominators.key(bob), modules::staking::Nominations{{validator}, 0, false});
  EXPECT_EQ(*validators_behind(session, state_at, bob), (std::vector<AccountId>{bob, validator}));
}

TEST_F(StakeState, who_has_no_bond_is_told_how_to_bond) {
  EXPECT_EQ(bonded_ledger(session, state_at, validator)->active.value, 500'000 * kGrad);
  const auto none = bonded_ledger(session, state_at, bob);
  ASSERT_FALSE(none);
  EXPECT_NE(none.error().message.find("descent stake bond AMOUNT"), std::string::npos);
}

TEST_F(StakeState, a_parameter_that_is_not_there_is_of_another_version) {
  EXPECT_EQ(*parameter_of(client, "Staking", "MinValidatorBond"), 100 * kGrad);
  EXPECT_FALSE(parameter_of(client, "Staking", "MinBond"));
}

}  // namespace
}  // namespace descent::cli

#include "tests/node/cli/commands/stake_node.hpp"

namespace descent::cli {
namespace {

using namespace modules::staking;

struct StakeClaim : StakeNode {
  const std::uint8_t module = staking.index();
};

TEST_F(StakeClaim, pays_every_page_that_is_owed) {
  active_era(2);
  era_with(0, validator, 1);
  era_with(1, validator, 2);
  add_event(module, PayoutStarted{0, validator, 0, std::nullopt});
  add_event(module, Rewarded{validator, reward_destination::Staked{}, 3 * kGrad / 2});
  add_event(module, Rewarded{bob, reward_destination::Staked{}, kGrad});
  EXPECT_EQ(stake({"claim"}, "//Alice//stash"), 0) << console.err.str();
  EXPECT_TRUE(sent_has("force_batch"));
  EXPECT_TRUE(sent_has("\"era\":0"));
  EXPECT_TRUE(sent_has("\"page\":1"));
  EXPECT_TRUE(console.printed("1.5 GRAD to " + address_of(validator)));
  EXPECT_EQ(blocks.size(), 1u);
}

TEST_F(StakeClaim, programs_read_base_units_in_one_document) {
  active_era(2);
  era_with(0, validator, 1);
  add_event(module, Rewarded{validator, reward_destination::Staked{}, 3 * kGrad / 2});
  EXPECT_EQ(stake({"claim", "--json"}, "//Alice//stash"), 0);
  EXPECT_EQ(json().at("rewarded").as_string(), "1500000000000");
  EXPECT_EQ(json().at("claimed").as_array().size(), 1u);
  EXPECT_EQ(json().at("claimed").at(0).at("validator").as_string(), address_of(validator));
}

TEST_F(StakeClaim, many_pages_go_in_several_blocks) {
  active_era(20);
  for (EraIndex era = 0; era < 20; ++era) era_with(era, validator, 1);
  EXPECT_EQ(stake({"claim"}, "//Alice//stash"), 0);
  EXPECT_EQ(blocks.size(), 3u);
  EXPECT_TRUE(sent_has("\"era\":7"));
  EXPECT_FALSE(sent_has("\"era\":8"));
  EXPECT_TRUE(sent_has("\"era\":19", 2));
}

TEST_F(StakeClaim, a_nominator_claims_for_those_it_names_and_anybody_for_others) {
  active_era(1);
  era_with(0, validator, 1);
  EXPECT_EQ(stake({"claim"}), 1) << "Bob names nobody";
  EXPECT_EQ(stake({"claim", address_of(validator)}), 0);
  write(staking.nominators.key(bob), Nominations{{validator}, 0, false});
  EXPECT_EQ(stake({"claim"}), 0);
}

TEST_F(StakeClaim, says_when_nothing_is_owed) {
  EXPECT_EQ(stake({"claim"}, "//Alice//stash"), 1);
  EXPECT_TRUE(console.complained("nothing is to be claimed"));
  EXPECT_TRUE(blocks.empty());
}

TEST_F(StakeClaim, needs_the_chain_to_know_what_is_owed) {
  EXPECT_EQ(offline({"claim"}), 2);
  EXPECT_TRUE(console.complained("leave --offline away"));
}

}  // namespace
}  // namespace descent::cli

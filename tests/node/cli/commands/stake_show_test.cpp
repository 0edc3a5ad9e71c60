#include "tests/node/cli/commands/stake_node.hpp"

namespace descent::cli {
namespace {

using namespace modules::staking;

struct StakeShow : StakeNode {};

TEST_F(StakeShow, a_validator_with_its_exposure_and_key) {
  EXPECT_EQ(stake({"show", "//Alice//stash"}, ""), 0) << console.err.str();
  const auto key = crypto::from_suri(crypto::KeyType::Ed25519, "//Alice")->account();
  for (const auto& text : {std::string{"500000 GRAD"}, std::string{"validator"}, std::string{"0%"},
                           std::string{"elected with"}, to_0x(key.id)})
    EXPECT_TRUE(console.printed(text)) << text;
  EXPECT_EQ(stake({"show", "//Alice//stash", "--json"}, ""), 0);
  EXPECT_EQ(json().at("active").as_string(), "500000000000000000");
  EXPECT_EQ(json().at("exposure").at("nominators"), 0);
  EXPECT_EQ(json().at("elected"), true);
}

TEST_F(StakeShow, what_is_unlocking_with_its_eras_and_times) {
  bond(bob, 50 * kGrad, {{7 * kGrad, 4}, {2 * kGrad, 29}});
  active_era(4);
  EXPECT_EQ(stake({"show", "//Bob"}, ""), 0);
  EXPECT_TRUE(console.printed("7 GRAD"));
  EXPECT_TRUE(console.printed("now"));
  EXPECT_TRUE(console.printed("era 29, in about 6 days"));
  EXPECT_TRUE(console.printed("none; `descent stake validate` or `nominate` makes one"));
  EXPECT_EQ(stake({"show", "//Bob", "--json"}, ""), 0);
  EXPECT_EQ(json().at("unlocking").at(1).at("era"), 29);
  EXPECT_EQ(json().at("total").as_string(), "59000000000000");
}

TEST_F(StakeShow, a_nominator_with_whom_it_names_and_what_they_owe) {
  bond(bob, 50 * kGrad);
  write(staking.nominators.key(bob), Nominations{{validator, account("//Charlie")}, 0, false});
  active_era(3);
  era_with(1, validator, 1);
  era_with(2, validator, 2);
  EXPECT_EQ(stake({"show", "//Bob"}, ""), 0);
  EXPECT_TRUE(console.printed("nominator"));
  EXPECT_TRUE(console.printed("no, it chilled"));
  EXPECT_TRUE(console.printed("2 era(s), 1 to 2: `descent stake claim`")) << console.out.str();
  EXPECT_EQ(stake({"show", "//Bob", "--json"}, ""), 0);
  EXPECT_EQ(json().at("unclaimed").as_array().size(), 3u);
  EXPECT_EQ(json().at("nominations").at(0).at("validates"), true);
}

TEST_F(StakeShow, slashes_that_wait_for_it_or_for_whom_it_names) {
  active_era(3);
  const AccountId other = account("//Charlie");
  Bounded<UnappliedSlash, kSlashesMax> waiting;
  waiting.push_back({.validator = validator, .era = 2, .reporter = {}});
  waiting.push_back({.validator = other, .era = 2, .reporter = {}});
  write(staking.unapplied_slashes.key(16), waiting);
  for (const auto& who : {validator, other})
    write(staking.slash_in_era.key(2, who), std::pair<Perbill, Balance>{});
  for (std::uint8_t i = 0; i < 10; ++i) era_with(2, AccountId{{i}}, 1);
  EXPECT_EQ(stake({"show", "//Alice//stash"}, ""), 0);
  EXPECT_TRUE(console.printed("36%")) << "(3 * 2 / 10)^2\n" << console.out.str();
  EXPECT_TRUE(console.printed("16"));
  EXPECT_FALSE(console.printed(address_of(other)));
  EXPECT_EQ(stake({"show", "//Alice//stash", "--json"}, ""), 0);
  EXPECT_EQ(json().at("pending_slashes").at(0).at("due_era"), 16);
}

TEST_F(StakeShow, a_validator_without_a_key_is_told_what_it_lacks) {
  bond(bob, 100 * kGrad);
  write(staking.validators.key(bob), ValidatorPrefs{{50'000'000}, true});
  EXPECT_EQ(stake({"show", "//Bob"}, ""), 0);
  EXPECT_TRUE(console.printed("5%"));
  EXPECT_TRUE(console.printed("refused"));
  EXPECT_TRUE(console.printed("none, so it is not elected: `descent stake set-keys`"));
}

TEST_F(StakeShow, who_has_nothing_bonded_is_told_how_to_begin) {
  EXPECT_EQ(stake({"show", "//Bob"}, ""), 1);
  EXPECT_TRUE(console.complained("descent stake bond"));
  EXPECT_EQ(stake({"show"}), 1) << "the account of --key";
  EXPECT_TRUE(console.complained(address_of(bob)));
  EXPECT_EQ(stake({"show"}, ""), 2);
  EXPECT_TRUE(console.complained("whose stake?"));
}

}  // namespace
}  // namespace descent::cli

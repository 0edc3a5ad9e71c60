#include "tests/node/cli/commands/stake_node.hpp"

namespace descent::cli {
namespace {

using namespace modules::staking;

struct StakeValidators : StakeNode {
  boost::json::object row(std::string_view address) {
    EXPECT_EQ(stake({"validators", "--json"}, ""), 0) << console.err.str();
    const auto said = json();
    for (const auto& row : said.at("validators").as_array())
      if (row.at("address").as_string() == address) return row.as_object();
    ADD_FAILURE() << address << " is not in the list";
    return {};
  }
};

TEST_F(StakeValidators, who_is_at_work_with_its_backing) {
  const auto row_of = row(address_of(validator));
  EXPECT_EQ(row_of.at("active"), true);
  EXPECT_EQ(row_of.at("in_next_set"), true);
  EXPECT_EQ(row_of.at("chilled"), false);
  EXPECT_EQ(row_of.at("commission").as_string(), "0%");
  EXPECT_EQ(row_of.at("exposure").at("total").as_string(), "500000000000000000");
  EXPECT_EQ(stake({"validators"}, ""), 0);
  EXPECT_TRUE(console.printed("era 0, which elects at most 1"));
}

TEST_F(StakeValidators, who_wants_to_and_was_not_elected) {
  bond(bob, 150 * kGrad);
  write(staking.validators.key(bob), ValidatorPrefs{{50'000'000}, true});
  const auto row_of = row(address_of(bob));
  EXPECT_EQ(row_of.at("active"), false);
  EXPECT_EQ(row_of.at("in_next_set"), false);
  EXPECT_EQ(row_of.at("own").as_string(), "150000000000000");
  EXPECT_EQ(row_of.at("commission").as_string(), "5%");
  EXPECT_EQ(row_of.at("blocked"), true);
}

TEST_F(StakeValidators, who_has_chilled_works_until_the_era_is_over) {
  state.erase(staking.validators.key(validator));
  const auto row_of = row(address_of(validator));
  EXPECT_EQ(row_of.at("active"), true);
  EXPECT_EQ(row_of.at("chilled"), true);
}

TEST_F(StakeValidators, who_is_disabled) {
  write(runtime.session.disabled.prefix(), std::vector<std::uint32_t>{0});
  EXPECT_EQ(row(address_of(validator)).at("disabled"), true);
  EXPECT_EQ(stake({"validators"}, ""), 0);
  EXPECT_TRUE(console.printed("disabled"));
}

TEST_F(StakeValidators, the_best_backed_stand_first) {
  bond(bob, 150 * kGrad);
  write(staking.validators.key(bob), ValidatorPrefs{});
  bond(account("//Charlie"), 160 * kGrad);
  write(staking.validators.key(account("//Charlie")), ValidatorPrefs{});
  EXPECT_EQ(stake({"validators", "--json"}, ""), 0);
  const auto rows = json().at("validators").as_array();
  ASSERT_EQ(rows.size(), 3u);
  EXPECT_EQ(rows[0].at("address").as_string(), address_of(validator));
  EXPECT_EQ(rows[1].at("address").as_string(), address_of(account("//Charlie")));
}

}  // namespace
}  // namespace descent::cli

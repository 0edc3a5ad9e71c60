#include <gmock/gmock.h>

#include "chain-spec/check.hpp"

namespace descent::chain_spec {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr AccountId kOne{{1}};
constexpr AccountId kTwo{{2}};

Draft draft() {
  return {"Harbour",
          "harbour-1",
          "Live",
          false,
          {.balances = {{kOne, 500 * kGrad}, {kTwo, 500 * kGrad}},
           .stakers = {{kOne, {{{7}}}, 100 * kGrad}, {kTwo, {{{8}}}, 200 * kGrad}},
           .validator_count = 2}};
}

TEST(CheckDraft, what_it_finds_nothing_wrong_with_can_be_built) {
  EXPECT_THAT(problems_of(draft()), IsEmpty());
  EXPECT_EQ(build(draft()).id, "harbour-1");
  for (const auto& name : preset_names()) EXPECT_THAT(problems_of(*preset_draft(name)), IsEmpty());
}

TEST(CheckDraft, an_id_cannot_leave_its_folder) {
  for (const auto* id : {"", ".", "..", "a/b", "A", "-a", "a.b", "a b"}) {
    auto wrong = draft();
    wrong.id = id;
    EXPECT_THAT(problems_of(wrong), ElementsAre(HasSubstr("names a folder"))) << id;
  }
  EXPECT_TRUE(is_chain_id(std::string(kNameMax, 'a')));
  EXPECT_FALSE(is_chain_id(std::string(kNameMax + 1, 'a')));
}

TEST(CheckDraft, names_and_types_are_bounded) {
  auto wrong = draft();
  wrong.name = std::string(kNameMax + 1, 'n');
  wrong.chain_type = "Custom";
  EXPECT_THAT(problems_of(wrong), ElementsAre(HasSubstr("the name has 1 to 64"),
                                              HasSubstr("there are Development, Local and Live")));
}

TEST(CheckDraft, each_account_has_one_balance_that_it_can_exist_with) {
  auto wrong = draft();
  wrong.config.balances.emplace_back(kOne, kGrad);
  wrong.config.balances.emplace_back(AccountId{{3}}, kGrad / 1'000 - 1);
  EXPECT_THAT(problems_of(wrong), ElementsAre(HasSubstr("has two balances"),
                                              HasSubstr("less than the existential deposit")));
}

TEST(CheckDraft, an_issuance_that_overflows_is_refused) {
  auto wrong = draft();
  wrong.config.balances.emplace_back(AccountId{{3}}, ~Balance{0});
  EXPECT_THAT(problems_of(wrong), ElementsAre(HasSubstr("more than 2^128 - 1")));
}

TEST(CheckDraft, parameters_exist_are_within_bounds_and_given_once) {
  auto wrong = draft();
  wrong.config.parameters = {{"Session", "SessionLength", 4},
                             {"Session", "Sessionlength", 50},
                             {"Timestamp", "MinBlockInterval", 200},
                             {"Timestamp", "MinBlockInterval", 200}};
  EXPECT_THAT(problems_of(wrong),
              ElementsAre(HasSubstr("SessionLength is 4, and goes from 5 to 100000"),
                          HasSubstr("no parameter Session.Sessionlength"),
                          HasSubstr("MinBlockInterval is given twice")));
}

TEST(CheckDraft, a_bond_is_what_the_stash_can_spare_and_enough_to_validate) {
  auto wrong = draft();
  wrong.config.stakers[0].bond = 100 * kGrad - 1;
  wrong.config.stakers[1].bond = 500 * kGrad - kGrad / 1'000 + 1;
  EXPECT_THAT(problems_of(wrong), ElementsAre(HasSubstr("less than Staking.MinValidatorBond"),
                                              HasSubstr("the existential deposit stays free")));
  wrong.config.stakers[1].bond -= 1;
  wrong.config.parameters = {{"Staking", "MinValidatorBond", 50 * kGrad}};
  EXPECT_THAT(problems_of(wrong), IsEmpty()) << "the draft's own bound counts";
  build(wrong);
}

TEST(CheckDraft, each_validator_has_a_key_of_its_own) {
  auto wrong = draft();
  wrong.config.stakers[1].session_key = wrong.config.stakers[0].session_key;
  EXPECT_THAT(problems_of(wrong), ElementsAre(HasSubstr("is another staker's")));
  wrong.config.stakers[1].session_key = {};
  EXPECT_THAT(problems_of(wrong), ElementsAre(HasSubstr("or zero")));
  wrong.config.stakers[1] = {kOne, {{{9}}}, 100 * kGrad};
  EXPECT_THAT(problems_of(wrong), ElementsAre(HasSubstr("stakes twice")));
}

TEST(CheckDraft, the_validators_fit_the_set) {
  for (const std::uint32_t count : {0u, 257u}) {
    auto wrong = draft();
    wrong.config.validator_count = count;
    EXPECT_THAT(problems_of(wrong), ElementsAre(HasSubstr("goes from 1 to 256")));
  }
  auto crowd = draft();
  crowd.config.parameters = {{"Staking", "MaxValidatorsCount", 1}};
  EXPECT_THAT(problems_of(crowd), ElementsAre(HasSubstr("more stakers than")));
}

TEST(CheckDraft, only_development_chains_have_sudo_or_nobody_who_decides) {
  auto wrong = draft();
  wrong.config.sudo = kOne;
  wrong.config.stakers.clear();
  EXPECT_THAT(problems_of(wrong),
              ElementsAre(HasSubstr("nobody stakes"), HasSubstr("only the development rules")));
  wrong.chain_type = "Development";
  wrong.development = true;
  EXPECT_THAT(problems_of(wrong), IsEmpty());
}

TEST(CheckDraft, a_thousand_mistakes_are_told_twenty_at_once) {
  auto wrong = draft();
  for (int i = 0; i < 1'000; ++i) wrong.config.balances.emplace_back(kOne, kGrad);
  EXPECT_EQ(problems_of(wrong).size(), kProblemsMax);
}

}  // namespace
}  // namespace descent::chain_spec

#include <gmock/gmock.h>

#include "chain-spec/check.hpp"
#include "chain-spec/descent_runtime.hpp"
#include "runtime/state/memory.hpp"

namespace descent::chain_spec {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

struct CheckState : testing::Test {
  KeyValues state = preset("dev")->genesis;
  const state::MemorySource nothing{{}};
  frame::Frame frame{nothing, nothing};
  DevRuntime runtime{frame};
};

TEST_F(CheckState, nothing_is_wrong_with_a_state_that_was_built) {
  for (const auto& name : preset_names())
    EXPECT_THAT(problems_of(preset(name)->genesis), IsEmpty());
}

TEST_F(CheckState, it_says_which_rules_it_is_under) {
  state.erase(code_key());
  EXPECT_THAT(problems_of(state), ElementsAre(HasSubstr("no \":code\"")));
  state[code_key()] = {1, 2, 3};
  EXPECT_THAT(problems_of(state), ElementsAre(HasSubstr("no rules")));
}

TEST_F(CheckState, keys_of_no_item_and_values_of_another_type_are_named) {
  state[{1, 2, 3}] = {};
  state[runtime.staking.validator_count.prefix()] = {1, 2, 3};
  EXPECT_THAT(problems_of(state), testing::UnorderedElementsAre(
                                      HasSubstr("0x010203 is of no storage item"),
                                      HasSubstr("of Staking.ValidatorCount does not decode")));
}

TEST_F(CheckState, a_key_under_another_hash_than_its_own_is_refused) {
  Bytes key = runtime.staking.ledger.key(AccountId{{1}});
  key[40] ^= 1;  // in the hash of the account
  state[key] = scale::encoded(modules::staking::Ledger{});
  EXPECT_THAT(problems_of(state), ElementsAre(HasSubstr("of Staking.Ledger does not decode")));
}

TEST_F(CheckState, a_value_beside_its_key_is_refused) {
  Bytes key = runtime.staking.validator_count.prefix();
  key.push_back(0);
  state[key] = scale::encoded(std::uint32_t{1});
  EXPECT_THAT(problems_of(state), ElementsAre(HasSubstr("ValidatorCount does not decode")));
}

TEST_F(CheckState, keys_of_two_and_three_parts_are_read) {
  const AccountId who{{1}};
  modules::staking::ExposurePage page;
  state[runtime.staking.eras_pages.key(9, who, 0)] = scale::encoded(page);
  state[runtime.staking.claimed_rewards.key(9, who)] =
      scale::encoded(std::vector<modules::staking::Page>{0});
  EXPECT_THAT(problems_of(state), IsEmpty());
}

TEST_F(CheckState, invariants_of_the_modules_hold) {
  state[runtime.balances.total_issuance.prefix()] = scale::encoded(Balance{1});
  EXPECT_FALSE(problems_of(state).empty());
}

TEST_F(CheckState, a_public_chain_has_no_sudo_key) {
  auto draft = *preset_draft("dev");
  draft.development = false;
  draft.config.sudo.reset();
  state = build(draft).genesis;
  EXPECT_THAT(problems_of(state), IsEmpty());
  state[runtime.sudo.key.prefix()] = scale::encoded(AccountId{{1}});
  EXPECT_THAT(problems_of(state), ElementsAre(HasSubstr("of no storage item of these rules")));
}

}  // namespace
}  // namespace descent::chain_spec

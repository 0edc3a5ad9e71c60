#include "chain-spec/genesis.hpp"

#include <gtest/gtest.h>

#include "chain-spec/descent_runtime.hpp"
#include "runtime/state/memory.hpp"
#include "runtime/trie/build.hpp"

namespace descent::chain_spec {
namespace {

constexpr AccountId kOne{{1}};
constexpr AccountId kTwo{{2}};

GenesisConfig config() {
  return {.balances = {{kOne, 5 * kGrad}, {kTwo, kGrad}},
          .parameters = {{"Timestamp", "MinBlockInterval", 200}},
          .sudo = kTwo};
}

TEST(Genesis, issues_what_it_endows) {
  const state::MemorySource state{build_genesis(config(), true)};
  frame::Frame frame{state, state};
  const DevRuntime runtime{frame};
  EXPECT_EQ(runtime.balances.total_issuance.get(), 6 * kGrad);
  EXPECT_EQ(runtime.balances.data(kOne).free, 5 * kGrad);
  EXPECT_EQ(runtime.sudo.key.get(), kTwo);
}

TEST(Genesis, sets_the_parameters_that_differ) {
  const state::MemorySource state{build_genesis(config(), false)};
  frame::Frame frame{state, state};
  const DescentRuntime runtime{frame};
  EXPECT_EQ(runtime.timestamp.earliest_next(), 200u);
}

TEST(Genesis, the_first_validators_stake_and_decide_on_the_first_block) {
  auto with = config();
  with.stakers = {{kOne, {{{7}}}, 4 * kGrad}, {kTwo, {{{5}}}, kGrad / 2}};
  with.parameters.push_back({"Staking", "MinValidatorBond", kGrad});
  with.validator_count = 2;
  const state::MemorySource state{build_genesis(with, false)};
  frame::Frame frame{state, state};
  const DescentRuntime runtime{frame};
  EXPECT_EQ(runtime.balances.data(kOne).reserved, 4 * kGrad);
  EXPECT_EQ(runtime.staking.ledger.get(kTwo)->active.value, kGrad / 2);
  const auto set = runtime.session.query(modules::Session::Api::authorities{});
  ASSERT_EQ(set.size(), 1u) << "the other bonds too little to be elected";
  EXPECT_EQ(set[0].id.key, (std::array<std::uint8_t, 32>{7}));
  EXPECT_EQ(set[0].power, 4u);
}

TEST(Genesis, the_public_chain_takes_no_sudo_key) {
  const auto state = build_genesis(config(), false);
  EXPECT_FALSE(state.contains(frame::item_prefix("Sudo", "Key")));
}

TEST(Genesis, the_header_commits_to_the_state) {
  const auto state = build_genesis(config(), true);
  const Header header = genesis_header(state);
  EXPECT_EQ(header.number.value, 0u);
  EXPECT_EQ(header.state_root, trie::root_of(state, trie::Layout::V1));
  auto other = config();
  other.balances[0].second += 1;
  EXPECT_NE(header.state_root, genesis_header(build_genesis(other, true)).state_root);
}

}  // namespace
}  // namespace descent::chain_spec

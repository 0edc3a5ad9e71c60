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

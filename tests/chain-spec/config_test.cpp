#include <gtest/gtest.h>

#include <algorithm>

#include "chain-spec/descent_runtime.hpp"
#include "runtime/state/memory.hpp"

namespace descent::chain_spec {
namespace {

TEST(Config, transactions_and_idle_work_together_fit_into_a_block) {
  const auto config = system_config(descent_version());
  const auto& weights = config.block_weights;
  EXPECT_TRUE(fits(*weights.per_class.normal.max_total, weights.max_block));
  EXPECT_LE(weights.per_class.normal.max_total->ref_time.value + config.idle_share.ref_time.value +
                weights.base_block.ref_time.value,
            weights.max_block.ref_time.value);
}

TEST(Config, idle_work_has_three_tenths_of_a_block) {
  const auto config = system_config(descent_version());
  EXPECT_EQ(config.idle_share.ref_time.value * 10,
            config.block_weights.max_block.ref_time.value * 3);
}

TEST(Config, the_constants_of_staking_fit_together) {
  const state::MemorySource empty{{}};
  frame::Frame frame{empty, empty};
  const DescentRuntime runtime{frame};
  EXPECT_TRUE(runtime.staking.integrity().empty());
}

TEST(Config, the_hooks_that_every_block_has_fit_beside_transactions_and_idle_work) {
  const auto config = system_config(descent_version());
  const std::uint64_t left = config.block_weights.max_block.ref_time -
                             config.block_weights.per_class.normal.max_total->ref_time -
                             config.idle_share.ref_time - config.block_weights.base_block.ref_time;
  const std::uint64_t session =
      modules::session_weights::kBlock +
      modules::Session::kForgottenMax * modules::session_weights::kForget +
      modules::session::kValidatorsMax * modules::session_weights::kValidator;
  const std::uint64_t staking = modules::staking_weights::kPoints +
                                modules::staking_weights::kSession + modules::staking_weights::kEra;
  EXPECT_LE(session + staking, left);
}

TEST(Config, the_versions_differ_in_name_and_list_every_api_once) {
  const auto version = descent_version();
  EXPECT_EQ(version.spec_name, "descent");
  EXPECT_EQ(dev_version().spec_name, "descent-dev");
  auto ids = version.apis;
  std::ranges::sort(ids);
  EXPECT_EQ(std::ranges::adjacent_find(ids), ids.end());
  EXPECT_EQ(version.system_version, 2);
}

}  // namespace
}  // namespace descent::chain_spec

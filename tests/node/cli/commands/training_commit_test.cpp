#include "tests/node/cli/commands/party_node.hpp"

namespace descent::cli {
namespace {

using modules::training::Phase;
using TrainingCommit = PartyNode;

TEST_F(TrainingCommit, seals_the_update_and_keeps_its_salt) {
  ASSERT_EQ(commit(), 0) << err.str();
  const auto sealed = sealed_update(sealed_file());
  ASSERT_TRUE(sealed && *sealed);
  EXPECT_EQ((*sealed)->update, scale::encoded(update));
  const auto call = sent<modules::Training::commit>(0);
  EXPECT_EQ(call.task, 0U);
  EXPECT_EQ(call.round, 1U);
  EXPECT_TRUE(call.deposit == 5 * kGrad);
  EXPECT_EQ(call.commitment,
            modules::training::commitment(modules::blob_root(scale::encoded(update)),
                                          (*sealed)->salt, savings_key.account(), 0, 1));
  EXPECT_TRUE(complained(sealed_file().string()));
}

TEST_F(TrainingCommit, the_same_again_is_sealed_the_same) {
  ASSERT_EQ(commit(), 0);
  ASSERT_EQ(commit(), 0);
  EXPECT_EQ(sent<modules::Training::commit>(0).commitment,
            sent<modules::Training::commit>(1).commitment);
}

TEST_F(TrainingCommit, an_update_of_another_version_is_not_sealed) {
  round.base = Hash{{6}};
  round.base_version = 12;
  in_phase(Phase::Commit);
  EXPECT_EQ(commit(), 1);
  EXPECT_TRUE(complained("--version 12"));
  EXPECT_FALSE(std::filesystem::exists(sealed_file()));
}

TEST_F(TrainingCommit, what_is_no_update_is_not_sealed) {
  keystore::put(folder / "update", "weights");
  EXPECT_EQ(commit(), 1);
  EXPECT_TRUE(complained("is no update"));
  EXPECT_TRUE(node.blocks.empty());
}

TEST_F(TrainingCommit, says_when_it_is_too_late_or_too_early) {
  in_phase(Phase::Reveal);
  EXPECT_EQ(commit(), 1);
  EXPECT_TRUE(complained("commitments of round 1 are closed; those of round 2 begin"));
  EXPECT_EQ(commit({"--round", "2", "--deposit", "5"}), 1);
  EXPECT_TRUE(complained("round 2 begins once those before it are evaluated; round 1 runs"));
  EXPECT_EQ(commit({"--round", "3", "--deposit", "5"}), 1);
  EXPECT_TRUE(complained("there are 3 rounds"));
  in_phase(Phase::Closed);
  EXPECT_EQ(commit(), 1);
  EXPECT_TRUE(complained("the task is over"));
  EXPECT_TRUE(node.blocks.empty());
}

TEST_F(TrainingCommit, the_deposit_is_within_the_task_s_bounds) {
  EXPECT_EQ(commit({}), 2);
  EXPECT_TRUE(complained("--deposit takes 1 GRAD to 10 GRAD"));
  EXPECT_EQ(commit({"--deposit", "0.999"}), 2);
  EXPECT_EQ(commit({"--deposit", "10.001"}), 2);
  EXPECT_EQ(commit({"--deposit", "10"}), 0) << err.str();
}

TEST_F(TrainingCommit, where_all_stake_the_same_it_need_not_be_said) {
  task.terms.participants = modules::training::Listed{.deposit = 7 * kGrad};
  in_phase(Phase::Commit);
  EXPECT_EQ(commit({"--deposit", "5"}), 2);
  EXPECT_EQ(commit({}), 0) << err.str();
  EXPECT_TRUE(sent<modules::Training::commit>(0).deposit == 7 * kGrad);
}

TEST_F(TrainingCommit, where_no_chain_can_be_asked_round_and_deposit_are_said) {
  EXPECT_EQ(commit({"--offline", "context", "--deposit", "5"}), 2);
  EXPECT_TRUE(complained("say --round and --deposit"));
}

}  // namespace
}  // namespace descent::cli

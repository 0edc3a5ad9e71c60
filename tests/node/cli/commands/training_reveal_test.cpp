#include "tests/node/cli/commands/party_node.hpp"

namespace descent::cli {
namespace {

using modules::training::Phase;

struct TrainingReveal : PartyNode {
  TrainingReveal() { EXPECT_EQ(commit(), 0) << err.str(); }
};

TEST_F(TrainingReveal, stores_and_shows_what_was_sealed) {
  in_phase(Phase::Reveal);
  ASSERT_EQ(training({"reveal", "0"}), 0) << err.str();
  ASSERT_EQ(node.blocks.size(), 3U) << "commit, one chunk, reveal";
  const auto chunk = sent<modules::Blobs::store>(1);
  EXPECT_EQ(Bytes(chunk.chunk.begin(), chunk.chunk.end()), scale::encoded(update));
  const auto shown = sent<modules::Training::reveal>(2);
  EXPECT_EQ(shown.update, modules::blob_root(scale::encoded(update)));
  EXPECT_EQ(modules::training::commitment(shown.update, shown.salt, savings_key.account(), 0, 1),
            sent<modules::Training::commit>(0).commitment);
}

TEST_F(TrainingReveal, is_refused_before_its_time_with_words_that_say_when) {
  EXPECT_EQ(training({"reveal", "0"}), 1);
  EXPECT_TRUE(complained("are revealed from block 77 on"));
  EXPECT_EQ(training({"reveal", "0", "--round", "2"}), 1);
  EXPECT_TRUE(complained("round 1 runs"));
  EXPECT_EQ(node.blocks.size(), 1U);
}

TEST_F(TrainingReveal, is_refused_after_its_time_with_what_it_costs) {
  for (const auto phase : {Phase::OpenSlice, Phase::Evaluate, Phase::Closed}) {
    in_phase(phase);
    EXPECT_EQ(training({"reveal", "0"}), 1);
    EXPECT_TRUE(complained("the time to reveal round 1 is over"));
    EXPECT_TRUE(complained("50.0% of its deposit"));
  }
  in_phase(Phase::Reveal);
  EXPECT_EQ(training({"reveal", "0", "--round", "0"}), 1);
  EXPECT_TRUE(complained("the time to reveal round 0 is over"));
  EXPECT_EQ(node.blocks.size(), 1U);
}

TEST_F(TrainingReveal, of_nothing_sealed_says_where_it_looked) {
  in_phase(Phase::Reveal);
  const auto file = sealed_file();
  std::filesystem::remove(file);
  EXPECT_EQ(training({"reveal", "0"}), 1);
  EXPECT_TRUE(complained(file.string()));
  EXPECT_TRUE(complained("bring the file from there"));
}

}  // namespace
}  // namespace descent::cli

#include "modules/models/models.hpp"

#include "tests/modules/models/graphs.hpp"

namespace descent::modules {
namespace {

class ModelViewsTest : public testing::Test {
 protected:
  ModelViewsTest() {
    register_graph(chain, kAlice, example_bytes());
    for (std::int32_t i = 1; i <= 3; ++i)
      EXPECT_TRUE(models.add_version(0, example_variant(i), provenance(0)));
    EXPECT_DONE(chain.call(kBob, models, Models::fork{.version = 3, .name = "mine"}));
  }
  Chain chain;
  Models& models = chain.runtime().models;
};

TEST_F(ModelViewsTest, a_lineage_goes_back_through_the_fork_to_the_first_version) {
  const auto lineage = models.query(Models::Api::lineage{.version = 4, .limit = 100});
  std::vector<VersionId> numbers;
  for (const auto& entry : lineage) numbers.push_back(entry.version);
  EXPECT_EQ(numbers, (std::vector<VersionId>{4, 3, 2, 1, 0}));
  EXPECT_FALSE(lineage[0].provenance) << "a fork was not trained";
  EXPECT_TRUE(lineage[1].provenance);
  EXPECT_FALSE(lineage[4].provenance);
}

TEST_F(ModelViewsTest, answers_in_pages_have_the_length_asked_for_at_most) {
  EXPECT_EQ(models.query(Models::Api::lineage{.version = 4, .limit = 2}).size(), 2u);
  EXPECT_EQ(models.query(Models::Api::lineage{.version = 9, .limit = 2}).size(), 0u);
  EXPECT_EQ(models.query(Models::Api::models{.start = 0, .limit = 1}).size(), 1u);
  const auto page = models.query(Models::Api::models{.start = 1, .limit = 100});
  ASSERT_EQ(page.size(), 1u);
  EXPECT_EQ(page[0].id, 1u);
  EXPECT_EQ(page[0].record.owner, kBob);
  EXPECT_TRUE(models.query(Models::Api::models{.start = UINT32_MAX, .limit = 100}).empty());
}

TEST_F(ModelViewsTest, a_page_has_a_hundred_entries_at_most) {
  chain.set(models, Models::kDepositBase, 0);
  for (int i = 0; i < 110; ++i)
    ASSERT_TRUE(models.apply(frame::Origin{frame::origin::Signed{kAlice}},
                             Models::fork{.version = 0, .name = "many"}));
  EXPECT_EQ(models.query(Models::Api::models{.start = 0, .limit = UINT32_MAX}).size(), 100u);
}

TEST_F(ModelViewsTest, a_deregistered_model_is_not_listed_and_its_versions_are) {
  EXPECT_DONE(chain.call(kAlice, models, Models::deregister{0}));
  EXPECT_EQ(models.query(Models::Api::models{.start = 0, .limit = 100}).size(), 1u);
  EXPECT_FALSE(models.query(Models::Api::model{0}));
  EXPECT_TRUE(models.query(Models::Api::version{0}));
  EXPECT_EQ(models.query(Models::Api::graph{0}), std::nullopt);
  EXPECT_EQ(models.query(Models::Api::lineage{.version = 4, .limit = 100}).size(), 5u);
}

TEST_F(ModelViewsTest, a_graph_is_given_as_it_was_registered) {
  EXPECT_EQ(models.query(Models::Api::graph{0}), example_bytes());
  EXPECT_EQ(models.query(Models::Api::graph{2}), example_variant(2));
  EXPECT_EQ(models.query(Models::Api::graph{9}), std::nullopt);
}

TEST_F(ModelViewsTest, a_question_is_answered_as_in_a_block) {
  const std::vector<std::uint32_t> samples{0x3f800000, 0xbf000000, 0x3dcccccd};
  const auto rows = models.query(Models::Api::infer{0, samples});
  ASSERT_TRUE(rows);
  EXPECT_EQ(*rows, *infer_rows(graph::example(), samples));
}

TEST_F(ModelViewsTest, a_question_that_would_take_too_long_is_refused_before_it_runs) {
  const auto cost = models.versions.get(0)->architecture.cost();
  const std::size_t many = 200 * kMillisecond / (cost.per_sample * kOperationTime) + 1;
  const auto rows = models.query(Models::Api::infer{0, std::vector<std::uint32_t>(3 * many)});
  ASSERT_FALSE(rows);
  EXPECT_EQ(rows.error(), InferenceError::TooCostly);
}

TEST_F(ModelViewsTest, a_reference_too_few_is_found) {
  chain.runtime().blobs.release(blob_root(example_variant(1)));
  EXPECT_NE(chain.problems().find("not referred to"), std::string::npos);
}

TEST_F(ModelViewsTest, a_deposit_that_is_not_held_is_found) {
  auto record = *models.models.get(0);
  ++record.size_deposit;
  models.models.insert(0, record);
  EXPECT_NE(chain.problems().find("deposits"), std::string::npos);
}

}  // namespace
}  // namespace descent::modules

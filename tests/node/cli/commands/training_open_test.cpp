#include <boost/json/serialize.hpp>

#include "node/cli/to_json.hpp"
#include "tests/node/cli/commands/party_node.hpp"

namespace descent::cli {
namespace {

struct TrainingOpen : PartyNode {
  std::string terms_file(const modules::training::Terms& terms) const {
    const std::filesystem::path path = folder / "terms.json";
    keystore::put(path, boost::json::serialize(to_json(terms, words)));
    return path;
  }
};

TEST_F(TrainingOpen, opens_a_task_with_the_terms_of_the_file) {
  task.terms.reward = 50 * kGrad;
  ASSERT_EQ(training({"open", "4", "--terms", terms_file(task.terms)}), 0) << err.str();
  const auto call = sent<modules::Training::open_task>(0);
  EXPECT_EQ(call.model, 4U);
  EXPECT_EQ(scale::encoded(call.terms), scale::encoded(task.terms));
}

TEST_F(TrainingOpen, asks_a_person_what_it_will_cost) {
  task.terms.reward = 50 * kGrad;
  task.terms.bond = 60 * kGrad;
  terminal = true;
  in.str("n\n");
  EXPECT_EQ(training({"open", "4", "--terms", terms_file(task.terms)}), 1);
  EXPECT_TRUE(complained("3 round(s) of up to 50 GRAD, a bond of 60 GRAD"));
  EXPECT_TRUE(node.blocks.empty());
}

TEST_F(TrainingOpen, of_terms_that_cannot_be_read_sends_nothing) {
  EXPECT_EQ(training({"open", "4", "--terms", folder / "nowhere"}), 2);
  keystore::put(folder / "terms.json", "{}");
  EXPECT_EQ(training({"open", "4", "--terms", folder / "terms.json"}), 2);
  EXPECT_TRUE(complained("'loss' is missing"));
  EXPECT_EQ(training({"open", "4"}), 2);
  EXPECT_TRUE(node.blocks.empty());
}

}  // namespace
}  // namespace descent::cli

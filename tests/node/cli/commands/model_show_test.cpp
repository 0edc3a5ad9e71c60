#include <gtest/gtest.h>

#include "tests/node/cli/commands/api_node.hpp"
#include "tests/node/cli/console.hpp"

namespace descent::cli {
namespace {

TEST(ModelShow, shows_the_facts_and_the_lineage) {
  ApiNode node;
  modules::ModelRecord record;
  record.name = "digits";
  record.record_deposit = kGrad;
  record.size_deposit = kGrad / 2;
  modules::VersionRecord version;
  version.architecture.input = {8, 8};
  modules::Provenance provenance;
  provenance.task = 3;
  provenance.round = 4;
  node.answer("ModelsApi_model", std::optional{record});
  node.answer("ModelsApi_version", std::optional{version});
  node.answer("ModelsApi_lineage",
              std::vector<modules::LineageEntry>{{1, version, provenance}, {0, version, {}}});
  Console console;
  EXPECT_EQ(console.run({"--url", node.url(), "model", "show", "0"}), 0);
  for (const auto* text :
       {"digits", "8 x 8", "1.5 GRAD", "task 3, round 4, 0 update(s)", "registered or forked"})
    EXPECT_TRUE(console.printed(text)) << text;
}

TEST(ModelShow, needs_a_number_of_a_model) {
  ApiNode node;
  node.answer("ModelsApi_model", std::optional<modules::ModelRecord>{});
  Console console;
  EXPECT_EQ(console.run({"--url", node.url(), "model", "show", "7"}), 1);
  EXPECT_TRUE(console.complained("there is no model 7"));
  EXPECT_EQ(console.run({"model", "show", "x"}), 2);
}

}  // namespace
}  // namespace descent::cli

#include <gtest/gtest.h>

#include <boost/json/parse.hpp>

#include "tests/node/cli/commands/api_node.hpp"
#include "tests/node/cli/console.hpp"

namespace descent::cli {
namespace {

TEST(ModelList, reads_page_after_page) {
  ApiNode node;
  node.apis["ModelsApi_models"] = [](View question) {
    const auto asked = *scale::decoded<modules::Models::Api::models>(question);
    std::vector<modules::ListedModel> out;
    for (auto id = asked.start; id < 103 && out.size() < asked.limit; ++id) {
      out.push_back({id, {}});
      out.back().record.name = "model-" + std::to_string(id);
    }
    return scale::encoded(out);
  };
  Console console;
  EXPECT_EQ(console.run({"--url", node.url(), "model", "list"}), 0);
  EXPECT_TRUE(console.printed("model-0"));
  EXPECT_TRUE(console.printed("model-102"));
  EXPECT_EQ(console.run({"--url", node.url(), "model", "list", "--json"}), 0);
  EXPECT_EQ(boost::json::parse(console.out.str()).as_array().size(), 103U);
}

TEST(ModelList, says_how_to_add_the_first) {
  ApiNode node;
  node.answer("ModelsApi_models", std::vector<modules::ListedModel>{});
  Console console;
  EXPECT_EQ(console.run({"--url", node.url(), "model", "list"}), 0);
  EXPECT_TRUE(console.printed("descent model register"));
}

}  // namespace
}  // namespace descent::cli

#include <gtest/gtest.h>

#include <boost/json/parse.hpp>

#include "tests/node/cli/console.hpp"
#include "tests/node/cli/fake_node.hpp"

namespace descent::cli {
namespace {

TEST(QueryStorage, without_an_item_lists_what_there_is) {
  Console console;
  EXPECT_EQ(console.run({"query", "storage"}), 0);
  EXPECT_TRUE(console.printed("System.Account"));
  EXPECT_TRUE(console.printed("AccountId32"));
}

TEST(QueryStorage, prints_a_value_for_people_and_for_programs) {
  const FakeNode node;
  Console console;
  EXPECT_EQ(console.run({"--url", node.url(), "query", "storage", "Balances.TotalIssuance"}), 0);
  EXPECT_EQ(console.out.str(), "19000000 GRAD\n");
  EXPECT_EQ(
      console.run({"--url", node.url(), "--json", "query", "storage", "System.Account", "//Alice"}),
      0);
  EXPECT_TRUE(console.printed("\"free\":\"1000000000000000000\""));
}

TEST(QueryStorage, lists_the_entries_of_a_map_up_to_the_limit) {
  const FakeNode node;
  Console console;
  EXPECT_EQ(console.run({"--url", node.url(), "--json", "query", "storage", "System.Account",
                         "--limit", "5"}),
            0);
  EXPECT_EQ(boost::json::parse(console.out.str()).as_array().size(), 5U);
}

TEST(QueryStorage, a_wrong_item_or_key_is_a_usage_error) {
  const FakeNode node;
  Console console;
  EXPECT_EQ(console.run({"--url", node.url(), "query", "storage", "Sytem.Account"}), 2);
  EXPECT_EQ(console.run({"--url", node.url(), "query", "storage", "System.BlockHash", "x"}), 2);
  EXPECT_EQ(console.run({"--url", node.url(), "query", "storage", "System.Number", "--at", "9"}),
            1);
}

}  // namespace
}  // namespace descent::cli

#include <gtest/gtest.h>

#include "tests/node/cli/console.hpp"
#include "tests/node/cli/fake_node.hpp"

namespace descent::cli {
namespace {

TEST(QueryEvents, shows_events_with_the_extrinsic_they_belong_to) {
  FakeNode node;
  node.add_event(chain_spec::kBalances, modules::Balances::Transfer{{}, {}, kGrad});
  Console console;
  EXPECT_EQ(console.run({"--url", node.url(), "query", "events"}), 0);
  EXPECT_TRUE(console.printed("Balances.Transfer"));
  EXPECT_TRUE(console.printed("amount=1 GRAD"));
  EXPECT_EQ(console.run({"--url", node.url(), "query", "events", "--json"}), 0);
  EXPECT_TRUE(console.printed("{\"extrinsic\":0,\"module\":\"Balances\""));
}

TEST(QueryEvents, of_another_runtime_are_refused_and_not_guessed) {
  FakeNode node;
  node.event_count = 1;
  node.events = {2, 250, 0, 0};
  Console console;
  EXPECT_EQ(console.run({"--url", node.url(), "query", "events"}), 1);
  EXPECT_TRUE(console.complained("node's version"));
}

}  // namespace
}  // namespace descent::cli

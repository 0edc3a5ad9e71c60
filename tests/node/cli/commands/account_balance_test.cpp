#include <gtest/gtest.h>

#include "tests/node/cli/console.hpp"
#include "tests/node/cli/fake_node.hpp"

namespace descent::cli {
namespace {

TEST(AccountBalance, shows_grad_to_people_and_base_units_to_programs) {
  const FakeNode node;
  Console console;
  EXPECT_EQ(console.run({"--url", node.url(), "account", "balance", "//Alice"}), 0);
  EXPECT_TRUE(console.printed("free      1000000 GRAD"));
  EXPECT_EQ(console.run({"--url", node.url(), "account", "balance", "//Alice", "--json"}), 0);
  EXPECT_TRUE(console.printed("\"free\":\"1000000000000000000\""));
}

TEST(AccountBalance, of_an_account_that_is_not_there_is_nothing) {
  const FakeNode node;
  Console console;
  EXPECT_EQ(console.run({"--url", node.url(), "account", "balance", "//Nobody"}), 0);
  EXPECT_TRUE(console.printed("free      0 GRAD"));
}

}  // namespace
}  // namespace descent::cli

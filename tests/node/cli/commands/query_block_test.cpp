#include <gtest/gtest.h>

#include "tests/node/cli/console.hpp"
#include "tests/node/cli/fake_node.hpp"

namespace descent::cli {
namespace {

TEST(QueryBlock, shows_calls_signers_and_arguments) {
  FakeNode node;
  node.blocks = {{frame::encode_extrinsic({std::nullopt, {{0, 0, 4, 7}}}), {1, 2}}};
  Console console;
  EXPECT_EQ(console.run({"--url", node.url(), "query", "block", "1"}), 0);
  EXPECT_TRUE(console.printed("System.remark"));
  EXPECT_TRUE(console.printed("remark=0x07"));
  EXPECT_TRUE(console.printed("(not of this runtime)"));
  EXPECT_EQ(console.run({"--url", node.url(), "query", "block", "--json"}), 0);
  EXPECT_TRUE(console.printed("\"0x0102\""));
}

TEST(QueryBlock, that_is_not_there_is_refused) {
  const FakeNode node;
  Console console;
  EXPECT_EQ(console.run({"--url", node.url(), "query", "block", "5"}), 1);
  EXPECT_EQ(console.run({"--url", node.url(), "query", "block", "five"}), 2);
}

}  // namespace
}  // namespace descent::cli

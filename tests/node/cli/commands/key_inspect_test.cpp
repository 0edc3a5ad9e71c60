#include <gtest/gtest.h>

#include "tests/node/cli/console.hpp"

namespace descent::cli {
namespace {

TEST(KeyInspect, shows_the_development_accounts) {
  Console console;
  EXPECT_EQ(console.run({"key", "inspect", "//Alice"}), 0);
  EXPECT_TRUE(console.printed("5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY"));
  EXPECT_EQ(console.run({"key", "inspect", "//Alice", "--scheme", "ed25519"}), 0);
  EXPECT_TRUE(
      console.printed("0x88dc3417d5058ec4b4503e0c12ea1a0a89be200fe98922423d4334014fa6b0ee"));
}

TEST(KeyInspect, does_not_repeat_the_secret) {
  Console console;
  const std::string seed = "0x" + std::string(64, '7');
  EXPECT_EQ(console.run({"key", "inspect", seed}), 0);
  EXPECT_FALSE(console.printed(seed));
}

TEST(KeyInspect, says_why_there_is_no_key) {
  Console console;
  EXPECT_EQ(console.run({"key", "inspect", "//Alice/soft"}), 2);
  EXPECT_TRUE(console.complained("no key"));
}

}  // namespace
}  // namespace descent::cli

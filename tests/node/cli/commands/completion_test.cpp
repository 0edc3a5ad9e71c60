#include <gtest/gtest.h>

#include "tests/node/cli/console.hpp"

namespace descent::cli {
namespace {

// What the scripts do, tests/interop/test_cli_shells.py sees in the shells themselves.

TEST(CompletionScript, is_there_for_three_shells) {
  for (const std::string shell : {"bash", "zsh", "fish"}) {
    Console console;
    ASSERT_EQ(console.run({"completion", shell}), 0);
    EXPECT_TRUE(console.printed(shell + " completion of descent"));
    EXPECT_TRUE(console.printed(" complete -- "));
  }
}

TEST(CompletionScript, of_another_shell_is_refused_with_those_there_are) {
  Console console;
  EXPECT_EQ(console.run({"completion", "tcsh"}), 2);
  EXPECT_TRUE(console.complained("fish"));
}

}  // namespace
}  // namespace descent::cli

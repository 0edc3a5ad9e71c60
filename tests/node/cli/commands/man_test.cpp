#include <gtest/gtest.h>

#include "chain-spec/descent_runtime.hpp"
#include "tests/node/cli/console.hpp"

namespace descent::cli {
namespace {

TEST(Man, prints_the_page_with_the_version_of_the_rules) {
  Console console;
  ASSERT_EQ(console.run({"man"}), 0);
  const auto version = chain_spec::dev_version().spec_version;
  EXPECT_TRUE(console.printed("\"descent " + std::to_string(version) + "\""));
  EXPECT_TRUE(console.printed(".SS descent account transfer"));
}

}  // namespace
}  // namespace descent::cli

#include <gtest/gtest.h>

#include <set>

#include "tests/node/cli/console.hpp"

namespace descent::cli {
namespace {

TEST(Commands, have_names_of_their_own) {
  std::set<std::pair<std::string_view, std::string_view>> names;
  for (const auto& command : commands()) names.emplace(command.group, command.name);
  EXPECT_EQ(names.size(), commands().size());
  EXPECT_TRUE(names.contains({"account", "transfer"}));
}

}  // namespace
}  // namespace descent::cli

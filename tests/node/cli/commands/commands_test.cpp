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

TEST(Commands, stand_in_the_order_of_the_list) {
  EXPECT_EQ(commands().front().name, "node");
  std::vector<std::string_view> groups;
  for (const auto& command : commands())
    if (groups.empty() || groups.back() != command.group) groups.push_back(command.group);
  EXPECT_EQ(groups, (std::vector<std::string_view>{"", "key", "account", "model", "training",
                                                   "stake", "tx", "query", "chain-spec", ""}));
}

}  // namespace
}  // namespace descent::cli

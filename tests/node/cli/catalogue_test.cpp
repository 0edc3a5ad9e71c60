#include "node/cli/catalogue.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "tests/node/cli/console.hpp"

namespace descent::cli {
namespace {

TEST(Catalogue, holds_every_command_and_what_all_take) {
  const auto catalogue = catalogue_of(commands());
  ASSERT_EQ(catalogue.commands.size(), commands().size());
  EXPECT_EQ(catalogue.commands.front().line(), "descent node");
  EXPECT_EQ(catalogue.commands[1].line(), "descent key generate");
  std::vector<std::string> names;
  for (const auto& argument : catalogue.globals) names.push_back(argument.names.front());
  for (const auto* name : {"--url", "--key", "--json", "--yes", "--wait"})
    EXPECT_EQ(std::ranges::count(names, name), 1) << name;
}

TEST(Catalogue, names_every_option_that_help_names) {
  const auto catalogue = catalogue_of(commands());
  for (const auto& command : catalogue.commands) {
    std::vector<std::string> line;
    if (!command.group.empty()) line.push_back(command.group);
    line.insert(line.end(), {command.name, "--help"});
    Console console;
    ASSERT_EQ(console.run(line), 0);
    std::stringstream help{console.out.str()};
    for (std::string text; std::getline(help, text);) {
      const auto at = text.find("--");
      if (!text.starts_with("  -") || at == text.npos) continue;
      const auto name = text.substr(at, text.find_first_of(" ,", at) - at);
      const auto is_named = [&](const Description& d) { return std::ranges::count(d.names, name); };
      EXPECT_TRUE(name == "--help" || std::ranges::any_of(command.arguments, is_named))
          << command.line() << " " << name;
    }
  }
}

TEST(Catalogue, tells_what_each_group_is_for) {
  for (const auto& command : commands()) {
    if (command.group.empty()) continue;
    EXPECT_FALSE(summary_of_group(command.group).empty()) << command.group;
  }
}

}  // namespace
}  // namespace descent::cli

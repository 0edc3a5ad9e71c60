#include "node/cli/run.hpp"

#include <gtest/gtest.h>

#include "tests/node/cli/console.hpp"

namespace descent::cli {
namespace {

TEST(Run, help_lists_commands_exit_codes_and_examples) {
  Console console;
  EXPECT_EQ(console.run({"--help"}), 0);
  for (const auto* text : {"account", "Exit codes:", "3  no node answers", "descent node --dev"})
    EXPECT_TRUE(console.printed(text)) << text;
}

TEST(Run, every_command_has_help_with_an_example_of_itself) {
  for (const auto& command : commands()) {
    std::vector<std::string> words;
    std::string spelled = "descent";
    for (const auto part : {command.group, command.name}) {
      if (part.empty()) continue;
      words.emplace_back(part);
      spelled += " " + std::string{part};
    }
    words.emplace_back("--help");
    Console console;
    EXPECT_EQ(console.run(words), 0) << spelled;
    EXPECT_TRUE(console.printed("Examples:\n  " + spelled)) << spelled;
    EXPECT_FALSE(command.summary.empty());
  }
}

TEST(Run, a_wrong_line_is_exit_code_2_and_names_the_help_to_read) {
  Console console;
  EXPECT_EQ(console.run({}), 2);
  EXPECT_TRUE(console.complained("`descent --help`"));
  EXPECT_EQ(console.run({"fly"}), 2);
  EXPECT_EQ(console.run({"key"}), 2);
  EXPECT_EQ(console.run({"key", "generate", "--sheme", "x"}), 2);
  EXPECT_TRUE(console.complained("`descent key generate --help`"));
  EXPECT_EQ(console.run({"account", "transfer", "--key", "//Alice"}), 2);
  EXPECT_EQ(console.out.str(), "");
}

TEST(Run, no_node_is_exit_code_3) {
  Console console;
  EXPECT_EQ(console.run({"--url", "http://127.0.0.1:1", "account", "balance", "//Alice"}), 3);
  EXPECT_TRUE(console.complained("no node answers"));
}

TEST(Run, global_options_may_stand_anywhere) {
  Console console;
  const std::string nobody = "http://127.0.0.1:1";
  EXPECT_EQ(console.run({"account", "balance", "//Alice", "--url", nobody}), 3);
  EXPECT_EQ(console.run({"account", "--url", nobody, "balance", "//Alice"}), 3);
  EXPECT_EQ(console.run({"--key", "//Alice", "--yes", "--wait", "none", "--url", nobody, "account",
                         "transfer", "--to", "//Bob", "--amount", "1"}),
            3);
}

TEST(Run, errors_are_json_for_programs) {
  Console console;
  EXPECT_EQ(console.run({"--json", "account", "balance", "nobody"}), 2);
  EXPECT_TRUE(console.err.str().starts_with("{\"error\":"));
  EXPECT_TRUE(console.complained("\"exit\":2"));
}

}  // namespace
}  // namespace descent::cli

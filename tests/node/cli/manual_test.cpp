#include "node/cli/manual.hpp"

#include <gtest/gtest.h>

#include "tests/node/cli/console.hpp"

namespace descent::cli {
namespace {

TEST(Manual, keeps_text_from_being_read_as_requests) {
  EXPECT_EQ(roff_text(".TH\n'x a\\b --c `d`"), "\\&.TH\n\\&\\(aqx a\\eb \\-\\-c \\(gad\\(ga");
  EXPECT_EQ(roff_text("a.b"), "a.b");
}

TEST(Manual, has_every_command_with_each_of_its_arguments) {
  const auto catalogue = catalogue_of(commands());
  const auto page = manual_page(catalogue, "7");
  EXPECT_TRUE(page.starts_with(".TH DESCENT 1 \"\" \"descent 7\""));
  std::size_t at = page.find(".SH COMMANDS");
  for (const auto& command : catalogue.commands) {
    at = page.find(".SS " + roff_text(command.line()) + "\n", at);
    ASSERT_NE(at, page.npos) << command.line();
    for (const auto& argument : command.arguments) {
      at = page.find("\\fB" + roff_text(argument.names.front()) + "\\fR", at);
      ASSERT_NE(at, page.npos) << command.line() << argument.names.front();
    }
  }
}

TEST(Manual, tells_exit_codes_defaults_choices_and_variables) {
  const auto page = manual_page(catalogue_of(commands()), "7");
  for (const auto& [exit, words] : kExitWords)
    EXPECT_NE(
        page.find("\\fB" + std::to_string(static_cast<int>(exit)) + "\\fR\n" + roff_text(words)),
        page.npos)
        << words;
  for (const auto* text : {"(finalized, included, none)", "(default: 0)", "(required)",
                           "\\fBDESCENT_KEY\\fR\nStands in for \\-\\-key."})
    EXPECT_NE(page.find(text), page.npos) << text;
}

}  // namespace
}  // namespace descent::cli

#include "node/cli/arguments.hpp"

#include <gtest/gtest.h>

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <cstdlib>

namespace descent::cli {
namespace {

struct ArgumentsTest : testing::Test {
  CLI::App app;
  Arguments arguments{app};

  bool parses(const std::string& line) {
    try {
      app.parse(line);
      return true;
    } catch (const CLI::ParseError&) {
      return false;
    }
  }
};

TEST_F(ArgumentsTest, are_read_into_what_they_were_declared_with) {
  std::string place;
  std::uint16_t port = 1;
  std::uint32_t count = 2;
  std::uint64_t large = 3;
  std::optional<std::string> text;
  std::optional<std::uint32_t> number;
  std::vector<std::string> many;
  bool flag = false;
  arguments.add_option("place", place, "");
  arguments.add_option("--port", port, "");
  arguments.add_option("--count", count, "");
  arguments.add_option("--large", large, "");
  arguments.add_option("--text", text, "");
  arguments.add_option("--number", number, "");
  arguments.add_option("--many", many, "");
  arguments.add_flag("--flag,-f", flag, "");
  ASSERT_TRUE(parses("here --port 65535 --large 18446744073709551615 --text t --many a b -f"));
  EXPECT_EQ(place, "here");
  EXPECT_EQ(port, 65'535);
  EXPECT_EQ(count, 2u) << "not given";
  EXPECT_EQ(large, UINT64_MAX);
  EXPECT_EQ(text, "t");
  EXPECT_EQ(number, std::nullopt);
  EXPECT_EQ(many, (std::vector<std::string>{"a", "b"}));
  EXPECT_TRUE(flag);
  EXPECT_FALSE(parses("here --port 65536"));
  EXPECT_FALSE(parses("here --count -1"));
}

TEST_F(ArgumentsTest, that_are_required_are_missed) {
  std::string text;
  arguments.add_option("--text", text, "").required();
  EXPECT_FALSE(parses(""));
  EXPECT_TRUE(parses("--text a"));
}

TEST_F(ArgumentsTest, out_of_bounds_are_refused) {
  std::string word;
  std::uint64_t number = 0;
  arguments.add_option("--word", word, "").one_of({"a", "b"});
  arguments.add_option("--number", number, "").between(2, 3);
  EXPECT_TRUE(parses("--word b --number 2"));
  EXPECT_TRUE(parses("--number 3"));
  EXPECT_FALSE(parses("--word c"));
  EXPECT_FALSE(parses("--number 1"));
  EXPECT_FALSE(parses("--number 4"));
}

TEST_F(ArgumentsTest, hand_their_values_to_functions) {
  std::string heard;
  int flags = 0;
  arguments.add_option_function(
      "--say", [&](const std::string& said) { heard = said; }, "");
  arguments.add_flag_function(
      "--flag", [&] { ++flags; }, "");
  ASSERT_TRUE(parses("--say hello --flag"));
  EXPECT_EQ(heard, "hello");
  EXPECT_EQ(flags, 1);
}

TEST_F(ArgumentsTest, come_from_the_environment_if_they_are_not_given) {
  std::string text;
  arguments.add_option("--text", text, "").variable("DESCENT_TEST_ARGUMENT");
  ASSERT_EQ(setenv("DESCENT_TEST_ARGUMENT", "around", 1), 0);
  ASSERT_TRUE(parses(""));
  EXPECT_EQ(text, "around");
  ASSERT_TRUE(parses("--text given"));
  EXPECT_EQ(text, "given");
  unsetenv("DESCENT_TEST_ARGUMENT");
}

TEST_F(ArgumentsTest, are_explained_with_their_defaults) {
  std::string text = "the default";
  arguments.add_option("--text", text, "What it is").shows_default();
  const auto help = app.help();
  EXPECT_NE(help.find("What it is"), std::string::npos);
  EXPECT_NE(help.find("the default"), std::string::npos);
}

TEST_F(ArgumentsTest, are_remembered_as_they_were_declared) {
  std::string word = "a";
  std::vector<std::string> many;
  bool flag = false;
  arguments.add_option("--word,-w", word, "A word").required().one_of({"a", "b"}).shows_default();
  arguments.add_option("places", many, "Places").is(ValueKind::File).variable("PLACES");
  arguments.add_flag("--yes,!--no", flag, "Whether");
  const auto& all = arguments.descriptions();
  ASSERT_EQ(all.size(), 3U);
  EXPECT_EQ(all[0].names, (std::vector<std::string>{"--word", "-w"}));
  EXPECT_EQ(all[0].help, "A word");
  EXPECT_EQ(all[0].words, (std::vector<std::string>{"a", "b"}));
  EXPECT_EQ(all[0].initial, "a");
  EXPECT_TRUE(all[0].required && all[0].takes_value && !all[0].many);
  EXPECT_EQ(all[1].kind, ValueKind::File);
  EXPECT_EQ(all[1].variable, "PLACES");
  EXPECT_TRUE(all[1].many && !all[1].required);
  EXPECT_EQ(all[2].names, (std::vector<std::string>{"--yes", "--no"}));
  EXPECT_FALSE(all[2].takes_value);
}

}  // namespace
}  // namespace descent::cli

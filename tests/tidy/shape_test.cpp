#include "tests/tidy/shape.hpp"

#include <gtest/gtest.h>

namespace descent::tidy {
namespace {

std::string lines(std::size_t n) {
  std::string out = "#pragma once\n";
  while (--n > 0) out += "\n";
  return out;
}

TEST(Size, four_hundred_lines_and_no_more) {
  EXPECT_TRUE(check_size(source("a.hpp", lines(400))).empty());
  EXPECT_EQ(check_size(source("a.hpp", lines(401))).size(), 1u);
  EXPECT_TRUE(check_size(source("a.md", lines(401))).empty());
}

TEST(Size, a_hundred_columns_and_no_more) {
  EXPECT_TRUE(check_size(source("a.cpp", std::string(100, 'x'))).empty());
  const auto found = check_size(source("a.cpp", "int a;\n" + std::string(101, 'x')));
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].line, 2u);
}

TEST(Size, a_character_of_two_bytes_is_one_column) {
  std::string text;
  for (int i = 0; i < 100; ++i) text += "ü";
  EXPECT_TRUE(check_size(source("a.cpp", text)).empty());
}

TEST(Size, a_header_is_read_once) {
  EXPECT_EQ(check_size(source("a.hpp", "int a;")).size(), 1u);
  EXPECT_EQ(check_size(source("a.hpp", "")).size(), 1u);
  EXPECT_TRUE(check_size(source("a.cpp", "int a;")).empty());
}

TEST(Title, comes_first_and_alone) {
  EXPECT_TRUE(check_title(source("a.md", "# Title\n\n## Part\n")).empty());
  EXPECT_EQ(check_title(source("a.md", "Text\n")).size(), 1u);
  EXPECT_EQ(check_title(source("a.md", "")).size(), 1u);
  EXPECT_EQ(check_title(source("a.md", "# One\n# Two\n")).size(), 1u);
}

TEST(Title, a_comment_in_an_example_is_no_title) {
  EXPECT_TRUE(check_title(source("a.md", "# One\n```\n# shell\n```\n")).empty());
}

}  // namespace
}  // namespace descent::tidy

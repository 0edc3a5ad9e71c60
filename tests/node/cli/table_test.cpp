#include "node/cli/table.hpp"

#include <gtest/gtest.h>

namespace descent::cli {
namespace {

TEST(Table, aligns_words_to_the_left_and_numbers_to_the_right) {
  Table table{{"name", "count"}};
  table.add({"a", "7"});
  table.add({"long", "1234567"});
  EXPECT_EQ(table.text(),
            "name    count\n"
            "----  -------\n"
            "a           7\n"
            "long  1234567\n");
}

TEST(Table, treats_amounts_as_numbers) {
  Table table{{"free"}};
  table.add({"10.5 GRAD"});
  table.add({"1 GRAD"});
  EXPECT_EQ(table.text(), "     free\n---------\n10.5 GRAD\n   1 GRAD\n");
}

TEST(Table, counts_characters_and_not_bytes) {
  EXPECT_EQ(width("Zürich"), 6U);
  Table table{{"a", "b"}};
  table.add({"Zürich", "x"});
  EXPECT_EQ(table.text(), "a       b\n------  -\nZürich  x\n");
}

TEST(Table, has_no_spaces_before_the_end_of_a_line) {
  Table table{{"a", "b"}};
  table.add({"x", ""});
  table.add({"y", "word"});
  EXPECT_EQ(table.text().find(" \n"), std::string::npos);
}

TEST(Table, without_rows_is_its_heading) {
  const Table table{{"a"}};
  EXPECT_TRUE(table.empty());
  EXPECT_EQ(table.text(), "a\n-\n");
}

TEST(TableDeath, a_row_of_another_length_aborts) {
  Table table{{"a", "b"}};
  EXPECT_DEATH(table.add({"x"}), "headings_");
}

TEST(Sheet, aligns_the_values) {
  Sheet sheet;
  sheet.add("free", "1");
  sheet.add("reserved", "2");
  sheet.add("note", "");
  EXPECT_EQ(sheet.text(), "free      1\nreserved  2\nnote\n");
}

}  // namespace
}  // namespace descent::cli

#pragma once
// Text in columns, for people.
#include <string>
#include <string_view>
#include <vector>

namespace descent::cli {

/// A heading above every column, a line below it. A column of numbers is aligned to the right.
class Table {
 public:
  explicit Table(std::vector<std::string> headings) : headings_{std::move(headings)} {}

  /// REQUIRES as many cells as there are headings.
  void add(std::vector<std::string> row);
  bool empty() const { return rows_.empty(); }
  /// Each line ends with a newline and without spaces before it.
  std::string text() const;

 private:
  std::vector<std::string> headings_;
  std::vector<std::vector<std::string>> rows_;
};

/// Names and values, one pair a line.
class Sheet {
 public:
  void add(std::string name, std::string value);
  std::string text() const;

 private:
  std::vector<std::pair<std::string, std::string>> lines_;
};

/// Characters of UTF-8, not bytes.
std::size_t width(std::string_view text);

}  // namespace descent::cli

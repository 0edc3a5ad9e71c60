#include "node/cli/table.hpp"

#include <algorithm>

#include "runtime/primitives/assert.hpp"

namespace descent::cli {
namespace {

constexpr std::string_view kGap = "  ";

bool is_number(std::string_view cell) {
  if (cell.ends_with(" GRAD")) cell.remove_suffix(5);
  if (cell.starts_with('-')) cell.remove_prefix(1);
  return !cell.empty() && cell.find_first_not_of("0123456789.%") == cell.npos;
}

std::string padded(std::string_view cell, std::size_t columns, bool right) {
  const std::string space(columns - width(cell), ' ');
  return right ? space + std::string{cell} : std::string{cell} + space;
}

void end_line(std::string& out) {
  out.erase(out.find_last_not_of(' ') + 1);
  out += '\n';
}

}  // namespace

std::size_t width(std::string_view text) {
  return static_cast<std::size_t>(
      std::ranges::count_if(text, [](char c) { return (c & 0xC0) != 0x80; }));
}

void Table::add(std::vector<std::string> row) {
  DESCENT_ASSERT(row.size() == headings_.size());
  rows_.push_back(std::move(row));
}

std::string Table::text() const {
  std::string head, rule;
  std::vector<std::string> lines(rows_.size());
  for (std::size_t c = 0; c < headings_.size(); ++c) {
    std::size_t columns = width(headings_[c]);
    bool right = !rows_.empty();
    for (const auto& row : rows_) {
      columns = std::max(columns, width(row[c]));
      right = right && (is_number(row[c]) || row[c].empty());
    }
    const std::string_view gap = c == 0 ? "" : kGap;
    head += std::string{gap} + padded(headings_[c], columns, right);
    rule += std::string{gap} + std::string(columns, '-');
    for (std::size_t r = 0; r < rows_.size(); ++r)
      lines[r] += std::string{gap} + padded(rows_[r][c], columns, right);
  }
  end_line(head);
  end_line(rule);
  std::string out = head + rule;
  for (auto& line : lines) {
    end_line(line);
    out += line;
  }
  return out;
}

void Sheet::add(std::string name, std::string value) {
  lines_.emplace_back(std::move(name), std::move(value));
}

std::string Sheet::text() const {
  std::size_t columns = 0;
  for (const auto& [name, value] : lines_) columns = std::max(columns, width(name));
  std::string out;
  for (const auto& [name, value] : lines_) {
    std::string line = padded(name, columns, false) + std::string{kGap} + value;
    end_line(line);
    out += line;
  }
  return out;
}

}  // namespace descent::cli

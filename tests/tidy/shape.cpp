#include "tests/tidy/shape.hpp"

#include <algorithm>

namespace descent::tidy {
namespace {

/// Characters, not bytes: what continues a UTF-8 character is not counted.
std::size_t columns(std::string_view line) {
  return static_cast<std::size_t>(
      std::ranges::count_if(line, [](char c) { return (c & 0xC0) != 0x80; }));
}

}  // namespace

Problems check_size(const Source& source) {
  Problems out;
  if (!source.is_code()) return out;
  if (source.lines.size() > kLinesMax)
    out.push_back({source.path, source.lines.size(), "over 400 lines: split it by idea"});
  for (std::size_t i = 0; i < source.lines.size(); ++i)
    if (columns(source.lines[i]) > kColumnsMax)
      out.push_back({source.path, i + 1, "over 100 columns: two of them stand side by side"});
  if (source.is_header() && (source.lines.empty() || source.lines[0] != "#pragma once"))
    out.push_back({source.path, 1, "a header begins with #pragma once"});
  return out;
}

Problems check_title(const Source& source) {
  Problems out;
  if (!source.path.ends_with(".md")) return out;
  bool fenced = false;
  for (std::size_t i = 0; i < source.lines.size(); ++i) {
    if (source.lines[i].starts_with("```")) fenced = !fenced;
    if (i > 0 && !fenced && source.lines[i].starts_with("# "))
      out.push_back({source.path, i + 1, "a document has one title: use ##"});
  }
  if (source.lines.empty() || !source.lines[0].starts_with("# "))
    out.push_back({source.path, 1, "a document begins with its title: # Title"});
  return out;
}

}  // namespace descent::tidy

#pragma once
// The project's own files as the rules see them.
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace descent::tidy {

struct Source {
  std::string path;                ///< from the project's root, with '/'
  std::vector<std::string> lines;  ///< as written
  std::vector<std::string> code;   ///< the same with comments, texts and characters blanked out

  bool is_header() const { return path.ends_with(".hpp"); }
  bool is_cpp() const { return path.ends_with(".cpp"); }
  bool is_code() const { return is_header() || is_cpp(); }
  bool is_in(std::string_view folder) const;
};

using Tree = std::vector<Source>;

/// What is wrong, where, and why it matters.
struct Problem {
  std::string path;
  std::size_t line = 0;  ///< from 1; 0 is the file as a whole
  std::string reason;
  friend bool operator==(const Problem&, const Problem&) = default;
};

using Problems = std::vector<Problem>;

/// "path:line: reason", a line for each, as compilers write it.
std::string to_string(const Problems& problems);

Source source(std::string path, std::string_view text);

/// Every file of the project that a rule reads: C++, CMakeLists.txt and documents. Hidden folders,
/// build/ and installed packages are left out.
Tree read_tree(const std::filesystem::path& root);

/// True if `path` is `folder` or lies in it.
bool lies_in(std::string_view path, std::string_view folder);

/// Folders whose code decides what is in a block.
bool is_pure(std::string_view path);

}  // namespace descent::tidy

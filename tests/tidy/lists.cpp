#include "tests/tidy/lists.hpp"

#include <regex>
#include <set>

namespace descent::tidy {
namespace {

bool is_build_list(const Source& source) { return source.path.ends_with("CMakeLists.txt"); }

/// The paths a CMakeLists.txt names, from the root.
void add_named(const Source& list, std::set<std::string>& out) {
  static const std::regex name{R"([\w./-]+\.cpp\b)"};
  const auto folder = std::filesystem::path{list.path}.parent_path();
  for (const auto& raw : list.lines) {
    const std::string line = raw.substr(0, raw.find('#'));
    for (std::sregex_iterator it{line.begin(), line.end(), name}, end; it != end; ++it)
      out.insert((folder / it->str()).lexically_normal().generic_string());
  }
}

std::string test_of(const Source& source) {
  return "tests/" + source.path.substr(0, source.path.size() - 4) + "_test.cpp";
}

constexpr std::string_view kCommands = "node/cli/commands/";

/// "key_list" where a line defines `Rows command::key_list()`.
std::string command_defined_by(const std::string& line) {
  static const std::regex definition{R"(^Rows command::(\w+)\(\))"};
  std::smatch match;
  return std::regex_search(line, match, definition) ? match[1].str() : "";
}

/// By name, not by the table of all of them.
bool names_command(const std::string& line) {
  static const std::regex name{R"(\bcommand::(?!kFiles)\w|using namespace command\b)"};
  return std::regex_search(line, name);
}

}  // namespace

Problems check_mirrored_tests(const Tree& tree) {
  std::set<std::string> paths;
  for (const auto& source : tree) paths.insert(source.path);
  Problems out;
  for (const auto& source : tree)
    if (source.is_cpp() && !source.is_in("tests") && !source.path.ends_with("/main.cpp") &&
        !paths.contains(test_of(source)))
      out.push_back({source.path, 0, "has no test: write " + test_of(source)});
  return out;
}

Problems check_listed_sources(const Tree& tree) {
  Problems out;
  std::set<std::string> named;
  for (const auto& source : tree) {
    if (!is_build_list(source)) continue;
    add_named(source, named);
    for (std::size_t i = 0; i < source.lines.size(); ++i)
      if (source.lines[i].find("file(GLOB") != std::string::npos)
        out.push_back({source.path, i + 1, "list sources by name: a forgotten file shows"});
  }
  for (const auto& source : tree)
    if (source.is_cpp() && !named.contains(source.path))
      out.push_back({source.path, 0, "no CMakeLists.txt names it, so it is never compiled"});
  return out;
}

Problems check_pure_libraries(const Source& source) {
  static const std::regex library{R"(descent_library\(\s*(\w+)\s*(\w*))"};
  Problems out;
  if (!is_build_list(source) || !is_pure(source.path)) return out;
  std::smatch match;
  for (std::size_t i = 0; i < source.lines.size(); ++i) {
    if (!std::regex_search(source.lines[i], match, library) || match[2] == "PURE") continue;
    if (!match[1].str().ends_with("_boundary"))
      out.push_back({source.path, i + 1, "is PURE, or is called ..._boundary and catches all"});
  }
  return out;
}

Problems check_commands(const Tree& tree) {
  std::set<std::string> listed;
  for (const auto& source : tree)
    if (source.path == std::string{kCommands} + "CMakeLists.txt") add_named(source, listed);
  Problems out;
  for (const auto& source : tree) {
    for (std::size_t i = 0; source.is_code() && i < source.code.size(); ++i) {
      const auto name = command_defined_by(source.code[i]);
      if (name.empty() && source.is_in("node") && names_command(source.code[i]))
        out.push_back({source.path, i + 1, "only its own file names a command"});
      if (name.empty()) continue;
      if (source.path != std::string{kCommands} + name + ".cpp")
        out.push_back({source.path, i + 1, "a command stands in the file of its name"});
      if (!listed.contains(source.path))
        out.push_back({source.path, i + 1, "no list of commands names it, so nobody can call it"});
    }
  }
  return out;
}

}  // namespace descent::tidy

#include "tests/tidy/includes.hpp"

#include <algorithm>
#include <optional>
#include <regex>

namespace descent::tidy {
namespace {

struct Row {
  std::string_view folder;
  std::vector<std::string_view> may_include;  ///< besides itself
};

const std::vector<Row> kTable{
    {"runtime/scale", {}},
    {"runtime/primitives", {"runtime/scale"}},
    {"runtime/crypto", {"runtime/scale", "runtime/primitives"}},
    {"runtime/trie", {"runtime/scale", "runtime/primitives", "runtime/crypto"}},
    {"runtime/state", {"runtime/scale", "runtime/primitives", "runtime/crypto", "runtime/trie"}},
    {"runtime/graph",
     {"runtime/scale", "runtime/primitives", "runtime/crypto", "runtime/trie", "runtime/state"}},
    {"runtime/kernels",
     {"runtime/scale", "runtime/primitives", "runtime/crypto", "runtime/trie", "runtime/state",
      "runtime/graph"}},
    {"runtime/frame", {"runtime"}},
    {"modules", {"runtime"}},
    {"chain-spec", {"runtime", "modules"}},
    {"consensus", {"runtime/scale", "runtime/primitives"}},
    {"network", {"runtime/scale", "runtime/primitives", "runtime/crypto", "runtime/trie"}},
    {"node", {"runtime", "modules", "chain-spec", "consensus", "network"}},
    {"tests", {"runtime", "modules", "chain-spec", "consensus", "network", "node"}},
};

struct Library {
  std::string_view header;  ///< how the included name begins
  std::vector<std::string_view> folders;
};

const std::vector<Library> kLibraries{
    {"cryptopp/", {"runtime/crypto", "network", "node", "tests"}},
    {"sodium", {"runtime/crypto", "network", "node", "tests"}},
    {"secp256k1", {"runtime/crypto", "tests"}},
    {"xxhash", {"runtime/crypto", "tests"}},
    {"dnnl", {"runtime/kernels", "tests"}},
    {"oneapi/", {"runtime/kernels", "tests"}},
    {"leveldb/", {"node/store", "tests"}},
    {"boost/", {"network", "node", "tests"}},
    {"google/protobuf/", {"network", "node", "tests"}},
    {"httplib", {"node", "tests"}},
    {"prometheus/", {"node", "tests"}},
    {"spdlog/", {"node", "tests"}},
    {"CLI/", {"node", "tests"}},
};

struct Include {
  std::size_t line;
  bool quoted;
  std::string name;
};

std::vector<Include> includes_of(const Source& source) {
  static const std::regex pattern{R"(^\s*#\s*include\s*([<"])([^>"]+)[>"])"};
  std::vector<Include> out;
  std::smatch match;
  for (std::size_t i = 0; i < source.code.size(); ++i)
    if (std::regex_search(source.code[i], match, pattern))
      out.push_back({i + 1, match[1] == "\"", match[2]});
  return out;
}

const Row* row_of(std::string_view path) {
  const auto row = std::ranges::find_if(kTable, [&](auto& r) { return lies_in(path, r.folder); });
  return row == kTable.end() ? nullptr : &*row;
}

bool any_holds(const std::vector<std::string_view>& folders, std::string_view path) {
  return std::ranges::any_of(folders, [&](auto folder) { return lies_in(path, folder); });
}

/// "modules/balances" of "modules/balances/balances.hpp".
std::string_view module_of(std::string_view path) {
  return path.substr(0, path.find('/', std::string_view{"modules/"}.size()));
}

bool is_foreign_internal(std::string_view includer, std::string_view name) {
  if (!lies_in(includer, "modules") || !lies_in(name, "modules")) return false;
  const auto module = module_of(name);
  const auto header = std::string{module} + std::string{module.substr(module.rfind('/'))} + ".hpp";
  return module != module_of(includer) && name != header;
}

std::optional<std::string> refusal(const Source& source, std::string_view name) {
  const Row* row = row_of(source.path);
  if (row == nullptr) return "this folder is not in the dependency table (tests/tidy/includes.cpp)";
  if (row_of(name) == nullptr && !name.ends_with(".pb.h"))
    return "includes are rooted at the project, as in \"runtime/scale/codec.hpp\"";
  if (is_foreign_internal(source.path, name))
    return "a module knows another by its own header alone: modules/NAME/NAME.hpp";
  if (lies_in(name, row->folder) || any_holds(row->may_include, name) || name.ends_with(".pb.h"))
    return std::nullopt;
  return std::string{row->folder} + " may not include " + std::string{name} +
         ": dependencies point one way (ARCHITECTURE.md)";
}

}  // namespace

Problems check_includes(const Source& source) {
  Problems out;
  if (!source.is_code()) return out;
  const auto includes = includes_of(source);
  for (const auto& [line, quoted, name] : includes)
    if (const auto why = quoted ? refusal(source, name) : std::nullopt)
      out.push_back({source.path, line, *why});
  const std::string own = source.path.substr(0, source.path.rfind('.')) + ".hpp";
  const auto it = std::ranges::find(includes, own, &Include::name);
  if (source.is_cpp() && it != includes.end() && it != includes.begin())
    out.push_back({source.path, it->line, "a source includes its own header first"});
  return out;
}

Problems check_libraries(const Source& source) {
  Problems out;
  if (!source.is_code()) return out;
  for (const auto& include : includes_of(source))
    for (const auto& library : kLibraries)
      if (include.name.starts_with(library.header) && !any_holds(library.folders, source.path))
        out.push_back({source.path, include.line,
                       "<" + include.name + "> is included only in " +
                           std::string{library.folders.front()} + ": use what wraps it there"});
  return out;
}

Problems check_one_kernel_boundary(const Tree& tree) {
  Problems out;
  for (const auto& source : tree) {
    if (!source.is_code() || source.is_in("tests")) continue;
    const auto includes = includes_of(source);
    const auto found = std::ranges::find_if(includes, [](const Include& i) {
      return i.name.starts_with("dnnl") || i.name.starts_with("oneapi/dnnl");
    });
    if (found != includes.end())
      out.push_back({source.path, found->line, "oneDNN is included by one file of the project"});
  }
  return out.size() > 1 ? out : Problems{};
}

}  // namespace descent::tidy

#include "tests/tidy/bans.hpp"

#include <algorithm>
#include <array>
#include <optional>

namespace descent::tidy {
namespace {

struct Ban {
  std::vector<std::string_view> names;
  std::string_view instead;
};

/// A name that ends in '/' bans a folder of headers.
const std::vector<Ban> kHeaders{
    {{"thread", "mutex", "shared_mutex", "condition_variable", "future", "semaphore", "barrier",
      "latch", "stop_token", "atomic", "coroutine"},
     "threads live in node/; pure code is called, and returns"},
    {{"chrono", "ctime", "time.h", "sys/time.h"}, "take the block's Moment as an argument"},
    {{"random"}, "derive what must be unpredictable from hashes of the chain"},
    {{"filesystem", "fstream", "cstdio", "stdio.h", "unistd.h", "fcntl.h", "sys/"},
     "return what is to be written; node/ writes it"},
    {{"iostream", "iomanip", "locale", "clocale"}, "return values; node/ prints"},
    {{"unordered_map", "unordered_set", "ext/"},
     "std::map and std::set have the same order on every machine"},
    {{"cmath", "math.h", "cfenv", "complex", "numbers"}, "integers, see docs/arithmetic.md"},
};

/// A name that ends in '(' is banned where it is called.
const std::vector<Ban> kWords{
    {{"float", "double", "float_t", "double_t"}, "integers, see docs/arithmetic.md"},
    {{"unordered_map", "unordered_set"}, "std::map or std::set"},
    {{"std::hash"}, "a hash of runtime/crypto: the library's differs between libraries"},
    {{"rand", "srand", "random_device"},
     "derive what must be unpredictable from hashes of the chain"},
    {{"time("}, "take the block's Moment as an argument"},
    {{"getenv", "setenv"}, "pass settings as arguments"},
    {{"thread_local"}, "pass state as an argument"},
    {{"volatile"}, "pure code shares nothing"},
};

const std::vector<Ban> kAnywhere{
    {{"using namespace std;"}, "name what you use"},
    {{"__DATE__", "__TIME__", "__TIMESTAMP__"}, "builds are the same every time"},
    {{"GTEST_SKIP"}, "a test runs, or is not there"},
};

// Written in two pieces, so that this file passes its own rule.
constexpr std::array<std::string_view, 3> kUnfinished{
    "TO"
    "DO",
    "FIX"
    "ME",
    "X"
    "XX"};
constexpr std::array<std::string_view, 3> kMacros{"DESCENT_ASSERT", "DESCENT_FIELDS",
                                                  "DESCENT_TRY"};
constexpr std::array<std::string_view, 6> kEmptyNames{"Impl",    "Manager", "Helper",
                                                      "Helpers", "Util",    "Utils"};

bool is_word(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }

/// True if `word` stands at `at` by itself: not in a longer word, not as somebody's member.
bool stands_alone(std::string_view line, std::size_t at, std::string_view word) {
  std::string_view before = line.substr(0, at);
  if (before.ends_with("std::")) before.remove_suffix(5);
  const bool member = before.ends_with('.') || before.ends_with('>') || before.ends_with(':');
  if (member || (!before.empty() && is_word(before.back()))) return false;
  const auto end = at + word.size();
  return !is_word(word.back()) || end == line.size() || !is_word(line[end]);
}

bool has_word(std::string_view line, std::string_view word) {
  for (auto at = line.find(word); at != line.npos; at = line.find(word, at + 1))
    if (stands_alone(line, at, word)) return true;
  return false;
}

bool includes(std::string_view line, std::string_view name) {
  if (!line.starts_with("#include <")) return false;
  const auto included = line.substr(10, line.find('>') - 10);
  return name.ends_with('/') ? included.starts_with(name) : included == name;
}

template <class Matches>
void find(const std::vector<Ban>& bans, const Source& source, Matches matches, Problems& out) {
  for (std::size_t i = 0; i < source.code.size(); ++i)
    for (const auto& ban : bans)
      for (const auto name : ban.names)
        if (matches(source.code[i], name))
          out.push_back({source.path, i + 1,
                         "'" + std::string{name} + "' is banned: " + std::string{ban.instead}});
}

/// The word behind `keyword`, if the line has it.
std::optional<std::string_view> word_after(std::string_view line, std::string_view keyword) {
  auto at = line.find(keyword);
  if (at == line.npos) return std::nullopt;
  at = std::min(line.find_first_not_of(' ', at + keyword.size()), line.size());
  const auto end =
      std::find_if_not(line.begin() + static_cast<std::ptrdiff_t>(at), line.end(), is_word);
  return line.substr(at, static_cast<std::size_t>(end - line.begin()) - at);
}

/// Tests may have expectations of their own: only a macro can report its caller's line.
bool defines_a_macro(const Source& source, std::string_view line) {
  const auto hash = line.find_first_not_of(' ');
  if (hash == line.npos || line[hash] != '#') return false;
  const auto name = word_after(line, "define ");
  if (!name || std::ranges::find(kMacros, *name) != kMacros.end()) return false;
  return !(source.path.starts_with("tests/") && name->starts_with("EXPECT_"));
}

bool names_nothing(std::string_view line) {
  for (const auto* keyword : {"class ", "struct ", "namespace "})
    if (const auto name = word_after(line, keyword))
      for (const auto empty : kEmptyNames)
        if (name->ends_with(empty)) return true;
  return false;
}

/// Where the process ends for a broken invariant: the one place of pure code that prints.
bool may_print(const Source& source) { return source.path == "runtime/primitives/assert.cpp"; }

}  // namespace

Problems check_purity(const Source& source) {
  Problems out;
  if (!source.is_code() || !is_pure(source.path)) return out;
  find(kHeaders, source, includes, out);
  if (may_print(source))
    std::erase_if(out, [](auto& p) { return p.reason.starts_with("'cstdio'"); });
  const auto used = [](std::string_view line, std::string_view word) {
    return !line.starts_with("#include") && has_word(line, word);
  };
  find(kWords, source, used, out);
  return out;
}

Problems check_words(const Source& source) {
  Problems out;
  for (std::size_t i = 0; i < source.lines.size(); ++i)
    for (const auto word : kUnfinished)
      if (has_word(source.lines[i], word))
        out.push_back({source.path, i + 1, "finish it, or say in a document that it is missing"});
  if (!source.is_code()) return out;
  find(kAnywhere, source, has_word, out);
  for (std::size_t i = 0; i < source.code.size(); ++i) {
    if (source.code[i].find("DISABLED_") != std::string::npos)
      out.push_back({source.path, i + 1, "a test runs, or is not there"});
    if (defines_a_macro(source, source.code[i]))
      out.push_back({source.path, i + 1, "a fourth macro needs an ADR: write a function"});
    if (names_nothing(source.code[i]))
      out.push_back({source.path, i + 1, "say what it is: the field has a word for it"});
  }
  return out;
}

}  // namespace descent::tidy

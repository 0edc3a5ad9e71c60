// The rules, over the project itself.
#include <gtest/gtest.h>

#include <algorithm>

#include "tests/tidy/bans.hpp"
#include "tests/tidy/includes.hpp"
#include "tests/tidy/lists.hpp"
#include "tests/tidy/shape.hpp"

namespace descent::tidy {
namespace {

const Tree& tree() {
  static const Tree read = read_tree(DESCENT_SOURCE_DIR);
  return read;
}

template <class Rule>
std::string broken(Rule rule) {
  Problems out;
  for (const auto& source : tree())
    for (auto& problem : rule(source)) out.push_back(std::move(problem));
  return to_string(out);
}

TEST(Tree, is_the_project) {
  const auto has = [](std::string_view path) {
    return std::ranges::any_of(tree(), [&](const Source& s) { return s.path == path; });
  };
  EXPECT_TRUE(has("runtime/scale/compact.cpp"));
  EXPECT_TRUE(has("tests/tidy/tree_test.cpp"));
  EXPECT_TRUE(has("CMakeLists.txt"));
  EXPECT_TRUE(has("README.md"));
}

TEST(Tree, includes_follow_the_dependency_table) { EXPECT_EQ(broken(check_includes), ""); }

TEST(Tree, libraries_stay_behind_what_wraps_them) {
  EXPECT_EQ(broken(check_libraries), "");
  EXPECT_EQ(to_string(check_one_kernel_boundary(tree())), "");
}

TEST(Tree, pure_code_is_pure) {
  EXPECT_EQ(broken(check_purity), "");
  EXPECT_EQ(broken(check_pure_libraries), "");
}

TEST(Tree, no_banned_word_is_used) { EXPECT_EQ(broken(check_words), ""); }

TEST(Tree, files_are_short_and_narrow) { EXPECT_EQ(broken(check_size), ""); }

TEST(Tree, documents_have_one_title) { EXPECT_EQ(broken(check_title), ""); }

TEST(Tree, every_source_has_a_test) { EXPECT_EQ(to_string(check_mirrored_tests(tree())), ""); }

TEST(Tree, every_source_is_compiled) { EXPECT_EQ(to_string(check_listed_sources(tree())), ""); }

TEST(Tree, a_command_is_its_file_and_a_name_in_one_list) {
  const auto defines = [](const Source& s) {
    return std::ranges::any_of(s.code, [](auto& l) { return l.starts_with("Rows command::"); });
  };
  EXPECT_GT(std::ranges::count_if(tree(), defines), 30);
  EXPECT_EQ(to_string(check_commands(tree())), "");
}

}  // namespace
}  // namespace descent::tidy

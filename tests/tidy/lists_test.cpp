#include "tests/tidy/lists.hpp"

#include <gtest/gtest.h>

namespace descent::tidy {
namespace {

TEST(MirroredTests, a_source_without_its_test_is_found) {
  Tree tree{source("runtime/trie/nibbles.cpp", "")};
  EXPECT_EQ(check_mirrored_tests(tree),
            (Problems{{"runtime/trie/nibbles.cpp", 0,
                       "has no test: write tests/runtime/trie/nibbles_test.cpp"}}));
  tree.push_back(source("tests/runtime/trie/nibbles_test.cpp", ""));
  EXPECT_TRUE(check_mirrored_tests(tree).empty());
}

TEST(MirroredTests, programs_headers_and_tests_have_none) {
  EXPECT_TRUE(check_mirrored_tests({source("node/main.cpp", ""), source("node/a.hpp", ""),
                                    source("tests/sim/network.cpp", "")})
                  .empty());
}

TEST(ListedSources, a_source_nobody_names_is_found) {
  const Tree tree{source("node/CMakeLists.txt", "descent_library(a SOURCES a.cpp rpc/b.cpp)\n"),
                  source("node/a.cpp", ""), source("node/rpc/b.cpp", ""),
                  source("node/rpc/c.cpp", "")};
  const auto found = check_listed_sources(tree);
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].path, "node/rpc/c.cpp");
}

TEST(ListedSources, a_name_counts_where_it_is_written_and_not_in_a_comment) {
  EXPECT_EQ(check_listed_sources({source("node/CMakeLists.txt", "a.cpp # b.cpp"),
                                  source("modules/a.cpp", ""), source("node/b.cpp", "")})
                .size(),
            2u);
}

TEST(ListedSources, nothing_is_globbed) {
  EXPECT_EQ(check_listed_sources({source("CMakeLists.txt", "file(GLOB all *.cpp)")}).size(), 1u);
}

Tree with_command(std::string path, std::string_view text) {
  return {source("node/cli/commands/CMakeLists.txt", "set(commands key_list.cpp)"),
          source("node/cli/commands/key_list.cpp", "Rows command::key_list() {"),
          source(std::move(path), text)};
}

TEST(CommandFiles, need_their_name_in_one_list_and_nothing_else) {
  EXPECT_TRUE(check_commands(with_command("node/main.cpp", "run(commands());")).empty());
  EXPECT_EQ(
      check_commands(with_command("node/cli/commands/key_eat.cpp", "Rows command::key_eat() {"))
          .size(),
      1u)
      << "it is in no list";
  EXPECT_EQ(check_commands(with_command("node/cli/run.cpp", "add(command::key_list());")).size(),
            1u);
  EXPECT_EQ(check_commands(with_command("node/cli/run.cpp", "using namespace command;")).size(),
            1u);
  const auto elsewhere = with_command("node/cli/run.cpp", "Rows command::key_list() {");
  EXPECT_EQ(check_commands(elsewhere).size(), 2u) << "the wrong file, and not in the list";
}

TEST(PureLibraries, are_pure_or_a_boundary) {
  const auto count = [](std::string path, std::string_view text) {
    return check_pure_libraries(source(std::move(path), text)).size();
  };
  EXPECT_EQ(count("runtime/trie/CMakeLists.txt", "descent_library(descent_trie PURE\n  SOURCES"),
            0u);
  EXPECT_EQ(count("runtime/trie/CMakeLists.txt", "descent_library(descent_trie SOURCES a.cpp)"),
            1u);
  EXPECT_EQ(count("modules/CMakeLists.txt", "descent_library(descent_crypto_boundary\n"), 0u);
  EXPECT_EQ(count("node/CMakeLists.txt", "descent_library(descent_rpc SOURCES a.cpp)"), 0u);
}

}  // namespace
}  // namespace descent::tidy

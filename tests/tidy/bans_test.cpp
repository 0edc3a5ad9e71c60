#include "tests/tidy/bans.hpp"

#include <gtest/gtest.h>

namespace descent::tidy {
namespace {

std::size_t impure(std::string_view text, std::string path = "modules/a/a.cpp") {
  return check_purity(source(std::move(path), text)).size();
}

std::size_t wrong(std::string_view text, std::string path = "node/a.cpp") {
  return check_words(source(std::move(path), text)).size();
}

TEST(Purity, headers_of_the_world_outside_are_banned) {
  for (const auto* name :
       {"thread", "mutex", "atomic", "future", "chrono", "ctime", "random", "filesystem", "fstream",
        "iostream", "unordered_map", "unordered_set", "cmath", "sys/socket.h", "cstdio"})
    EXPECT_EQ(impure("#include <" + std::string{name} + ">"), 1u) << name;
  for (const auto* name : {"map", "string", "vector", "algorithm", "cstdint", "numeric"})
    EXPECT_EQ(impure("#include <" + std::string{name} + ">"), 0u) << name;
}

TEST(Purity, words_of_the_world_outside_are_banned) {
  for (const auto* text :
       {"float x;", "double x;", "(float)x", "std::unordered_map<int, int> m;", "std::rand();",
        "srand(1);", "auto t = time(nullptr);", "std::time(0);", "std::getenv(\"A\");",
        "thread_local int x;", "std::hash<int>{}(1);", "volatile int x;", "vector<double> v;"})
    EXPECT_EQ(impure(text), 1u) << text;
}

TEST(Purity, names_that_contain_a_banned_word_are_good) {
  for (const auto* text : {"StorageDoubleMap m;", "double_map m;", "int floating;", "x.time();",
                           "p->time(1);", "runtime(1);", "int random;", "timestamp(now);"})
    EXPECT_EQ(impure(text), 0u) << text;
}

TEST(Purity, comments_and_texts_may_say_anything) {
  EXPECT_EQ(impure("int x;  // never a double\nf(\"float\");"), 0u);
}

TEST(Purity, is_asked_of_pure_folders_only) {
  for (const auto* path : {"runtime/trie/a.hpp", "chain-spec/a.cpp", "consensus/bft/a.cpp"})
    EXPECT_EQ(impure("double x;", path), 1u) << path;
  for (const auto* path : {"node/a.cpp", "tests/a_test.cpp", "network/a.cpp", "docs/a.md"})
    EXPECT_EQ(impure("double x;", path), 0u) << path;
}

TEST(Purity, a_ban_names_its_replacement_and_its_line) {
  const auto found = check_purity(source("modules/a/a.cpp", "int a;\ndouble b;\n"));
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].line, 2u);
  EXPECT_NE(found[0].reason.find("docs/arithmetic.md"), std::string::npos);
}

TEST(Purity, only_a_failed_assertion_prints) {
  EXPECT_EQ(impure("#include <cstdio>", "runtime/primitives/assert.cpp"), 0u);
  EXPECT_EQ(impure("double x;", "runtime/primitives/assert.cpp"), 1u);
}

TEST(Words, unfinished_work_is_found_in_comments_and_documents) {
  EXPECT_EQ(wrong("int x;  // TO"
                  "DO: more"),
            1u);
  EXPECT_EQ(wrong("FIX"
                  "ME",
                  "docs/a.md"),
            1u);
  EXPECT_EQ(wrong("to do: nothing"), 0u);
}

TEST(Words, three_macros_and_no_fourth) {
  EXPECT_EQ(wrong("#define DESCENT_TRY(x) x"), 0u);
  EXPECT_EQ(wrong("#define DESCENT_MORE 1"), 1u);
  EXPECT_EQ(wrong("  #  define OTHER"), 1u);
  EXPECT_EQ(wrong("// #define OTHER"), 0u);
}

TEST(Words, tests_may_define_expectations) {
  EXPECT_EQ(wrong("#define EXPECT_DONE(call) call", "tests/a.hpp"), 0u);
  EXPECT_EQ(wrong("#define CHECK(call) call", "tests/a.hpp"), 1u);
  EXPECT_EQ(wrong("#define EXPECT_DONE(call) call", "node/a.hpp"), 1u);
}

TEST(Words, a_name_says_what_it_is) {
  EXPECT_EQ(wrong("class StoreImpl {"), 1u);
  EXPECT_EQ(wrong("struct PeerManager;"), 1u);
  EXPECT_EQ(wrong("namespace Utils {"), 1u);
  EXPECT_EQ(wrong("struct Implication {"), 0u);
}

TEST(Words, tests_are_not_switched_off) {
  EXPECT_EQ(wrong("GTEST_SKIP() << 1;", "tests/a_test.cpp"), 1u);
  EXPECT_EQ(wrong("TEST(A, DISABLED_b)", "tests/a_test.cpp"), 1u);
}

TEST(Words, namespaces_and_dates) {
  EXPECT_EQ(wrong("using namespace std;"), 1u);
  EXPECT_EQ(wrong("using namespace std::chrono_literals;"), 0u);
  EXPECT_EQ(wrong("auto built = __DATE__;"), 1u);
}

}  // namespace
}  // namespace descent::tidy

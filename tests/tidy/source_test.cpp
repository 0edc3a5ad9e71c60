#include "tests/tidy/source.hpp"

#include <gtest/gtest.h>

#include <fstream>

namespace descent::tidy {
namespace {

std::string code_of(std::string_view text) { return source("a.cpp", text).code.at(0); }

TEST(Code, comments_are_blanked) {
  EXPECT_EQ(code_of("int a;  // float"), "int a;          ");
  EXPECT_EQ(code_of("int /* float */ a;"), "int             a;");
}

TEST(Code, a_comment_over_lines_keeps_their_numbers) {
  const auto s = source("a.cpp", "one /* two\nthree */ four\nfive\n");
  ASSERT_EQ(s.code.size(), 3u);
  EXPECT_EQ(s.code[1], "         four");
  EXPECT_EQ(s.code[2], "five");
}

TEST(Code, texts_are_blanked_between_their_quotes) {
  EXPECT_EQ(code_of(R"(f("float", 1);)"), R"(f("     ", 1);)");
  EXPECT_EQ(code_of(R"(f("a\"float", 1);)"), R"(f("        ", 1);)");
  EXPECT_EQ(code_of(R"(f("a // b", 1);)"), R"(f("      ", 1);)");
}

TEST(Code, raw_texts_end_at_their_own_delimiter) {
  EXPECT_EQ(code_of("f(R\"x(a\")b)x\", float);").substr(13), ", float);");
}

TEST(Code, characters_are_blanked_and_digit_separators_are_not) {
  EXPECT_EQ(code_of("f('\"', g);"), "f(' ', g);");
  EXPECT_EQ(code_of("f('\\'', g);"), "f('  ', g);");
  EXPECT_EQ(code_of("int n = 1'000'000; g(\"x\");"), "int n = 1'000'000; g(\" \");");
}

TEST(Code, an_include_keeps_its_name) {
  EXPECT_EQ(code_of("#include \"a/b.hpp\""), "#include \"a/b.hpp\"");
}

TEST(Code, documents_are_taken_as_they_are) {
  EXPECT_EQ(source("a.md", "it's \"so\" // here").code[0], "it's \"so\" // here");
}

TEST(Paths, a_folder_holds_what_is_below_it_and_not_its_namesakes) {
  EXPECT_TRUE(lies_in("runtime/scale/a.hpp", "runtime/scale"));
  EXPECT_TRUE(lies_in("runtime", "runtime"));
  EXPECT_FALSE(lies_in("runtime/scales/a.hpp", "runtime/scale"));
  EXPECT_TRUE(is_pure("consensus/instant/engine.cpp"));
  EXPECT_FALSE(is_pure("node/main.cpp"));
  EXPECT_FALSE(is_pure("tests/runtime/scale/a_test.cpp"));
}

TEST(ReadTree, reads_code_lists_and_documents_and_skips_what_is_built) {
  const auto root = std::filesystem::path{testing::TempDir()} / "descent_tidy";
  std::filesystem::remove_all(root);
  const auto write = [&](std::string_view path) {
    std::filesystem::create_directories((root / path).parent_path());
    std::ofstream{root / path} << "text\n";
  };
  for (const auto* path : {"b/x.cpp", "a.md", "b/CMakeLists.txt", "b/x.py", "build/y.cpp",
                           ".git/z.cpp", "b/node_modules/w.hpp"})
    write(path);
  std::vector<std::string> paths;
  for (const auto& s : read_tree(root)) paths.push_back(s.path);
  EXPECT_EQ(paths, (std::vector<std::string>{"a.md", "b/CMakeLists.txt", "b/x.cpp"}));
  std::filesystem::remove_all(root);
}

TEST(Problems, read_like_a_compiler_s) {
  EXPECT_EQ(to_string({{"a.cpp", 3, "why"}, {"b.cpp", 0, "not"}}), "a.cpp:3: why\nb.cpp:0: not\n");
}

}  // namespace
}  // namespace descent::tidy

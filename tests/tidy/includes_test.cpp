#include "tests/tidy/includes.hpp"

#include <gtest/gtest.h>

namespace descent::tidy {
namespace {

std::size_t problems(std::string path, std::string_view include) {
  return check_includes(source(std::move(path), "#include \"" + std::string{include} + "\""))
      .size();
}

bool allowed(std::string path, std::string_view include) {
  return problems(std::move(path), include) == 0;
}

TEST(Includes, runtime_folders_see_what_stands_before_them) {
  const std::vector<std::string> order{"scale", "primitives", "crypto",  "trie",
                                       "state", "graph",      "kernels", "frame"};
  for (std::size_t i = 0; i < order.size(); ++i)
    for (std::size_t k = 0; k < order.size(); ++k)
      EXPECT_EQ(allowed("runtime/" + order[i] + "/x.hpp", "runtime/" + order[k] + "/y.hpp"), k <= i)
          << order[i] << " includes " << order[k];
}

TEST(Includes, follow_the_table_between_top_level_folders) {
  const std::vector<std::pair<std::string, std::string>> allowed_pairs{
      {"modules/a", "runtime/frame"},  {"chain-spec", "modules/a/a.hpp"},
      {"consensus", "runtime/scale"},  {"network", "runtime/trie"},
      {"node/rpc", "chain-spec"},      {"node/rpc", "consensus/instant"},
      {"node/rpc", "modules/a/a.hpp"}, {"tests/node", "node/store"},
      {"node/rpc", "node/store"},      {"consensus/bft", "consensus"}};
  for (const auto& [from, to] : allowed_pairs)
    EXPECT_TRUE(allowed(from + "/x.hpp", to.ends_with(".hpp") ? to : to + "/y.hpp"))
        << from << " includes " << to;
  const std::vector<std::pair<std::string, std::string>> refused{
      {"runtime/frame", "modules/a"}, {"modules/a", "chain-spec"},
      {"modules/a", "node/store"},    {"chain-spec", "consensus"},
      {"consensus", "runtime/trie"},  {"consensus", "runtime/crypto"},
      {"consensus", "modules/a"},     {"network", "runtime/state"},
      {"network", "consensus"},       {"network", "node/store"},
      {"node/rpc", "tests/sim"},      {"runtime/scale", "tests/sim"}};
  for (const auto& [from, to] : refused)
    EXPECT_FALSE(allowed(from + "/x.hpp", to + "/y.hpp")) << from << " includes " << to;
}

TEST(Includes, a_module_sees_only_the_header_another_is_known_by) {
  EXPECT_TRUE(allowed("modules/training/training.hpp", "modules/models/models.hpp"));
  EXPECT_FALSE(allowed("modules/training/training.hpp", "modules/models/limits.hpp"));
  EXPECT_TRUE(allowed("modules/training/rounds.cpp", "modules/training/limits.hpp"));
}

TEST(Includes, are_rooted_at_the_project) {
  EXPECT_FALSE(allowed("runtime/trie/x.cpp", "nibbles.hpp"));
  EXPECT_FALSE(allowed("runtime/trie/x.cpp", "../scale/codec.hpp"));
  EXPECT_TRUE(allowed("node/onnx/x.cpp", "onnx.pb.h"));
}

TEST(Includes, a_folder_outside_the_table_is_refused) {
  EXPECT_FALSE(allowed("runtime/magic/x.hpp", "runtime/scale/y.hpp"));
}

TEST(Includes, a_source_names_its_own_header_first) {
  const auto text = "#include <map>\n#include \"node/a.hpp\"\n";
  EXPECT_EQ(check_includes(source("node/a.cpp", text)),
            (Problems{{"node/a.cpp", 2, "a source includes its own header first"}}));
  EXPECT_TRUE(check_includes(source("node/b.cpp", text)).empty());
}

TEST(Includes, what_is_commented_out_does_not_count) {
  EXPECT_TRUE(check_includes(source("runtime/scale/x.hpp", "// #include \"node/a.hpp\"")).empty());
}

TEST(Libraries, are_included_where_they_are_wrapped) {
  const auto count = [](std::string path, std::string_view name) {
    return check_libraries(source(std::move(path), "#include <" + std::string{name} + ">")).size();
  };
  EXPECT_EQ(count("runtime/crypto/a.cpp", "cryptopp/sha.h"), 0u);
  EXPECT_EQ(count("runtime/trie/a.cpp", "cryptopp/sha.h"), 1u);
  EXPECT_EQ(count("runtime/frame/a.cpp", "sodium.h"), 1u);
  EXPECT_EQ(count("node/rpc/a.cpp", "leveldb/db.h"), 1u);
  EXPECT_EQ(count("node/store/a.cpp", "leveldb/db.h"), 0u);
  EXPECT_EQ(count("consensus/a.cpp", "boost/asio.hpp"), 1u);
  EXPECT_EQ(count("node/a.cpp", "boost/asio.hpp"), 0u);
  EXPECT_EQ(count("node/onnx/a.cpp", "dnnl.h"), 1u);
}

TEST(Kernels, one_file_includes_onednn) {
  const auto including = [](std::string path) {
    return source(std::move(path), "#include <dnnl.h>");
  };
  const Tree one{including("runtime/kernels/a.cpp"), including("tests/runtime/kernels/b.cpp")};
  EXPECT_TRUE(check_one_kernel_boundary(one).empty());
  const Tree two{including("runtime/kernels/a.cpp"), including("runtime/kernels/b.cpp")};
  EXPECT_EQ(check_one_kernel_boundary(two).size(), 2u);
}

}  // namespace
}  // namespace descent::tidy

#include <gtest/gtest.h>

#include <boost/json/serialize.hpp>

#include "node/cli/commands/model_text.hpp"
#include "node/cli/runtime_words.hpp"
#include "node/onnx/export.hpp"
#include "node/onnx/import.hpp"
#include "tests/node/cli/commands/api_node.hpp"
#include "tests/node/cli/console.hpp"

namespace descent::cli {
namespace {

graph::Graph small_graph() {
  return {graph::Graph::kVersion, {2}, {{{2, 1}, 0, {1, 1}}}, {graph::MatMul{0, 0}}};
}

struct ModelRegister : testing::Test {
  ApiNode node;
  Console console;
  RuntimeWords words;
  const std::string path = testing::TempDir() + "descent_register.onnx";

  int run(const std::string& file) {
    return console.run({"--url", node.url(), "model", "register", file, "--name", "small",
                        "--licence", "Apache-2.0", "--key", "//Alice"});
  }
};

TEST_F(ModelRegister, registers_a_graph_that_is_stored_already) {
  const auto file = onnx::export_model(small_graph());
  const Bytes encoded = scale::encoded(*onnx::import_model(*file));
  ASSERT_TRUE(write_file(path, *file));
  node.answer("BlobsApi_missing", std::optional{std::vector<std::uint32_t>{}});
  node.add_event(0, modules::System::ExtrinsicSuccess{});
  ASSERT_EQ(run(path), 0) << console.err.str();
  ASSERT_EQ(node.blocks.size(), 1U);
  const auto json = boost::json::serialize(words.extrinsic(node.blocks[0][0], Audience::Program));
  EXPECT_NE(json.find("register_model"), std::string::npos);
  EXPECT_NE(json.find(to_0x(modules::blob_root(encoded).bytes)), std::string::npos);
  EXPECT_NE(json.find(to_0x(crypto::blake2b_256(as_view("Apache-2.0")).bytes)), std::string::npos);
}

TEST_F(ModelRegister, refuses_what_is_no_model_before_anything_is_sent) {
  ASSERT_TRUE(write_file(path, Bytes{1, 2, 3}));
  EXPECT_EQ(run(path), 1);
  EXPECT_TRUE(console.complained("is refused"));
  EXPECT_EQ(run(path + ".missing"), 2);
  EXPECT_TRUE(node.blocks.empty());
}

}  // namespace
}  // namespace descent::cli

#include <gtest/gtest.h>

#include "node/cli/commands/model_text.hpp"
#include "node/onnx/export.hpp"
#include "node/onnx/import.hpp"
#include "tests/node/cli/commands/api_node.hpp"
#include "tests/node/cli/console.hpp"

namespace descent::cli {
namespace {

graph::Graph small_graph() {
  return {graph::Graph::kVersion, {2}, {{{2, 1}, 0, {1, 1}}}, {graph::MatMul{0, 0}}};
}

TEST(ModelExport, writes_a_file_that_imports_as_the_same_graph) {
  ApiNode node;
  node.answer("ModelsApi_graph", std::optional{scale::encoded(small_graph())});
  const auto path = testing::TempDir() + "descent_export.onnx";
  Console console;
  EXPECT_EQ(
      console.run({"--url", node.url(), "model", "export", "0", "--version", "0", "--out", path}),
      0)
      << console.err.str();
  const auto graph = onnx::import_model(*read_file(path, 1 << 20));
  ASSERT_TRUE(graph) << onnx::describe(graph.error());
  EXPECT_EQ(*graph, *onnx::import_model(*onnx::export_model(small_graph())));
}

TEST(ModelExport, says_that_a_graph_is_gone) {
  ApiNode node;
  node.answer("ModelsApi_graph", std::optional<Bytes>{});
  Console console;
  EXPECT_EQ(console.run({"--url", node.url(), "model", "export", "0", "--version", "0", "--out",
                         "/nowhere"}),
            1);
  EXPECT_TRUE(console.complained("not kept any more"));
}

}  // namespace
}  // namespace descent::cli

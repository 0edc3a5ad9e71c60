// ONNX files: what is imported is a valid graph, and the same after it was exported.
#include "node/onnx/import.hpp"

#include "node/onnx/export.hpp"
#include "runtime/graph/validate.hpp"
#include "tests/fuzz/targets.hpp"

namespace descent::fuzz {
namespace {

/// What a file may ask for is bounded by the graph's limits; here by smaller ones.
constexpr onnx::Limits kLimits{.bytes = 1 << 16, .nodes = 64, .initializers = 64, .fields = 4'096};
constexpr std::size_t kMemoryPerByte = 512;
constexpr std::size_t kMemoryMore = 1 << 20;

}  // namespace

void onnx_target(View input) {
  const Allocations taken;
  const auto graph = onnx::import_model(input, kLimits);
  require(taken.bytes() <= kMemoryPerByte * input.size() + kMemoryMore,
          "what a file takes is in proportion to its bytes");
  if (!graph) {
    require(!onnx::describe(graph.error()).empty(), "a refusal says why");
    return;
  }
  require(bool{graph::validate(*graph)}, "what is imported is valid");
  const auto file = onnx::export_model(*graph);
  if (!file) return;
  const auto again = onnx::import_model(*file);
  require(again && *again == *graph, "what is exported is imported as the same");
}

}  // namespace descent::fuzz

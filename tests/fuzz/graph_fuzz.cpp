// Models and updates as they come in transactions: one encoding, every rule of docs/graph.md, and
// kernels that agree with the plain loops.
#include <algorithm>

#include "runtime/graph/hashes.hpp"
#include "runtime/graph/merge.hpp"
#include "runtime/kernels/evaluate.hpp"
#include "tests/fuzz/targets.hpp"
#include "tests/runtime/graph/example.hpp"
#include "tests/runtime/kernels/reference.hpp"

namespace descent::fuzz {
namespace {

using namespace graph;

constexpr std::uint64_t kMacsMax = 10'000;
constexpr std::uint64_t kMemoryMax = 1 << 16;

/// Scores of two samples of small numbers.
void computes_as_the_loops(const Graph& graph, const Summary& summary) {
  const auto model = kernels::Model::prepare(graph);
  require(bool{model}, "a valid graph is made ready");
  std::vector<std::uint32_t> samples(2 * elements(summary.shapes[0]));
  for (std::size_t i = 0; i < samples.size(); ++i)
    samples[i] = 0x3f80'0000 + static_cast<std::uint32_t>(i % 7 << 20);
  kernels::Workspace workspace;
  const auto rows = kernels::evaluate(workspace, *model, samples);
  if (!rows) return;
  const auto expected = kernels::reference::scores(graph, samples);
  require(rows->exponents == expected.exponents && rows->mantissas == expected.mantissas,
          "kernels agree with the plain loops");
}

void model(View bytes) {
  const auto graph = decode_graph(bytes);
  if (!graph) return;
  require(std::ranges::equal(scale::encoded(*graph), bytes), "a graph has one encoding");
  const auto summary = validate(*graph);
  if (!summary) return;
  require(summary->shapes.size() == graph->operators.size() + 1 &&
              summary->macs <= graph::kMacsMax && summary->memory <= kMemoryBytesMax &&
              summary->parameters <= kParametersMax,
          "a valid graph is within the limits");
  if (summary->macs <= fuzz::kMacsMax && summary->memory <= kMemoryMax)
    computes_as_the_loops(*graph, *summary);
}

void update(View bytes) {
  static const Graph base = example();
  static const Hash content = content_hash(base), architecture = architecture_hash(base);
  auto update = decode_update(bytes);
  if (!update) return;
  require(std::ranges::equal(scale::encoded(*update), bytes), "an update has one encoding");
  update->base = content;
  if (!check(*update, base, content)) return;
  const Contribution one[]{{*update, 1}};
  const auto merged = merge(base, one, 1);
  require(!merged || architecture_hash(*merged) == architecture, "merging keeps the architecture");
  require(!merged || validate(*merged), "what is merged is valid");
}

}  // namespace

void graph_target(View input) {
  Input in{input};
  if (in.below(2) == 0) return model(in.rest());
  update(in.rest());
}

}  // namespace descent::fuzz

#include "modules/training/unit.hpp"

#include "runtime/crypto/hash.hpp"
#include "runtime/primitives/assert.hpp"

namespace descent::modules::training {

Hash key_of(const Unit& unit) {
  return crypto::blake2b_256(scale::encoded(std::pair{graph::Graph::kVersion, unit}));
}

std::optional<graph::Graph> assemble(const Subject& what, const Content& content) {
  auto graph = graph::decode_graph(content.graph);
  DESCENT_ASSERT(graph);
  if (content.updates.empty()) return *std::move(graph);
  DESCENT_ASSERT(content.updates.size() == what.updates.size());
  if (what.total == 0) return std::nullopt;
  std::vector<graph::Update> updates;
  for (const auto& bytes : content.updates) {
    auto update = graph::decode_update(bytes);
    DESCENT_ASSERT(update);
    updates.push_back(*std::move(update));
  }
  std::vector<graph::Contribution> contributions;
  for (std::size_t i = 0; i < updates.size(); ++i)
    contributions.push_back({updates[i], what.updates[i].second});
  auto out = graph::merge(*graph, contributions, what.total);
  if (!out) return std::nullopt;
  return *std::move(out);
}

PreparedSubject::PreparedSubject(const Subject& what, const Content& content) {
  const auto graph = assemble(what, content);
  if (!graph) return;
  auto model = kernels::Model::prepare(*graph);
  DESCENT_ASSERT(model);
  model_ = *std::move(model);
}

UnitResult PreparedSubject::evaluate(kernels::Workspace& workspace, View opening,
                                     std::uint32_t elements, const Unit& unit) const {
  if (!model_) return {};
  return score_slice(workspace, *model_, read_slice(opening, elements, unit.first, unit.count),
                     unit.loss);
}

}  // namespace descent::modules::training

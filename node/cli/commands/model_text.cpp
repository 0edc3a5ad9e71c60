#include "node/cli/commands/model_text.hpp"

namespace descent::cli {

Outcome<modules::ModelRecord> model_of(const Chain& chain, modules::ModelId id) {
  using Api = modules::Models::Api;
  auto record = DESCENT_TRY(chain.ask<Api>(Api::model{id}));
  if (!record)
    return refused("there is no model " + std::to_string(id) +
                   "; `descent model list` shows those there are");
  return *std::move(record);
}

Outcome<modules::VersionId> version_of(const Chain& chain, modules::ModelId model,
                                       std::optional<modules::VersionId> number) {
  if (number) return *number;
  const auto record = DESCENT_TRY(model_of(chain, model));
  return record.head;
}

std::string shape_text(const graph::Shape& shape) {
  std::string out;
  for (const auto dimension : shape) out += (out.empty() ? "" : " x ") + std::to_string(dimension);
  return out.empty() ? "1" : out;
}

}  // namespace descent::cli

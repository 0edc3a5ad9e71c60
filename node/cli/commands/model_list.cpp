#include "node/cli/commands/commands.hpp"
#include "node/cli/commands/model_text.hpp"
#include "node/cli/table.hpp"
#include "node/cli/to_json.hpp"

namespace descent::cli {
namespace {

Outcome<> list(const Session& session) {
  using Api = modules::Models::Api;
  const Chain chain = DESCENT_TRY(session.chain());
  boost::json::array json;
  Table table{{"model", "name", "head", "versions", "owner", "task"}};
  for (modules::ModelId start = 0;;) {
    const auto page = DESCENT_TRY(chain.ask<Api>(Api::models{start, modules::Models::kPageMax}));
    for (const auto& [id, record] : page) {
      auto object = to_json(record, session.words(), session.audience()).as_object();
      object["id"] = id;
      json.push_back(std::move(object));
      table.add({std::to_string(id), record.name, std::to_string(record.head),
                 std::to_string(record.versions), address_of(record.owner), record.task});
      start = id + 1;
    }
    if (page.size() < modules::Models::kPageMax || start == 0) break;
  }
  session.show(json,
               table.empty() ? "no models yet; `descent model register` adds one\n" : table.text());
  return {};
}

}  // namespace

Rows command::model_list() {
  return {
      {"model", "list", "List the models on the chain",
       "  descent model list\n"
       "  descent model list --json",
       [](Arguments&) -> Action { return [](Session& session) { return list(session); }; }},
  };
}

}  // namespace descent::cli

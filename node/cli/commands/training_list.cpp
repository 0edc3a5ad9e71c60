#include "node/cli/commands/commands.hpp"
#include "node/cli/commands/training_text.hpp"
#include "node/cli/table.hpp"
#include "node/cli/to_json.hpp"

namespace descent::cli {
namespace {

using Api = modules::Training::Api;

std::vector<std::string> row_of(modules::training::TaskId id, const modules::training::Task& task) {
  const bool over = task.round >= task.terms.rounds;
  return {
      std::to_string(id),
      std::to_string(task.model),
      std::string{frame::metadata::name_of(task.phase)},
      over ? "over" : std::to_string(task.round + 1) + " of " + std::to_string(task.terms.rounds),
      task.phase_ends == 0 ? "" : std::to_string(task.phase_ends),
      in_grad(task.terms.reward),
      in_grad(task.pool),
      address_of(task.sponsor)};
}

Outcome<> list(const Session& session) {
  const Chain chain = DESCENT_TRY(session.chain());
  boost::json::array json;
  Table table{{"task", "model", "phase", "round", "until block", "reward", "pool", "sponsor"}};
  for (modules::training::TaskId start = 0;;) {
    const auto page = DESCENT_TRY(chain.ask<Api>(Api::tasks{start, Api::kTasksMost}));
    for (const auto& [id, task] : page) {
      auto object = to_json(task, session.words()).as_object();
      object["id"] = id;
      json.push_back(std::move(object));
      table.add(row_of(id, task));
      start = id + 1;
    }
    if (page.size() < Api::kTasksMost || start == 0) break;
  }
  session.show(json, table.empty() ? "no tasks yet\n" : table.text());
  return {};
}

}  // namespace

Rows command::training_list() {
  return {
      {"training", "list", "List the tasks",
       "  descent training list\n"
       "  descent training list --json",
       [](Arguments&) -> Action { return [](Session& session) { return list(session); }; }},
  };
}

}  // namespace descent::cli

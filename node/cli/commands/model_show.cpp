#include "node/cli/commands/commands.hpp"
#include "node/cli/commands/model_text.hpp"
#include "node/cli/table.hpp"
#include "node/cli/to_json.hpp"

namespace descent::cli {
namespace {

using Api = modules::Models::Api;
constexpr std::uint32_t kLineageMost = 100;

Sheet facts(modules::ModelId id, const modules::ModelRecord& record,
            const modules::VersionRecord& head) {
  const auto& architecture = head.architecture;
  Sheet out;
  out.add("model", std::to_string(id));
  out.add("name", record.name);
  out.add("task", record.task);
  out.add("owner", address_of(record.owner));
  out.add("licence", to_0x(record.licence.bytes));
  out.add("head", "version " + std::to_string(record.head));
  out.add("input", shape_text(architecture.input));
  out.add("output", shape_text(architecture.output));
  out.add("parameters", std::to_string(architecture.parameters));
  out.add("multiply-adds", std::to_string(architecture.macs) + " a sample");
  out.add("bytes", std::to_string(head.bytes));
  out.add("deposit", in_grad(record.record_deposit + record.size_deposit));
  return out;
}

std::vector<std::string> lineage_row(const modules::LineageEntry& entry) {
  std::string from = "registered or forked";
  if (entry.provenance)
    from = "task " + std::to_string(entry.provenance->task) + ", round " +
           std::to_string(entry.provenance->round) + ", " +
           std::to_string(entry.provenance->merged.size()) + " update(s)";
  const auto& parent = entry.record.parent;
  return {std::to_string(entry.version), parent ? std::to_string(*parent) : "", from,
          std::to_string(entry.record.block), entry.record.kept ? "yes" : "no"};
}

Outcome<> show_model(const Session& session, modules::ModelId id) {
  const Chain chain = DESCENT_TRY(session.chain());
  const auto record = DESCENT_TRY(model_of(chain, id));
  const auto head = DESCENT_TRY(chain.ask<Api>(Api::version{record.head}));
  if (!head) return refused("the chain does not know the model's own head; is the node broken?");
  const auto lineage = DESCENT_TRY(chain.ask<Api>(Api::lineage{record.head, kLineageMost}));
  Table table{{"version", "parent", "made by", "block", "kept"}};
  for (const auto& entry : lineage) table.add(lineage_row(entry));
  const auto& words = session.words();
  boost::json::object json{{"id", id},
                           {"model", to_json(record, words)},
                           {"head", to_json(*head, words)},
                           {"lineage", to_json(lineage, words)}};
  session.show(json, facts(id, record, *head).text() + "\n" + table.text());
  return {};
}

}  // namespace

Rows command::model_show() {
  return {
      {"model", "show", "Show a model and where its head comes from",
       "  descent model show 0\n"
       "  descent model show 0 --json",
       [](Arguments& arguments) -> Action {
         auto id = std::make_shared<modules::ModelId>();
         arguments.add_option("model", *id, "The model's number").required();
         return [id](Session& session) { return show_model(session, *id); };
       }},
  };
}

}  // namespace descent::cli

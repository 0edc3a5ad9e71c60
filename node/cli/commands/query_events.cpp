#include <boost/json/object.hpp>

#include "node/cli/commands/commands.hpp"
#include "node/cli/runtime_model.hpp"
#include "node/cli/table.hpp"

namespace descent::cli {
namespace {

Outcome<> show_events(const Session& session, const std::string& which) {
  const Chain chain = DESCENT_TRY(session.chain());
  const BlockRef ref = DESCENT_TRY(chain.find(which));
  const Bytes key = session.words().model().runtime.system.events.prefix();
  const auto bytes = DESCENT_TRY(chain.storage(key, ref.hash));
  const auto events = session.words().events(bytes.value_or(Bytes{0}), session.audience());
  if (!events)
    return refused("the events of block " + std::to_string(ref.number) +
                   " are not of this program's runtime; use the `descent` of the node's version");
  boost::json::array json;
  Table table{{"extrinsic", "event", "fields"}};
  for (const auto& event : *events) {
    boost::json::value extrinsic;
    if (event.extrinsic) extrinsic = *event.extrinsic;
    json.push_back({{"extrinsic", extrinsic},
                    {"module", event.module},
                    {"event", event.name},
                    {"fields", event.fields}});
    table.add({event.extrinsic ? std::to_string(*event.extrinsic) : "",
               event.module + "." + event.name, fields_text(event.fields)});
  }
  session.show(json, "block " + std::to_string(ref.number) + "\n\n" + table.text());
  return {};
}

}  // namespace

Rows command::query_events() {
  return {
      {"query", "events", "Show what happened in a block",
       "  descent query events\n"
       "  descent query events 12 --json",
       [](Arguments& arguments) -> Action {
         auto which = std::make_shared<std::string>("head");
         arguments.add_option("block", *which, "A number, a hash, head or finalized")
             .shows_default();
         return [which](Session& session) { return show_events(session, *which); };
       }},
  };
}

}  // namespace descent::cli

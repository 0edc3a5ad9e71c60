#include <boost/json/array.hpp>

#include "node/cli/commands/commands.hpp"
#include "node/cli/commands/key_text.hpp"
#include "node/cli/table.hpp"
#include "node/cli/to_json.hpp"

namespace descent::cli {
namespace {

boost::json::object entry_json(const keystore::Keystore::Entry& entry) {
  if (!entry.file) return {{"name", entry.name}, {"error", entry.file.error().text}};
  return {{"name", entry.name},
          {"scheme", name_of(entry.file->type)},
          {"address", address_of(entry.file->account)},
          {"whenCreated", entry.file->created}};
}

void add_row(Table& table, const keystore::Keystore::Entry& entry) {
  if (entry.file)
    table.add({entry.name, std::string{name_of(entry.file->type)}, address_of(entry.file->account),
               date_of(entry.file->created)});
  else
    table.add({entry.name, "?", entry.file.error().text, ""});
}

Outcome<> list(const Session& session) {
  const auto keys = DESCENT_TRY(session.keystore());
  const auto entries = keys.list();
  if (!entries) return failure_of(entries.error());
  boost::json::array json;
  Table table{{"name", "scheme", "address", "created"}};
  for (const auto& entry : *entries) {
    json.push_back(entry_json(entry));
    add_row(table, entry);
  }
  const std::string none = "no keys in " + keys.folder().string() +
                           "; make one with `descent key generate --name NAME`\n";
  session.show(json, table.empty() ? none : table.text());
  return {};
}

}  // namespace

Rows command::key_list() {
  return {
      {"key", "list", "Show the keys that are kept, without their secrets",
       "  descent key list\n"
       "  descent key list --keystore-path /mnt/stick/keys --json",
       [](Arguments&) -> Action { return [](Session& session) { return list(session); }; }},
  };
}

}  // namespace descent::cli

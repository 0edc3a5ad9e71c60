#include <boost/json/serialize.hpp>

#include "node/cli/commands/commands.hpp"
#include "node/cli/storage_items.hpp"
#include "node/cli/table.hpp"
#include "runtime/scale/hex.hpp"

namespace descent::cli {
namespace {

struct Options {
  std::string item;
  std::vector<std::string> keys;
  std::string block = "head";
  std::size_t limit = 100;
};

std::string cell(const boost::json::value& value) {
  if (value.is_string()) return std::string{value.as_string()};
  if (value.is_object()) return fields_text(value.as_object());
  return boost::json::serialize(value);
}

Outcome<StorageEntry> read(const Session& session, const Chain& chain, const StorageItem& item,
                           View key, const Hash& at) {
  const auto value = DESCENT_TRY(chain.storage(key, at));
  auto entry = storage_entry(session.words(), item, key, value, session.audience());
  if (!entry)
    return refused(item.name() + " does not hold what this program knows at " + to_0x(key) +
                   "; use the `descent` of the node's version");
  return *std::move(entry);
}

void show_entries(const Session& session, const StorageItem& item,
                  const std::vector<StorageEntry>& entries) {
  boost::json::array json;
  std::vector<std::string> headings = item.key_types;
  headings.push_back("value");
  Table table{headings};
  for (const auto& entry : entries) {
    json.push_back({{"keys", boost::json::array(entry.keys.begin(), entry.keys.end())},
                    {"value", entry.value}});
    auto row = entry.keys;
    row.push_back(cell(entry.value));
    table.add(std::move(row));
  }
  session.show(json, entries.empty() ? item.name() + " has no entries\n" : table.text());
}

Outcome<> query(const Session& session, const Options& options) {
  const auto& model = session.words().model();
  const auto item = DESCENT_TRY(find_storage_item(model, options.item));
  const Bytes prefix = DESCENT_TRY(storage_key(model, item, options.keys));
  const Chain chain = DESCENT_TRY(session.chain());
  const BlockRef at = DESCENT_TRY(chain.find(options.block));
  if (options.keys.size() == item.key_types.size()) {
    const auto entry = DESCENT_TRY(read(session, chain, item, prefix, at.hash));
    session.show(entry.value, cell(entry.value) + "\n");
    return {};
  }
  std::vector<StorageEntry> entries;
  for (const auto& key : DESCENT_TRY(chain.keys(prefix, options.limit, at.hash)))
    entries.push_back(DESCENT_TRY(read(session, chain, item, key, at.hash)));
  show_entries(session, item, entries);
  return {};
}

/// The list of items, when none is named.
Outcome<> list(const Session& session) {
  boost::json::array json;
  Table table{{"item", "keys", "what it holds"}};
  for (const auto& item : storage_items(session.words().model())) {
    std::string keys;
    for (const auto& type : item.key_types) keys += (keys.empty() ? "" : ", ") + type;
    table.add({item.name(), keys, item.doc});
    json.push_back({{"item", item.name()},
                    {"keys", boost::json::array(item.key_types.begin(), item.key_types.end())},
                    {"doc", item.doc}});
  }
  session.show(json, table.text());
  return {};
}

}  // namespace

Rows command::query_storage() {
  return {
      {"query", "storage", "Show what the chain's state holds",
       "  descent query storage                          (which items there are)\n"
       "  descent query storage Balances.TotalIssuance\n"
       "  descent query storage System.Account //Alice\n"
       "  descent query storage System.Account --limit 5 (the first entries of a map)",
       [](Arguments& arguments) -> Action {
         auto options = shared_options<Options>();
         arguments.add_option("item", options->item, "Module.Item; without one, the list of all");
         arguments.add_option("keys", options->keys, "The keys of a map; fewer list its entries");
         arguments.add_option("--at", options->block, "A block: number, hash, head or finalized")
             .shows_default();
         arguments.add_option("--limit", options->limit, "Entries to list at most")
             .shows_default()
             .between(1, 1'000'000);
         return [options](Session& session) {
           return options->item.empty() ? list(session) : query(session, *options);
         };
       }},
  };
}

}  // namespace descent::cli

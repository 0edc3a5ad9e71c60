#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include "node/cli/commands/chain_spec_text.hpp"
#include "node/cli/commands/commands.hpp"
#include "node/cli/table.hpp"
#include "node/cli/to_json.hpp"
#include "node/spec/raw_json.hpp"

namespace descent::cli {
namespace {

struct Options {
  std::string chain = "dev";
  bool raw = false;
};

Outcome<> export_spec(const Session& session, const Options& options) {
  const auto spec = chain_spec::preset(options.chain);
  if (!spec) {
    std::string known;
    for (const auto& name : chain_spec::preset_names()) known += " " + name;
    return misused("there is no chain '" + options.chain + "'; there are:" + known);
  }
  const auto json = spec::raw_json({*spec, {}});
  Sheet sheet;
  sheet.add("name", spec->name);
  sheet.add("id", spec->id);
  sheet.add("type", spec->chain_type);
  sheet.add("genesis hash", to_0x(genesis_hash(*spec).bytes));
  sheet.add("entries", std::to_string(spec->genesis.size()) + "  (--raw prints them)");
  session.show(json, options.raw ? boost::json::serialize(json) + "\n" : sheet.text());
  return {};
}

}  // namespace

Rows command::chain_spec_export() {
  return {
      {"chain-spec", "export", "Print the state a chain begins with",
       "  descent chain-spec export --chain dev\n"
       "  descent chain-spec export --chain dev --raw > dev.json",
       [](Arguments& arguments) -> Action {
         auto options = shared_options<Options>();
         arguments.add_option("--chain", options->chain, "Which chain").shows_default();
         arguments.add_flag("--raw", options->raw, "Print the whole state as Substrate's raw JSON");
         return [options](Session& session) { return export_spec(session, *options); };
       }},
  };
}

}  // namespace descent::cli

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include "chain-spec/genesis.hpp"
#include "node/cli/commands/commands.hpp"
#include "node/cli/table.hpp"
#include "node/cli/to_json.hpp"
#include "runtime/crypto/hash.hpp"

namespace descent::cli {
namespace {

struct Options {
  std::string chain = "dev";
  bool raw = false;
};

Hash genesis_hash(const chain_spec::ChainSpec& spec) {
  return crypto::blake2b_256(scale::encoded(chain_spec::genesis_header(spec.genesis)));
}

/// As Substrate's tools read it: every key and value of the state of block 0.
boost::json::object raw_spec(const chain_spec::ChainSpec& spec) {
  boost::json::object top;
  for (const auto& [key, value] : spec.genesis) top[to_0x(key)] = to_0x(value);
  return {{"name", spec.name},
          {"id", spec.id},
          {"chainType", spec.chain_type},
          {"bootNodes", boost::json::array{}},
          {"telemetryEndpoints", nullptr},
          {"protocolId", nullptr},
          {"properties",
           {{"ss58Format", kSs58Prefix}, {"tokenDecimals", kDecimals}, {"tokenSymbol", "GRAD"}}},
          {"codeSubstitutes", boost::json::object{}},
          {"genesis",
           {{"raw", {{"top", std::move(top)}, {"childrenDefault", boost::json::object{}}}}}}};
}

Outcome<> export_spec(const Session& session, const Options& options) {
  const auto spec = chain_spec::preset(options.chain);
  if (!spec) {
    std::string known;
    for (const auto& name : chain_spec::preset_names()) known += " " + name;
    return misused("there is no chain '" + options.chain + "'; there are:" + known);
  }
  const auto json = raw_spec(*spec);
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

const Command command::kChainSpecExport{
    "chain-spec", "export", "Print the state a chain begins with",
    "  descent chain-spec export --chain dev\n"
    "  descent chain-spec export --chain dev --raw > dev.json",
    [](CLI::App& app) -> Action {
      auto options = shared_options<Options>();
      app.add_option("--chain", options->chain, "Which chain")->capture_default_str();
      app.add_flag("--raw", options->raw, "Print the whole state as Substrate's raw JSON");
      return [options](Session& session) { return export_spec(session, *options); };
    }};

}  // namespace descent::cli

#include "node/spec/raw_json.hpp"

#include <boost/json/array.hpp>

#include "node/cli/amount.hpp"
#include "node/spec/draft_json.hpp"
#include "runtime/scale/hex.hpp"

namespace descent::spec {
namespace {

namespace json = boost::json;

constexpr std::uint16_t kSs58Prefix = 42;

/// Both a ChainSpec and a Draft have the names.
template <class Named>
json::object head_json(const Named& chain, const Contacts& contacts) {
  json::array boot_nodes;
  for (const auto& address : contacts.boot_nodes)
    boot_nodes.push_back(json::string{address.text()});
  json::object out{
      {"name", chain.name},
      {"id", chain.id},
      {"chainType", chain.chain_type},
      {"bootNodes", std::move(boot_nodes)},
      {"telemetryEndpoints", nullptr},
      {"protocolId", nullptr},
      {"properties",
       {{"ss58Format", kSs58Prefix}, {"tokenDecimals", cli::kDecimals}, {"tokenSymbol", "GRAD"}}}};
  if (contacts.protocol_id) out["protocolId"] = *contacts.protocol_id;
  return out;
}

}  // namespace

json::object raw_json(const SpecFile& file) {
  json::object top;
  for (const auto& [key, value] : file.chain.genesis) top[to_0x(key)] = to_0x(value);
  auto out = head_json(file.chain, file.contacts);
  out["codeSubstitutes"] = json::object{};
  out["genesis"] = {{"raw", {{"top", std::move(top)}, {"childrenDefault", json::object{}}}}};
  return out;
}

json::object draft_json(const DraftFile& file) {
  auto out = head_json(file.draft, file.contacts);
  out["genesis"] = {{"config", config_json(file.draft)}};
  return out;
}

}  // namespace descent::spec

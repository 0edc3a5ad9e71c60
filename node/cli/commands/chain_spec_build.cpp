#include <algorithm>

#include "node/cli/amount.hpp"
#include "node/cli/commands/chain_spec_text.hpp"
#include "node/cli/commands/commands.hpp"
#include "node/spec/draft_json.hpp"
#include "node/spec/pretty.hpp"
#include "node/spec/raw_json.hpp"

namespace descent::cli {
namespace {

struct Options {
  std::string from;
  std::optional<std::string> name, id, type, sudo, protocol_id;
  std::optional<std::uint32_t> validators;
  std::vector<std::string> balances, stakers, parameters, boot_nodes;
  bool development = false;
  std::string out;
};

/// "NAME=VALUE" in two. errors  Usage: no '='
Outcome<std::pair<std::string, std::string>> split(std::string_view option,
                                                   const std::string& text) {
  const auto at = text.find('=');
  if (at == text.npos)
    return misused(std::string{option} + " takes NAME=VALUE, not '" + text + "'");
  return std::pair{text.substr(0, at), text.substr(at + 1)};
}

/// A balance that is there is replaced.
Outcome<> add_balance(const Session& session, const std::string& text, chain_spec::Draft& draft) {
  const auto [name, amount] = DESCENT_TRY(split("--balance", text));
  const AccountId who = DESCENT_TRY(session.account(name));
  const Balance value = DESCENT_TRY(parse_amount(amount));
  auto& all = draft.config.balances;
  const auto at = std::ranges::find(all, who, &std::pair<AccountId, Balance>::first);
  if (at != all.end())
    at->second = value;
  else
    all.emplace_back(who, value);
  return {};
}

/// STASH=KEY=BOND
Outcome<> add_staker(const Session& session, const std::string& text, chain_spec::Draft& draft) {
  const auto [name, rest] = DESCENT_TRY(split("--staker", text));
  const auto [key, bond] = DESCENT_TRY(split("--staker STASH=", rest));
  const auto session_key = spec::read_session_key(key);
  if (!session_key) return misused("--staker: " + session_key.error());
  chain_spec::GenesisStaker out;
  out.stash = DESCENT_TRY(session.account(name));
  out.session_key = *session_key;
  out.bond = DESCENT_TRY(parse_amount(bond));
  std::erase_if(draft.config.stakers, [&](const auto& s) { return s.stash == out.stash; });
  draft.config.stakers.push_back(out);
  return {};
}

Outcome<> add_parameter(const std::string& text, chain_spec::Draft& draft) {
  const auto [name, value] = DESCENT_TRY(split("--parameter", text));
  auto out = spec::read_parameter(name, value);
  if (!out) return misused("--parameter: " + out.error());
  std::erase_if(draft.config.parameters,
                [&](const auto& p) { return p.module == out->module && p.name == out->name; });
  draft.config.parameters.push_back(*out);
  return {};
}

Outcome<> add_boot_node(const std::string& text, spec::Contacts& contacts) {
  const auto address = network::libp2p::Multiaddr::from_text(text);
  if (!address || !address->peer)
    return misused(
        "--boot-node takes an address with an identity, such as "
        "/dns/boot.example/tcp/30333/p2p/12D3Koo..., not '" +
        text + "'");
  if (contacts.boot_nodes.size() == spec::kBootNodesMax)
    return misused("there are at most " + std::to_string(spec::kBootNodesMax) + " boot nodes");
  contacts.boot_nodes.push_back(*address);
  return {};
}

Outcome<> apply(const Session& session, const Options& options, spec::DraftFile& file) {
  auto& draft = file.draft;
  if (options.name) draft.name = *options.name;
  if (options.id) draft.id = *options.id;
  if (options.type) draft.chain_type = *options.type;
  if (options.development) draft.development = true;
  if (options.validators) draft.config.validator_count = *options.validators;
  if (options.sudo) draft.config.sudo = DESCENT_TRY(session.account(*options.sudo));
  if (options.protocol_id) file.contacts.protocol_id = *options.protocol_id;
  for (const auto& text : options.balances) DESCENT_TRY(add_balance(session, text, draft));
  for (const auto& text : options.stakers) DESCENT_TRY(add_staker(session, text, draft));
  for (const auto& text : options.parameters) DESCENT_TRY(add_parameter(text, draft));
  for (const auto& text : options.boot_nodes) DESCENT_TRY(add_boot_node(text, file.contacts));
  return {};
}

Outcome<> build(const Session& session, const Options& options) {
  spec::DraftFile file;
  if (!options.from.empty()) file = DESCENT_TRY(draft_named(options.from));
  DESCENT_TRY(apply(session, options, file));
  const auto built = spec::build(file);
  if (!built) return refused("no chain can begin like this:\n" + built.error());
  const auto json = spec::draft_json(file);
  // What is written is what is read: a protocol id or an id that is wrong shows here.
  const auto again = spec::read(spec::pretty(json));
  if (!again) return refused("no chain can begin like this:\n" + again.error());
  return put_text(session, options.out, spec::pretty(json));
}

void add_options(Arguments& arguments, Options& options) {
  arguments
      .add_option("--from-chain", options.from, "A preset or a file to begin with; else nothing")
      .is(ValueKind::File);
  arguments.add_option("--name", options.name, "What people call the chain");
  arguments.add_option("--id", options.id, "The name of its folder: a-z, 0-9, '-' and '_'");
  arguments.add_option("--type", options.type, "Development, Local or Live");
  arguments.add_option("--protocol-id", options.protocol_id, "For tools of Substrate's kind");
  arguments.add_flag("--development", options.development,
                     "The development rules, which have sudo");
  arguments.add_option("--sudo", options.sudo, "Whose key acts as root, on development rules")
      .is(ValueKind::Account);
  arguments.add_option("--validators", options.validators, "How many are elected at most");
  arguments.add_option("--balance", options.balances, "ACCOUNT=GRAD; again for more");
  arguments.add_option("--staker", options.stakers,
                       "STASH=KEY=GRAD, the key as author_rotateKeys gives it; again for more");
  arguments.add_option(
      "--parameter", options.parameters,
      "MODULE.NAME=VALUE, the value a whole number or \"100 GRAD\"; again for more");
  arguments.add_option("--boot-node", options.boot_nodes,
                       "A multiaddress with /p2p; again for more");
  arguments.add_option("--out,-o", options.out, "The file to write; without it, the output")
      .is(ValueKind::File);
}

}  // namespace

Rows command::chain_spec_build() {
  return {
      {"chain-spec", "build", "Describe a new chain, for people to read and edit",
       "  descent chain-spec build --from-chain local --id harbour --name Harbour --out "
       "harbour.json\n"
       "  descent chain-spec build --id pier --name Pier --type Live --validators 4 \\\n"
       "      --balance 5GNJqTPy...=1000000 --staker 5GNJqTPy...=0x88dc34...=500000 \\\n"
       "      --parameter Timestamp.MinBlockInterval=1000 --out pier.json\n"
       "The file says the same as the options, and is edited more easily: build from it again to "
       "check "
       "it.",
       [](Arguments& arguments) -> Action {
         auto options = shared_options<Options>();
         add_options(arguments, *options);
         return [options](Session& session) { return build(session, *options); };
       }},
  };
}

}  // namespace descent::cli

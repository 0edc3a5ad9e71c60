#include <algorithm>
#include <charconv>

#include "node/cli/commands/commands.hpp"
#include "runtime/crypto/keypair.hpp"

namespace descent::cli {
namespace {

struct Options {
  bool dev = false;
  bool temporary = false;
  bool rpc_external = false;
  std::string pruning = "2400";
  std::string sealing = "instant";
  std::string base_path;
  std::string keystore_path;
  std::string node_key_file;
  service::NodeOptions node;
};

template <class Number>
std::optional<Number> whole(std::string_view text) {
  Number out{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
  const bool read = error == std::errc{} && end == text.data() + text.size() && out > 0;
  return read ? std::optional{out} : std::nullopt;
}

Outcome<std::optional<std::uint32_t>> parse_pruning(const std::string& text) {
  if (text == "archive") return std::optional<std::uint32_t>{};
  const auto blocks = whole<std::uint32_t>(text);
  if (!blocks)
    return misused("--pruning takes archive, or how many blocks' states are kept, not '" + text +
                   "'");
  return blocks;
}

Outcome<service::Sealing> parse_sealing(const std::string& text) {
  using Mode = service::Sealing::Mode;
  if (text == "instant") return service::Sealing{Mode::Instant, 0};
  if (text == "manual") return service::Sealing{Mode::Manual, 0};
  const auto interval = whole<std::uint64_t>(text);
  if (!interval)
    return misused("--sealing takes instant, manual, or milliseconds between blocks, not '" + text +
                   "'");
  return service::Sealing{Mode::Interval, *interval};
}

Outcome<service::NodeOptions> complete(const Options& options) {
  service::NodeOptions out = options.node;
  if (options.temporary && !options.base_path.empty())
    return misused("--tmp and --base-path exclude each other; leave one out");
  if (!options.base_path.empty()) out.base_path = options.base_path;
  if (!options.keystore_path.empty()) out.keystore_path = options.keystore_path;
  if (options.rpc_external) out.rpc_address = "0.0.0.0";
  if (!options.node_key_file.empty()) out.network.key_file = options.node_key_file;
  if (out.validator.new_session_key && !out.validator.enabled)
    return misused("--new-session-key is for a validator; add --validator");
  out.pruning = DESCENT_TRY(parse_pruning(options.pruning));
  out.sealing = DESCENT_TRY(parse_sealing(options.sealing));
  return out;
}

/// The node has said by itself what stopped it.
Outcome<> run_node(const Session& session, const Options& options) {
  const auto node = DESCENT_TRY(complete(options));
  if (session.world().run_node(node) == 0) return {};
  return refused("the node stopped; the lines above say why");
}

void add_node_options(Arguments& arguments, Options& options) {
  auto& node = options.node;
  arguments.add_flag("--dev", options.dev,
                     "The development chain (the default): funded //Alice, sudo");
  arguments.add_option("--chain", node.chain, "Which chain to run")
      .is(ValueKind::File)
      .shows_default();
  arguments
      .add_option("--base-path,-d", options.base_path,
                  "The folder of the database; without it, one that goes with the node")
      .is(ValueKind::Folder);
  arguments.add_flag("--tmp", options.temporary, "A folder that goes with the node");
  arguments
      .add_option("--keystore-path", options.keystore_path,
                  "The folder of the node's session keys; without it, one below the base path")
      .is(ValueKind::Folder);
  arguments.add_option("--rpc-port", node.rpc_port, "Port of JSON-RPC, WebSocket and HTTP; 0: any")
      .shows_default();
  arguments.add_flag("--rpc-external", options.rpc_external, "Serve JSON-RPC to other machines");
  arguments
      .add_option_function(
          "--rpc-methods", [&node](const std::string& word) { node.unsafe_rpc = word == "auto"; },
          "auto (default): methods that change the node are answered on this machine; safe: "
          "nowhere")
      .one_of({"auto", "safe"});
  arguments
      .add_option("--prometheus-port", node.prometheus_port, "Port of /metrics and /health; 0: any")
      .shows_default();
  arguments.add_option("--pruning", options.pruning, "States kept: a number of blocks, or archive")
      .shows_default();
  arguments
      .add_option("--sealing", options.sealing,
                  "When blocks are made: instant, manual, or milliseconds between them")
      .shows_default();
  arguments.add_option("--name", node.name, "What the node is called").shows_default();
  arguments.add_option("--log,-l", node.log, "trace, debug, info, warn or error")
      .shows_default()
      .one_of({"trace", "debug", "info", "warn", "error"});
}

/// A flag for each development account, as on other chains of this family.
void add_dev_accounts(Arguments& arguments, service::ValidatorOptions& validator) {
  for (const auto name : crypto::dev_accounts()) {
    std::string flag = "--" + std::string{name};
    std::ranges::transform(flag, flag.begin(), [](char c) {
      return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    arguments.add_flag_function(
        flag, [&validator, name] { validator.enabled = true, validator.dev_account = name; },
        "Validate with the session key of //" + std::string{name} + ", which everybody has");
  }
}

void add_validator_options(Arguments& arguments, service::ValidatorOptions& validator) {
  arguments.add_flag("--validator", validator.enabled,
                     "Vote with the session keys of the keystore");
  arguments.add_flag("--new-session-key", validator.new_session_key,
                     "The session keys here have never signed, anywhere");
  add_dev_accounts(arguments, validator);
}

void add_network_options(Arguments& arguments, Options& options) {
  auto& network = options.node.network;
  arguments.add_option("--port", network.port, "Port for peers, on every address; 0: any")
      .shows_default();
  arguments.add_option("--listen-addr", network.listen,
                       "Where to listen for peers instead, as /ip4/0.0.0.0/tcp/30333");
  arguments.add_option("--public-addr", network.announced, "Where others reach this node");
  arguments.add_option("--bootnodes", network.boot_nodes,
                       "Peers to begin with, as /dns/boot.example/tcp/30333/p2p/12D3KooW...");
  arguments.add_option("--reserved-nodes", network.reserved,
                       "Peers to be always connected to, whatever they do");
  arguments.add_flag("--reserved-only", network.reserved_only,
                     "No other peers than the reserved ones");
  arguments.add_option("--out-peers", network.outbound, "Peers to look for").shows_default();
  arguments.add_option("--in-peers", network.inbound, "Peers to let in").shows_default();
  arguments.add_flag("--allow-private-ip", network.allow_private_addresses,
                     "Believe peers that tell addresses of private networks");
  arguments
      .add_option("--node-key-file", options.node_key_file,
                  "The key that names this node to peers; without it, one below the base path")
      .is(ValueKind::File);
}

}  // namespace

Rows command::node() {
  return {
      {"", "node", "Run a node",
       "  descent node --dev\n"
       "  descent node --chain local --alice --base-path ./alice\n"
       "  descent node --chain live.json --validator --base-path /var/lib/descent\n"
       "  descent node --dev --base-path ./chain --sealing 1000 --pruning archive",
       [](Arguments& arguments) -> Action {
         auto options = shared_options<Options>();
         add_node_options(arguments, *options);
         add_validator_options(arguments, options->node.validator);
         add_network_options(arguments, *options);
         return [options](Session& session) { return run_node(session, *options); };
       }},
  };
}

}  // namespace descent::cli

#include "node/service/node.hpp"

#include <spdlog/spdlog.h>

#include <iostream>

#include "network/host/identity_file.hpp"
#include "node/service/base_path.hpp"
#include "node/service/memo.hpp"
#include "node/service/network_options.hpp"
#include "node/service/running_node.hpp"
#include "node/spec/spec_file.hpp"
#include "node/store/leveldb_store.hpp"
#include "runtime/crypto/keypair.hpp"
#include "runtime/crypto/ss58.hpp"
#include "runtime/kernels/product.hpp"
#include "runtime/kernels/self_test.hpp"
#include "runtime/primitives/assert.hpp"
#include "runtime/scale/hex.hpp"

namespace descent::service {
namespace {

constexpr std::size_t kMemoBytes = std::size_t{64} << 20;
constexpr std::uint16_t kSs58Prefix = 42;

Expected<void, std::string> check_constants(const frame::Runtime& rules) {
  const auto problems = rules.integrity();
  if (problems.empty()) return {};
  return "the constants of this program's rules contradict each other: " + problems.front();
}

/// A machine whose kernels give other bits than the ones agreed on must not make blocks.
Expected<void, std::string> check_kernels(const frame::Runtime& rules) {
  kernels::Workspace workspace;
  const Hash found = kernels::self_test(workspace);
  if (found == rules.kernel_self_test()) return {};
  return "the kernels' self-test gives " + to_0x(found.bytes) + ", not " +
         to_0x(rules.kernel_self_test().bytes) + ", with " + kernels::library_description() +
         "; this node would part from its peers and does not start. Install Debian 12's libdnnl2";
}

void print_dev_accounts() {
  std::cout << "Development accounts (anybody can sign for them; sr25519):\n";
  for (const auto name : crypto::dev_accounts()) {
    const auto pair = crypto::from_suri(crypto::KeyType::Sr25519, "//" + std::string{name});
    std::cout << "  //" << name << std::string(10 - name.size(), ' ')
              << crypto::ss58_encode(pair->account(), kSs58Prefix) << '\n';
  }
}

/// A node that agrees on blocks with others has peers; the development chain alone has none.
bool has_peers(const NodeOptions& options, const chain_spec::ChainSpec& spec) {
  return options.validator.enabled || spec.chain_type != "Development";
}

Expected<void, std::string> check_options(const NodeOptions& options,
                                          const chain_spec::ChainSpec& spec) {
  if (has_peers(options, spec) && options.sealing.mode != Sealing::Mode::Instant)
    return std::string{
        "--sealing is for the development chain without --validator: validators agree on when "
        "blocks are made; leave it out"};
  return {};
}

/// The session key that everybody has.
Expected<void, std::string> insert_dev_key(const keystore::SessionKeys& keys,
                                           const std::string& account) {
  const std::string suri = "//" + account;
  const auto pair = crypto::from_suri(crypto::KeyType::Ed25519, suri);
  DESCENT_ASSERT(pair);
  const auto done = keys.insert(keystore::kVotingKey.id, suri, pair->account().id);
  if (!done) return done.error().text;
  return {};
}

Expected<std::unique_ptr<Signer>, std::string> signer_of(const NodeOptions& options,
                                                         const BasePath& base,
                                                         const std::string& chain_id,
                                                         const keystore::SessionKeys& keys,
                                                         const Hash& genesis) {
  const auto& validator = options.validator;
  if (validator.dev_account) DESCENT_TRY(insert_dev_key(keys, *validator.dev_account));
  const bool fresh = validator.new_session_key || validator.dev_account || base.is_temporary();
  const auto missing = fresh ? SignState::Missing::Create : SignState::Missing::Refuse;
  return std::make_unique<Signer>(keys, genesis, Signer::Options{base.signing(chain_id), missing});
}

Expected<Peers::Options, std::string> peer_options(const NodeOptions& options, const BasePath& base,
                                                   const spec::SpecFile& file) {
  auto host = DESCENT_TRY(host_options(
      options.network, "descent/" + std::string{kVersion} + " (" + options.name + ")"));
  const auto& boot_nodes = file.contacts.boot_nodes;
  host.boot_nodes.insert(host.boot_nodes.end(), boot_nodes.begin(), boot_nodes.end());
  host.book = base.network(file.chain.id) / "addresses";
  if (file.chain.chain_type != "Live") {  // all of them may be on one machine
    host.allow_private_addresses = true;
    host.inbound_per_address = host.inbound;
  }
  const std::uint32_t votes = options.validator.enabled ? network::message::kAuthority : 0;
  const std::uint32_t archive = options.pruning ? 0 : network::message::kArchive;
  return Peers::Options{std::move(host), network::message::kFull | votes | archive};
}

void print_start(const NodeOptions& options, const chain_spec::ChainSpec& spec,
                 const BasePath& base, const Chain& chain, const RunningNode& node) {
  std::cout << "Descent " << kVersion << ", chain " << spec.name << ", genesis "
            << to_0x(chain.genesis_hash().bytes) << '\n';
  if (spec.chain_type == "Development") print_dev_accounts();
  std::cout << "Database   " << base.database(spec.id).string()
            << (base.is_temporary() ? " (goes with the node)" : "") << '\n'
            << "RPC        " << node.rpc_url() << '\n'
            << "Metrics    http://" << options.prometheus_address << ":" << node.operator_port()
            << "/metrics\n";
  for (const auto& address : node.addresses()) std::cout << "Peers      " << address << '\n';
  std::cout << "Head       block " << chain.head().number.value << ", "
            << to_0x(chain.head_hash().bytes) << std::endl;
}

Expected<void, std::string> run(const NodeOptions& options) {
  const spec::SpecFile file = DESCENT_TRY(spec::find(options.chain));
  const chain_spec::ChainSpec* spec = &file.chain;
  DESCENT_TRY(check_options(options, *spec));
  const BasePath base = DESCENT_TRY(BasePath::open(options.base_path));
  const auto database = store::LevelDbStore::open(base.database(spec->id));
  if (!database) return database.error().text;
  BoundedMemo memo{kMemoBytes};
  const chain_spec::RuntimeSet rules;
  const auto chain = DESCENT_TRY(Chain::open(**database, *spec, rules, options.pruning, &memo));
  DESCENT_TRY(check_constants(chain->rules()));
  DESCENT_TRY(check_kernels(chain->rules()));
  const auto keys =
      keystore::SessionKeys::open(options.keystore_path.value_or(base.keystore(spec->id)));
  if (!keys) return keys.error().text;
  const auto signer = DESCENT_TRY(signer_of(options, base, spec->id, *keys, chain->genesis_hash()));
  std::optional<network::libp2p::Identity> identity;
  std::optional<Peers::Options> peers;
  if (has_peers(options, *spec)) {
    peers = DESCENT_TRY(peer_options(options, base, file));
    const auto secret = DESCENT_TRY(network::load_or_make_identity(
        options.network.key_file.value_or(base.network(spec->id) / "secret_ed25519"),
        network::system_random()));
    identity.emplace(secret);
  }
  RunningNode node{{options, *spec, *chain, **database, memo, *keys, *signer,
                    options.validator.enabled, identity ? &*identity : nullptr, peers}};
  DESCENT_TRY(node.listen());
  print_start(options, *spec, base, *chain, node);
  return node.run();
}

}  // namespace

int run_node(const NodeOptions& options) {
  spdlog::set_level(spdlog::level::from_str(options.log));
  const auto done = run(options);
  if (done) return 0;
  std::cerr << "descent: " << done.error() << '\n';
  return 1;
}

}  // namespace descent::service

#include "node/service/node.hpp"

#include <spdlog/spdlog.h>

#include <boost/asio/signal_set.hpp>
#include <iostream>

#include "consensus/instant/instant.hpp"
#include "node/metrics/metrics.hpp"
#include "node/metrics/operator_port.hpp"
#include "node/rpc/methods/groups.hpp"
#include "node/rpc/transport/server.hpp"
#include "node/service/base_path.hpp"
#include "node/service/driver.hpp"
#include "node/service/evaluator.hpp"
#include "node/service/memo.hpp"
#include "node/service/pool_validator.hpp"
#include "node/store/leveldb_store.hpp"
#include "runtime/crypto/keypair.hpp"
#include "runtime/crypto/ss58.hpp"
#include "runtime/kernels/product.hpp"
#include "runtime/kernels/self_test.hpp"
#include "runtime/scale/hex.hpp"

namespace descent::service {
namespace {

constexpr std::string_view kVersion = "0.1.0";
constexpr std::size_t kMemoBytes = std::size_t{64} << 20;
constexpr std::size_t kVerifiedMost = 65'536;  ///< extrinsics whose signatures are remembered
constexpr std::uint16_t kSs58Prefix = 42;

consensus::Instant::Options engine_options(const Sealing& sealing) {
  using Mode = consensus::Instant::Mode;
  switch (sealing.mode) {
    case Sealing::Mode::Instant: return {Mode::OnTransaction, 0};
    case Sealing::Mode::Interval: return {Mode::OnInterval, sealing.interval_ms};
    case Sealing::Mode::Manual: return {Mode::OnRequest, 0};
  }
  return {};
}

std::string presets() {
  std::string out;
  for (const auto& name : chain_spec::preset_names()) out += (out.empty() ? "" : ", ") + name;
  return out;
}

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

/// The parts of a running node, in order of dependence.
class Node {
 public:
  Node(const NodeOptions& options, const chain_spec::ChainSpec& spec, Chain& chain,
       frame::Memo& memo, const keystore::SessionKeys& keys)
      : evaluator_{memo},
        options_{options},
        spec_{spec},
        chain_{chain},
        keys_{keys},
        engine_{engine_options(options.sealing)},
        metrics_{{options.name, std::string{kVersion}, spec.id,
                  static_cast<double>(wall_clock()) / 1'000}} {
    chain_.listen([this](const Chain::Committed& committed) { on_block(committed); });
  }

  /// errors  a sentence for the operator
  Expected<void, std::string> listen() {
    const rpc::Backend backend{chain_, pool_, spec_, options_.name, std::string{kVersion}, [this] {
                                 driver_.seal([](const Hash&) {});
                               }};
    boost::system::error_code error;
    const auto address = boost::asio::ip::make_address(options_.rpc_address, error);
    if (error) return "the RPC address " + options_.rpc_address + " is no IP address";
    server_ = DESCENT_TRY(rpc::Server::listen(
        io_, {.listen = {{address, options_.rpc_port}}, .unsafe_methods = options_.unsafe_rpc},
        rpc::Methods{{rpc::system_methods(backend), rpc::chain_methods(backend),
                      rpc::state_methods(backend), rpc::author_methods(backend, watchers_),
                      rpc::session_key_methods(keys_), rpc::payment_methods(backend),
                      rpc::engine_methods(backend)}}));
    operator_port_ = DESCENT_TRY(metrics::OperatorPort::listen(
        options_.prometheus_address, options_.prometheus_port,
        {[this] { return metrics_.text(); }, [this] { return health(); }}));
    return {};
  }

  void run() {
    signals_.async_wait([this](const boost::system::error_code& error, int) {
      if (!error) stop();
    });
    evaluator_.offer(chain_.newest().ahead());
    publish();
    driver_.start();
    io_.run();
    operator_port_->stop();
  }

  std::string rpc_url() const {
    const auto endpoint = server_->endpoints().front();
    return "ws://" + endpoint.address().to_string() + ":" + std::to_string(endpoint.port());
  }
  int operator_port() const { return operator_port_->port(); }

 private:
  void stop() {
    spdlog::info("stopping");
    driver_.stop();
    server_->stop();
  }

  void on_pool_event(const pool::Event& event) {
    watchers_->on_event(event);
    if (event.status == pool::Status::Ready) driver_.work_arrived();
    if (event.status == pool::Status::Invalid) metrics_.invalid_transactions.Increment();
    if (event.status == pool::Status::InBlock) metrics_.included_transactions.Increment();
  }

  void on_block(const Chain::Committed& committed) {
    pool_.on_block(committed.hash, committed.body, touched_accounts(committed.state));
    evaluator_.offer(chain_.newest().ahead());
    publish();
  }

  void publish() {
    const auto height = static_cast<double>(chain_.head().number.value);
    metrics_.best_block.Set(height);
    metrics_.finalized_block.Set(height);
    metrics_.ready_transactions.Set(static_cast<double>(pool_.size()));
    const auto& stats = server_->stats();
    metrics_.rpc_sessions_opened.Set(static_cast<double>(stats.sessions_opened));
    metrics_.rpc_sessions_closed.Set(static_cast<double>(stats.sessions_closed));
    metrics_.rpc_messages.Set(static_cast<double>(stats.messages));
    metrics_.rpc_refused.Set(static_cast<double>(stats.refused));
    height_ = chain_.head().number.value;
  }

  metrics::Health health() const {
    return {true, {{"chain", spec_.id}, {"best", height_.load()}, {"finalized", height_.load()}}};
  }

  Evaluator evaluator_;
  const NodeOptions& options_;
  const chain_spec::ChainSpec& spec_;
  Chain& chain_;
  const keystore::SessionKeys& keys_;
  boost::asio::io_context io_{1};
  // From here on, so that what comes before `run` is not lost.
  boost::asio::signal_set signals_{io_, SIGINT, SIGTERM};
  consensus::Instant engine_;
  metrics::Metrics metrics_;
  Verified verified_{kVerifiedMost};
  std::shared_ptr<rpc::Watchers> watchers_ = std::make_shared<rpc::Watchers>();
  PoolValidator validator_{chain_, verified_};
  pool::Pool pool_{validator_, [this](const pool::Event& e) { on_pool_event(e); }, {}};
  Driver driver_{io_, engine_, chain_, pool_};
  std::unique_ptr<rpc::Server> server_;
  std::unique_ptr<metrics::OperatorPort> operator_port_;
  std::atomic<std::uint64_t> height_ = 0;  // read by the operator port's thread
};

Expected<void, std::string> run(const NodeOptions& options) {
  const auto spec = chain_spec::preset(options.chain);
  if (!spec) return "there is no chain \"" + options.chain + "\"; the presets are: " + presets();
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
  Node node{options, *spec, *chain, memo, *keys};
  DESCENT_TRY(node.listen());
  std::cout << "Descent " << kVersion << ", chain " << spec->name << ", genesis "
            << to_0x(chain->genesis_hash().bytes) << '\n';
  if (spec->chain_type == "Development") print_dev_accounts();
  std::cout << "Database   " << base.database(spec->id).string()
            << (base.is_temporary() ? " (goes with the node)" : "") << '\n'
            << "RPC        " << node.rpc_url() << '\n'
            << "Metrics    http://" << options.prometheus_address << ":" << node.operator_port()
            << "/metrics\n"
            << "Head       block " << chain->head().number.value << ", "
            << to_0x(chain->head_hash().bytes) << std::endl;
  node.run();
  return {};
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

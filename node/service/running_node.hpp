#pragma once
/// # RunningNode
/// The parts of a node that live while it runs, in order of dependence, on one event loop.
#include <boost/asio/signal_set.hpp>

#include "node/metrics/metrics.hpp"
#include "node/metrics/operator_port.hpp"
#include "node/rpc/methods/groups.hpp"
#include "node/rpc/transport/server.hpp"
#include "node/service/evaluator.hpp"
#include "node/service/node.hpp"
#include "node/service/peers.hpp"
#include "node/service/pool_validator.hpp"

namespace descent::service {

inline constexpr std::string_view kVersion = "0.1.0";

class RunningNode {
 public:
  /// What it is made of. All outlive it.
  struct Parts {
    const NodeOptions& options;
    const chain_spec::ChainSpec& spec;
    Chain& chain;
    store::Store& database;
    frame::Memo& memo;
    const keystore::SessionKeys& keys;
    Signer& signer;
    bool votes;  ///< with the keys the signer has
    /// Of a node that has peers.
    const network::libp2p::Identity* identity;
    std::optional<Peers::Options> network;
  };
  explicit RunningNode(const Parts& parts);

  /// Opens every port. errors  a sentence for the operator
  Expected<void, std::string> listen();
  /// Until a signal, or until it has to halt. errors  why it halted
  Expected<void, std::string> run();

  std::string rpc_url() const;
  int operator_port() const { return operator_port_->port(); }
  /// Where others reach it; empty for a node without peers.
  std::vector<std::string> addresses() const;

 private:
  static constexpr std::size_t kVerifiedMost = 65'536;  ///< extrinsics, with signatures found right

  void stop();
  void on_pool_event(const pool::Event& event);
  void on_block(const Chain::Committed& committed);
  void on_halt(const std::string& reason);
  void on_decided(const Decided& block);
  void on_measured(Work work, std::uint64_t ms);
  void publish();
  void publish(const network::HostStats& stats);
  void wait_for_pulse();
  rpc::Methods methods();
  rpc::NetworkView network_view() const;
  void on_new_keys(View public_keys);
  metrics::Health health() const;

  const Parts parts_;
  Chain& chain_;
  Evaluator evaluator_;
  boost::asio::io_context io_{1};
  // From here on, so that what comes before `run` is not lost.
  boost::asio::signal_set signals_{io_, SIGINT, SIGTERM};
  boost::asio::steady_timer pulse_{io_};
  metrics::Metrics metrics_;
  Verified verified_{kVerifiedMost};
  Verifier verifier_;
  std::shared_ptr<rpc::Watchers> watchers_ = std::make_shared<rpc::Watchers>();
  PoolValidator checks_{chain_, verified_};
  pool::Pool pool_{checks_, [this](const pool::Event& e) { on_pool_event(e); }, {}};
  std::unique_ptr<consensus::Engine> engine_;
  std::unique_ptr<Peers> peers_;  ///< nullptr: a node without
  store::VoteLog log_;
  AsioWorld world_;
  Validator validator_;
  std::unique_ptr<rpc::Server> server_;
  std::unique_ptr<metrics::OperatorPort> operator_port_;
  const BlockNumber started_at_;
  std::optional<std::string> halted_;
  // Read by the operator port's thread.
  std::atomic<std::uint64_t> height_ = 0, peer_count_ = 0;
  std::atomic<bool> far_behind_ = false;
};

}  // namespace descent::service

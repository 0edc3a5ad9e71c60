#pragma once
/// # Metrics
/// What the node tells its operator's Prometheus, under the names that dashboards for
/// Substrate-based chains already show; what only Descent has begins with descent_.
/// Every member may be set from any thread.
/// source  polkadot-sdk: client/service/src/metrics.rs,
/// client/rpc-servers/src/middleware/metrics.rs,
///         client/transaction-pool/src/common/metrics.rs, client/proposer-metrics/src/lib.rs
#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>

#include <memory>
#include <span>
#include <string>

namespace descent::metrics {

/// What stays the same while the node runs.
struct Build {
  std::string name;     ///< of the node, as its operator chose
  std::string version;  ///< of the program
  std::string chain;    ///< the label "chain" of every metric
  double started = 0;   ///< seconds since 1970-01-01 UTC
};

class Metrics {
 public:
  explicit Metrics(const Build& build);

 private:
  std::shared_ptr<prometheus::Registry> registry_;
  prometheus::Labels chain_;

 public:
  // ---- The chain ----
  prometheus::Gauge& best_block;                ///< substrate_block_height{status="best"}
  prometheus::Gauge& finalized_block;           ///< substrate_block_height{status="finalized"}
  prometheus::Histogram& block_import_seconds;  ///< to execute and check a block made elsewhere
  prometheus::Histogram& block_build_seconds;
  prometheus::Histogram& commit_seconds;  ///< one block's synced batch, and telling of it
  prometheus::Gauge& block_transactions;  ///< extrinsics of the last block that became final

  // ---- Agreement ----
  prometheus::Histogram&
      finality_seconds;              ///< from a proposal, made or heard here, to the decision
  prometheus::Gauge& decided_round;  ///< in which the last block was decided, from 0
  prometheus::Gauge& validating;     ///< 1 while the node votes, else 0

  // ---- The transaction pool ----
  prometheus::Gauge& ready_transactions;
  prometheus::Counter& submitted_transactions;
  prometheus::Counter& invalid_transactions;
  prometheus::Counter& included_transactions;

  // ---- Peers ----
  prometheus::Gauge& peers;
  prometheus::Gauge& major_syncing;  ///< 1 while far behind, else 0
  prometheus::Gauge& sync_target;    ///< the highest block that peers say they have
  prometheus::Gauge& bytes_in;       ///< of messages, which only grow
  prometheus::Gauge& bytes_out;
  prometheus::Gauge& bans;             ///< peers banned since the start
  prometheus::Gauge& known_addresses;  ///< in the address book

  // ---- RPC: the server's Stats, which only grow ----
  prometheus::Gauge& rpc_sessions_opened;
  prometheus::Gauge& rpc_sessions_closed;
  prometheus::Gauge& rpc_messages;
  prometheus::Gauge& rpc_refused;

  /// descent_network_bytes_total: bytes_in and bytes_out by kind of message, such as "blocks".
  /// direction  "in" or "out"
  prometheus::Gauge& bytes_of(const std::string& kind, const std::string& direction);

  const prometheus::Registry& registry() const { return *registry_; }

  /// Everything in Prometheus' text format 0.0.4.
  std::string text() const;

 private:
  prometheus::Gauge& gauge(const std::string& name, const std::string& help,
                           const prometheus::Labels& labels = {});
  prometheus::Counter& counter(const std::string& name, const std::string& help);
  prometheus::Histogram& histogram(const std::string& name, const std::string& help,
                                   std::span<const double> seconds);
};

}  // namespace descent::metrics

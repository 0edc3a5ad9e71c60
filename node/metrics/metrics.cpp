#include "node/metrics/metrics.hpp"

#include <prometheus/text_serializer.h>

#include <array>

namespace descent::metrics {
namespace {

/// Each about three times the last: from a light block to one that is far too slow.
constexpr std::array kSeconds{0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0};
/// Each about a quarter above the last, from validators on one machine to those on two continents:
/// finality is what a network is judged by, in percentiles.
constexpr std::array kFinalitySeconds{0.001, 0.002, 0.003, 0.004, 0.005, 0.006, 0.008, 0.01, 0.012,
                                      0.015, 0.02,  0.025, 0.03,  0.04,  0.05,  0.06,  0.08, 0.1,
                                      0.12,  0.15,  0.2,   0.25,  0.3,   0.4,   0.5,   0.6,  0.8,
                                      1.0,   1.5,   2.0,   3.0,   5.0,   10.0};

}  // namespace

Metrics::Metrics(const Build& build)
    : registry_{std::make_shared<prometheus::Registry>()},
      chain_{{"chain", build.chain}},
      best_block{gauge("substrate_block_height", "Block height", {{"status", "best"}})},
      finalized_block{gauge("substrate_block_height", "Block height", {{"status", "finalized"}})},
      block_import_seconds{histogram("substrate_block_verification_and_import_time",
                                     "Seconds to verify and import a block", kSeconds)},
      block_build_seconds{
          histogram("substrate_proposer_block_constructed", "Seconds to build a block", kSeconds)},
      commit_seconds{
          histogram("descent_commit_seconds", "Seconds to write a block durably", kSeconds)},
      block_transactions{gauge("substrate_proposer_number_of_transactions",
                               "Number of transactions in the last block")},
      finality_seconds{histogram("descent_finality_seconds",
                                 "Seconds from a proposal to the final block", kFinalitySeconds)},
      decided_round{gauge("descent_decided_round", "Round in which the last block was decided")},
      validating{gauge("substrate_node_roles", "Whether the node is one of the authorities")},
      ready_transactions{gauge("substrate_ready_transactions_number",
                               "Number of transactions in the ready queue")},
      submitted_transactions{counter("substrate_sub_txpool_submitted_transactions",
                                     "Total number of transactions submitted")},
      invalid_transactions{counter("substrate_sub_txpool_validations_invalid",
                                   "Total number of transactions removed as invalid")},
      included_transactions{counter("substrate_sub_txpool_block_transactions_pruned",
                                    "Total number of transactions included in blocks")},
      peers{gauge("substrate_sub_libp2p_peers_count", "Number of connected peers")},
      major_syncing{gauge("substrate_sub_libp2p_is_major_syncing",
                          "Whether the node is performing a major sync")},
      sync_target{gauge("substrate_sub_sync_target_block", "Highest block that peers have")},
      bytes_in{gauge("substrate_sub_libp2p_network_bytes_total", "Bytes of messages",
                     {{"direction", "in"}})},
      bytes_out{gauge("substrate_sub_libp2p_network_bytes_total", "Bytes of messages",
                      {{"direction", "out"}})},
      bans{gauge("descent_peers_banned", "Number of peers banned since the start")},
      known_addresses{gauge("descent_known_addresses", "Number of addresses of peers known")},
      rpc_sessions_opened{gauge("substrate_rpc_sessions_opened", "Number of RPC sessions opened")},
      rpc_sessions_closed{gauge("substrate_rpc_sessions_closed", "Number of RPC sessions closed")},
      rpc_messages{gauge("descent_rpc_messages", "Number of RPC messages answered")},
      rpc_refused{gauge("descent_rpc_refused", "Number of RPC connections over a limit")} {
  gauge("substrate_build_info", "A metric with a constant '1' value labeled by name, version",
        {{"name", build.name}, {"version", build.version}})
      .Set(1);
  gauge("substrate_process_start_time_seconds", "Seconds between the UNIX epoch and the start")
      .Set(build.started);
}

std::string Metrics::text() const {
  return prometheus::TextSerializer{}.Serialize(registry_->Collect());
}

prometheus::Gauge& Metrics::bytes_of(const std::string& kind, const std::string& direction) {
  return gauge("descent_network_bytes_total", "Bytes of messages by kind",
               {{"direction", direction}, {"kind", kind}});
}

prometheus::Gauge& Metrics::gauge(const std::string& name, const std::string& help,
                                  const prometheus::Labels& labels) {
  auto& family = prometheus::BuildGauge().Name(name).Help(help).Labels(chain_).Register(*registry_);
  return family.Add(labels);
}

prometheus::Counter& Metrics::counter(const std::string& name, const std::string& help) {
  return prometheus::BuildCounter()
      .Name(name)
      .Help(help)
      .Labels(chain_)
      .Register(*registry_)
      .Add({});
}

prometheus::Histogram& Metrics::histogram(const std::string& name, const std::string& help,
                                          std::span<const double> seconds) {
  auto& family =
      prometheus::BuildHistogram().Name(name).Help(help).Labels(chain_).Register(*registry_);
  return family.Add({}, prometheus::Histogram::BucketBoundaries{seconds.begin(), seconds.end()});
}

}  // namespace descent::metrics

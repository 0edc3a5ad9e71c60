#include "node/metrics/metrics.hpp"

#include <gmock/gmock.h>

namespace descent::metrics {
namespace {

using testing::HasSubstr;
using testing::Not;

const Build kBuild{"alice", "0.1.0", "dev", 1'700'000'000};

TEST(Metrics, heights_are_one_family_with_the_status_as_label) {
  Metrics metrics{kBuild};
  metrics.best_block.Set(12);
  metrics.finalized_block.Set(11);
  EXPECT_THAT(metrics.text(), HasSubstr(R"(substrate_block_height{chain="dev",status="best"} 12)"));
  EXPECT_THAT(metrics.text(),
              HasSubstr(R"(substrate_block_height{chain="dev",status="finalized"} 11)"));
}

TEST(Metrics, the_build_is_told) {
  const std::string text = Metrics{kBuild}.text();
  EXPECT_THAT(text,
              HasSubstr(R"(substrate_build_info{chain="dev",name="alice",version="0.1.0"} 1)"));
  EXPECT_THAT(text, HasSubstr(R"(substrate_process_start_time_seconds{chain="dev"} 1700000000)"));
}

TEST(Metrics, each_member_has_a_name_of_its_own) {
  Metrics metrics{kBuild};
  double next = 1000;
  for (auto* gauge :
       {&metrics.best_block, &metrics.finalized_block, &metrics.block_transactions,
        &metrics.decided_round, &metrics.validating, &metrics.ready_transactions, &metrics.peers,
        &metrics.major_syncing, &metrics.sync_target, &metrics.bytes_in, &metrics.bytes_out,
        &metrics.bans, &metrics.known_addresses, &metrics.rpc_sessions_opened,
        &metrics.rpc_sessions_closed, &metrics.rpc_messages, &metrics.rpc_refused})
    gauge->Set(++next);
  for (auto* counter : {&metrics.submitted_transactions, &metrics.invalid_transactions,
                        &metrics.included_transactions})
    counter->Increment(++next);
  const std::string text = metrics.text();
  for (int value = 1001; value <= static_cast<int>(next); ++value)
    EXPECT_THAT(text, HasSubstr("} " + std::to_string(value) + "\n"));
  EXPECT_THAT(text, HasSubstr(R"(substrate_ready_transactions_number{chain="dev"} 1006)"));
}

TEST(Metrics, bytes_are_counted_for_each_kind_of_message_and_direction) {
  Metrics metrics{kBuild};
  metrics.bytes_of("blocks", "out").Set(5);
  metrics.bytes_of("blocks", "in").Set(6);
  metrics.bytes_of("consensus", "out").Set(7);
  metrics.bytes_of("blocks", "out").Set(8);
  const std::string name = "descent_network_bytes_total{chain=\"dev\",direction=";
  EXPECT_THAT(metrics.text(), HasSubstr(name + "\"out\",kind=\"blocks\"} 8\n"));
  EXPECT_THAT(metrics.text(), HasSubstr(name + "\"in\",kind=\"blocks\"} 6\n"));
  EXPECT_THAT(metrics.text(), HasSubstr(name + "\"out\",kind=\"consensus\"} 7\n"));
}

TEST(Metrics, finality_is_told_closely_enough_for_percentiles) {
  Metrics metrics{kBuild};
  metrics.finality_seconds.Observe(0.018);
  const std::string name = "descent_finality_seconds_bucket{chain=\"dev\",le=";
  EXPECT_THAT(metrics.text(), HasSubstr(name + "\"0.015\"} 0"));
  EXPECT_THAT(metrics.text(), HasSubstr(name + "\"0.02\"} 1"));
}

TEST(Metrics, a_histogram_counts_into_its_buckets) {
  Metrics metrics{kBuild};
  metrics.block_import_seconds.Observe(0.02);
  const std::string name = "substrate_block_verification_and_import_time_bucket{chain=\"dev\",le=";
  EXPECT_THAT(metrics.text(), HasSubstr(name + "\"0.01\"} 0"));
  EXPECT_THAT(metrics.text(), HasSubstr(name + "\"0.03\"} 1"));
  EXPECT_THAT(metrics.text(), HasSubstr(name + "\"+Inf\"} 1"));
  EXPECT_THAT(metrics.text(), Not(HasSubstr("descent_commit_seconds_count{chain=\"dev\"} 1")));
}

}  // namespace
}  // namespace descent::metrics

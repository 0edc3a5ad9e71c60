#include <gtest/gtest.h>

#include "tests/node/cli/console.hpp"

namespace descent::cli {
namespace {

using Mode = service::Sealing::Mode;

service::NodeOptions started(std::vector<std::string> flags) {
  flags.insert(flags.begin(), "node");
  Console console;
  EXPECT_EQ(console.run(std::move(flags)), 0) << console.err.str();
  return *console.started;
}

TEST(Node, keeps_to_substrate_s_flags) {
  const auto node = started({"--dev", "--base-path", "/x", "--rpc-port", "1", "--rpc-external",
                             "--prometheus-port", "2", "--name", "n", "--log", "debug"});
  EXPECT_EQ(node.chain, "dev");
  EXPECT_EQ(node.base_path, "/x");
  EXPECT_EQ(node.rpc_port, 1);
  EXPECT_EQ(node.rpc_address, "0.0.0.0");
  EXPECT_EQ(node.prometheus_port, 2);
  EXPECT_EQ(node.name, "n");
  EXPECT_EQ(node.log, "debug");
}

TEST(Node, is_a_throw_away_on_this_machine_unless_told_otherwise) {
  const auto node = started({"--dev"});
  EXPECT_EQ(node.base_path, std::nullopt);
  EXPECT_EQ(node.rpc_address, "127.0.0.1");
  EXPECT_EQ(node.rpc_port, 9944);
  EXPECT_EQ(node.pruning, 2400U);
  EXPECT_EQ(node.sealing.mode, Mode::Instant);
}

TEST(Node, says_where_session_keys_are_and_who_may_ask_for_them) {
  EXPECT_EQ(started({}).keystore_path, std::nullopt);
  EXPECT_EQ(started({"--keystore-path", "/k"}).keystore_path, "/k");
  EXPECT_TRUE(started({}).unsafe_rpc);
  EXPECT_TRUE(started({"--rpc-methods", "auto"}).unsafe_rpc);
  EXPECT_FALSE(started({"--rpc-methods", "safe"}).unsafe_rpc);
}

TEST(Node, reads_pruning_and_sealing) {
  EXPECT_EQ(started({"--pruning", "archive"}).pruning, std::nullopt);
  EXPECT_EQ(started({"--pruning", "256"}).pruning, 256U);
  EXPECT_EQ(started({"--sealing", "manual"}).sealing.mode, Mode::Manual);
  const auto interval = started({"--sealing", "500"}).sealing;
  EXPECT_EQ(interval.mode, Mode::Interval);
  EXPECT_EQ(interval.interval_ms, 500U);
}

TEST(Node, does_not_start_on_a_wrong_line) {
  const std::vector<std::vector<std::string>> lines{
      {"--pruning", "some"},       {"--pruning", "0"},
      {"--sealing", "-5"},         {"--sealing", "5x"},
      {"--rpc-port", "65536"},     {"--log", "loud"},
      {"--rpc-methods", "unsafe"}, {"--tmp", "--base-path", "/x"}};
  for (auto line : lines) {
    line.insert(line.begin(), "node");
    Console console;
    EXPECT_EQ(console.run(line), 2) << line[1];
    EXPECT_FALSE(console.started);
  }
}

}  // namespace
}  // namespace descent::cli

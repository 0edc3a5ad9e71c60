#include "node/service/network_options.hpp"

#include <gmock/gmock.h>

namespace descent::service {
namespace {

using testing::HasSubstr;

const std::string kPeer =
    "/ip4/10.0.0.1/tcp/30333/p2p/" + network::libp2p::PeerId{{1, 2, 3}}.text();

TEST(NetworkOptions, without_addresses_the_port_is_open_on_every_one) {
  NetworkOptions options;
  options.port = 4'000;
  const auto host = host_options(options, "tester");
  ASSERT_TRUE(host);
  ASSERT_EQ(host->listen.size(), 1u);
  EXPECT_TRUE(host->listen[0].address().is_unspecified());
  EXPECT_EQ(host->listen[0].port(), 4'000);
  EXPECT_EQ(host->agent_version, "tester");
}

TEST(NetworkOptions, what_an_operator_says_reaches_the_host) {
  NetworkOptions options;
  options.listen = {"/ip4/127.0.0.1/tcp/0", "/ip6/::1/tcp/5"};
  options.announced = {"/dns/node.example/tcp/30333"};
  options.boot_nodes = {kPeer};
  options.reserved = {kPeer};
  options.reserved_only = true;
  options.outbound = 3;
  options.inbound = 4;
  options.allow_private_addresses = true;
  const auto host = host_options(options, "tester");
  ASSERT_TRUE(host) << host.error();
  EXPECT_EQ(host->listen.size(), 2u);
  EXPECT_TRUE(host->listen[1].address().is_v6());
  EXPECT_EQ(host->announced.at(0).text(), options.announced[0]);
  EXPECT_EQ(host->boot_nodes.at(0).text(), kPeer);
  EXPECT_EQ(host->reserved.at(0).text(), kPeer);
  EXPECT_TRUE(host->reserved_only);
  EXPECT_EQ(host->outbound, 3u);
  EXPECT_EQ(host->inbound, 4u);
  EXPECT_TRUE(host->allow_private_addresses);
}

TEST(NetworkOptions, what_is_no_address_is_named_with_its_flag) {
  const auto refusal = [](const NetworkOptions& options) {
    const auto host = host_options(options, "tester");
    return host ? std::string{} : host.error();
  };
  NetworkOptions boot, reserved, announced, listen, name;
  boot.boot_nodes = {"10.0.0.1:30333"};
  EXPECT_THAT(refusal(boot),
              testing::AllOf(HasSubstr("--bootnodes"), HasSubstr("'10.0.0.1:30333'")));
  reserved.reserved = {"/ip4/10.0.0.1/tcp/30333"};
  EXPECT_THAT(refusal(reserved), testing::AllOf(HasSubstr("--reserved-nodes"), HasSubstr("/p2p/")));
  announced.announced = {"here"};
  EXPECT_THAT(refusal(announced), HasSubstr("--public-addr"));
  listen.listen = {"here"};
  EXPECT_THAT(refusal(listen), HasSubstr("--listen-addr"));
  name.listen = {"/dns/node.example/tcp/1"};
  EXPECT_THAT(refusal(name), HasSubstr("an address of this machine"));
}

}  // namespace
}  // namespace descent::service

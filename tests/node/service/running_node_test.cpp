#include "node/service/running_node.hpp"

#include <gmock/gmock.h>

#include <csignal>

#include "node/service/memo.hpp"
#include "tests/node/keystore/folder.hpp"
#include "tests/node/service/dev_chain.hpp"

namespace descent::service {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

struct Parts : testing::Test, DevChain {
  const keystore::Folder folder{};
  const keystore::SessionKeys keys = *keystore::SessionKeys::open(folder / "keystore");
  BoundedMemo memo{1 << 20};
  NodeOptions options = quiet();
  const network::libp2p::Identity identity{crypto::Seed{}};

  static NodeOptions quiet() {
    NodeOptions out;
    out.rpc_port = 0;
    out.prometheus_port = 0;
    return out;
  }
  Signer signer{keys, chain->genesis_hash(), {folder / "signing", SignState::Missing::Create}};
  RunningNode::Parts alone() {
    return {options, dev_spec(), *chain, database, memo,
            keys,    signer,     false,  nullptr,  std::nullopt};
  }
  RunningNode::Parts voting() {
    network::HostOptions host;
    host.listen = {{boost::asio::ip::address_v4::loopback(), 0}};
    return {options, dev_spec(), *chain, database,  memo,
            keys,    signer,     true,   &identity, Peers::Options{host, network::message::kFull}};
  }
};

TEST_F(Parts, a_node_tells_where_it_serves_and_ends_when_it_is_told_to) {
  RunningNode node{alone()};
  ASSERT_TRUE(node.listen());
  EXPECT_THAT(node.rpc_url(), StartsWith("ws://127.0.0.1:"));
  EXPECT_GT(node.operator_port(), 0);
  EXPECT_TRUE(node.addresses().empty()) << "it has no peers";
  std::raise(SIGTERM);
  EXPECT_TRUE(node.run());
}

TEST_F(Parts, an_rpc_address_that_is_none_is_refused) {
  options.rpc_address = "here";
  RunningNode node{alone()};
  const auto done = node.listen();
  ASSERT_FALSE(done);
  EXPECT_THAT(done.error(), HasSubstr("here is no IP address"));
}

TEST_F(Parts, a_validator_alone_makes_final_blocks_until_it_is_told_to_end) {
  ASSERT_TRUE(keys.insert("dsc1", "//Alice",
                          crypto::from_suri(crypto::KeyType::Ed25519, "//Alice")->account().id));
  RunningNode node{voting()};
  chain->listen([](const Chain::Committed&) { std::raise(SIGTERM); });
  ASSERT_TRUE(node.listen());
  ASSERT_EQ(node.addresses().size(), 1u);
  EXPECT_THAT(node.addresses()[0], HasSubstr("/p2p/" + identity.peer_id().text()));
  EXPECT_TRUE(node.run());
  EXPECT_GE(chain->head().number, 1u);
  EXPECT_TRUE(chain->blocks().justification(chain->head_hash())->has_value());
}

}  // namespace
}  // namespace descent::service

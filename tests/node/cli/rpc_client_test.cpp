#include "node/cli/rpc_client.hpp"

#include <gtest/gtest.h>
#include <httplib.h>

#include "tests/node/cli/fake_node.hpp"

namespace descent::cli {
namespace {

TEST(RpcClient, takes_the_node_s_one_port_by_either_scheme) {
  for (const auto* url : {"http://127.0.0.1:9944", "ws://127.0.0.1:9944", "http://127.0.0.1:9944/"})
    EXPECT_EQ(RpcClient::at(url)->url(), "http://127.0.0.1:9944");
  EXPECT_EQ(RpcClient::at("http://[::1]:80")->url(), "http://[::1]:80");
}

TEST(RpcClient, refuses_what_is_no_address) {
  for (const auto* url :
       {"", "127.0.0.1:9944", "https://host", "http://", "http://host:0", "http://host:65536",
        "http://host:x", "http://host/path", "http://user@host"}) {
    const auto client = RpcClient::at(url);
    ASSERT_FALSE(client) << url;
    EXPECT_EQ(client.error().exit, Exit::Usage);
    EXPECT_NE(client.error().message.find("--url"), std::string::npos);
  }
}

TEST(RpcClient, says_that_nobody_answers_and_what_to_do) {
  const auto answer = RpcClient::at("http://127.0.0.1:1")->call("system_chain", {});
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().exit, Exit::NoConnection);
  EXPECT_NE(answer.error().message.find("no node answers at http://127.0.0.1:1"),
            std::string::npos);
  EXPECT_NE(answer.error().message.find("descent node --dev"), std::string::npos);
}

TEST(RpcClient, returns_the_result) {
  FakeNode node;
  node.handlers["echo"] = [](const FakeNode::Params& params) { return boost::json::value(params); };
  EXPECT_EQ(*RpcClient::at(node.url())->call("echo", {1, "x"}), (boost::json::array{1, "x"}));
}

TEST(RpcClient, repeats_the_node_s_reason) {
  FakeNode node;
  node.handlers["no"] = [](const FakeNode::Params&) {
    return boost::json::value{
        {"code", 1010}, {"message", "Invalid Transaction"}, {"data", "Transaction is outdated"}};
  };
  const auto answer = RpcClient::at(node.url())->call("no", {});
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error(),
            refused("the node refused no: Invalid Transaction: Transaction is outdated"));
}

TEST(RpcClient, knows_a_web_server_from_a_node) {
  httplib::Server server;
  server.Post(
      "/", [](const auto&, httplib::Response& reply) { reply.set_content("<html>", "text/html"); });
  const int port = server.bind_to_any_port("127.0.0.1");
  std::thread thread{[&] { server.listen_after_bind(); }};
  const auto client = RpcClient::at("http://127.0.0.1:" + std::to_string(port));
  const auto answer = client->call("system_chain", {});
  while (!server.is_running()) std::this_thread::yield();
  server.stop();
  thread.join();
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().exit, Exit::NoConnection);
}

}  // namespace
}  // namespace descent::cli

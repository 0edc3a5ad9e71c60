#include "network/host/host.hpp"

#include "tests/network/host/node.hpp"

namespace descent::network {
namespace {

TEST(Host, nodes_find_each_other_through_one_boot_node) {
  asio::io_context io;
  Node boot{io, 1};
  boot.start();
  std::vector<std::unique_ptr<Node>> nodes;
  for (std::uint64_t i = 0; i < 4; ++i)
    nodes.push_back(std::make_unique<Node>(io, 10 + i, with_boot({boot.where()})));
  for (auto& node : nodes) node->start();
  run_until(io, [&] {
    return boot.peers() == 4 &&
           std::ranges::all_of(nodes, [](const auto& node) { return node->peers() == 4; });
  });
  for (auto& node : nodes) {
    EXPECT_TRUE(node->knows(boot));
    for (auto& other : nodes) EXPECT_TRUE(node == other || node->knows(*other));
    EXPECT_EQ(node->host->stats().peers_in + node->host->stats().peers_out, 4u);
  }
  stop_all(io, boot, *nodes[0], *nodes[1], *nodes[2], *nodes[3]);
}

TEST(Host, tells_what_a_peer_is) {
  asio::io_context io;
  HostOptions named = local_options();
  named.agent_version = "descent/9 \x1b[31m";
  Node one{io, 1, named};
  one.start();
  Node two{io, 2, with_boot({one.where()})};
  two.start();
  run_until(io, [&] { return two.knows(one) && one.knows(two); });
  run_until(io, [&] { return !two.host->peers().front().agent.empty(); });
  const PeerInfo of_one = two.host->peers().front(), of_two = one.met.front();
  EXPECT_EQ(of_one.id, one.host->local_id());
  EXPECT_FALSE(of_one.inbound);
  EXPECT_TRUE(of_two.inbound);
  EXPECT_EQ(of_one.handshake.best_number, 1u);
  EXPECT_EQ(of_two.handshake.best_number, 2u);
  EXPECT_EQ(of_one.agent, "descent/9 ?[31m") << "fit for a terminal";
  EXPECT_TRUE(of_two.address.starts_with("/ip4/127.0.0.1/tcp/"));
  EXPECT_EQ(of_one.address + "/p2p/" + of_one.id.text(), one.where().text());
  EXPECT_EQ(of_one.reputation, 0);
  stop_all(io, one, two);
}

TEST(Host, messages_of_every_kind_arrive_in_order) {
  asio::io_context io;
  Node one{io, 1};
  one.start();
  Node two{io, 2, with_boot({one.where()})};
  two.start();
  run_until(io, [&] { return two.knows(one); });
  const auto to = two.number_of(one);
  std::vector<Message> sent;
  for (std::uint8_t i = 0; i < 20; ++i) {
    sent.emplace_back(message::Consensus{{i}});
    sent.emplace_back(message::Blocks{{i}});
    sent.emplace_back(message::Announce{{i}});
    sent.emplace_back(message::Transactions{{Hash{{i}}}, {}, {}});
    sent.emplace_back(message::SyncRequest{i, 2, 3, false});
    sent.emplace_back(message::ChunkResponse{i, Bytes(5'000)});
  }
  for (const auto& message : sent) ASSERT_TRUE(two.host->send(to, message));
  run_until(io, [&] { return one.heard.size() == sent.size(); });
  const auto of_kind = [](const std::vector<Message>& all, Kind kind) {
    std::vector<Message> out;
    for (const auto& message : all)
      if (kind_of(message) == kind) out.push_back(message);
    return out;
  };
  for (std::size_t k = 0; k < kKinds; ++k) {
    const auto kind = static_cast<Kind>(k);
    const auto expected = of_kind(sent, kind);
    EXPECT_EQ(of_kind(one.heard, kind), expected);
    if (expected.empty()) continue;
    const auto& said = two.host->stats().said[k];
    const auto& heard = one.host->stats().heard[k];
    EXPECT_EQ(said.messages, expected.size()) << limits_of(kind).name;
    EXPECT_EQ(heard.messages, expected.size()) << limits_of(kind).name;
    EXPECT_EQ(heard.bytes, said.bytes) << limits_of(kind).name;
    EXPECT_GT(said.bytes, 0u);
  }
  stop_all(io, one, two);
}

TEST(Host, broadcasts_to_all_but_one) {
  asio::io_context io;
  Node boot{io, 1};
  boot.start();
  Node two{io, 2, with_boot({boot.where()})}, three{io, 3, with_boot({boot.where()})};
  two.start();
  three.start();
  run_until(io, [&] { return boot.peers() == 2; });
  EXPECT_EQ(boot.host->broadcast(message::Consensus{{7}}), 2u);
  EXPECT_EQ(boot.host->broadcast(message::Consensus{{8}}, boot.number_of(two)), 1u);
  EXPECT_EQ(boot.host->broadcast(message::Consensus{{9}}), 2u);
  run_until(io, [&] { return two.heard.size() == 2 && three.heard.size() == 3; });
  EXPECT_EQ(two.heard[1], Message{message::Consensus{{9}}});
  EXPECT_EQ(three.heard[1], Message{message::Consensus{{8}}});
  stop_all(io, boot, two, three);
}

TEST(Host, says_why_nothing_was_sent) {
  asio::io_context io;
  Node one{io, 1};
  one.start();
  Node two{io, 2, with_boot({one.where()})};
  two.start();
  EXPECT_EQ(two.host->send(1, message::Consensus{{1}}).error(), Refusal::NotReady);
  run_until(io, [&] { return two.knows(one); });
  const auto to = two.number_of(one);
  EXPECT_EQ(two.host->send(to, message::Announce{Bytes(1 << 20)}).error(), Refusal::TooLarge);
  while (two.host->send(to, message::ChunkResponse{1, Bytes(1'000'000)})) {}
  EXPECT_EQ(two.host->send(to, message::ChunkResponse{1, Bytes(1'000'000)}).error(),
            Refusal::QueueFull);
  EXPECT_TRUE(two.host->send(to, message::Consensus{{1}})) << "others go on";
  const auto& unsent = two.host->stats().unsent;
  EXPECT_EQ(unsent[static_cast<std::size_t>(Refusal::TooLarge)], 1u);
  EXPECT_EQ(unsent[static_cast<std::size_t>(Refusal::QueueFull)], 2u);
  stop_all(io, one, two);
}

TEST(Host, hears_that_a_peer_is_gone) {
  asio::io_context io;
  Node one{io, 1};
  one.start();
  Node two{io, 2, with_boot({one.where()})};
  two.start();
  run_until(io, [&] { return two.knows(one) && one.knows(two); });
  const auto number = one.number_of(two);
  two.host->stop();
  run_until(io, [&] { return !one.gone.empty(); });
  EXPECT_EQ(one.gone, std::vector{number});
  EXPECT_EQ(one.peers(), 0u);
  EXPECT_EQ(one.host->stats().peers_in, 0u);
  EXPECT_TRUE(two.gone.empty()) << "after stop nobody is told";
  stop_all(io, one, two);
}

TEST(Host, may_be_called_while_it_tells) {
  asio::io_context io;
  Node one{io, 1};
  one.start();
  Node two{io, 2, with_boot({one.where()})};
  two.start();
  run_until(io, [&] { return two.knows(one) && one.knows(two); });
  // The first of many messages ends it.
  one.when_told = [&](PeerNumber peer) {
    one.host->broadcast(message::Consensus{{9}});
    one.host->report(peer, Conduct::BadCertificate);
    EXPECT_TRUE(one.gone.empty()) << "not from within the call";
    EXPECT_EQ(one.host->send(peer, message::Consensus{{9}}).error(), Refusal::NotReady);
    EXPECT_EQ(one.peers(), 0u);
  };
  for (int i = 0; i < 50; ++i)
    ASSERT_TRUE(two.host->send(two.number_of(one), message::Consensus{{1}}));
  run_until(io, [&] { return !one.gone.empty() && !two.gone.empty(); });
  EXPECT_EQ(one.heard.size(), 1u);
  EXPECT_EQ(one.host->stats().bans, 1u);
  stop_all(io, one, two);
}

TEST(Host, may_be_stopped_while_it_tells) {
  asio::io_context io;
  Node one{io, 1};
  one.start();
  Node two{io, 2, with_boot({one.where()})};
  two.start();
  run_until(io, [&] { return two.knows(one) && one.knows(two); });
  one.when_told = [&](PeerNumber) { one.host->stop(); };
  for (int i = 0; i < 50; ++i)
    ASSERT_TRUE(two.host->send(two.number_of(one), message::Consensus{{1}}));
  run_until(io, [&] { return !two.gone.empty(); });
  EXPECT_EQ(one.heard.size(), 1u);
  stop_all(io, one, two);
}

TEST(Host, delivers_what_was_said_before_it_stopped) {
  asio::io_context io;
  Node one{io, 1};
  one.start();
  Node two{io, 2, with_boot({one.where()})};
  two.start();
  run_until(io, [&] { return two.knows(one) && one.knows(two); });
  two.host->broadcast(message::Consensus{{1}});
  run_until(io, [&] { return one.heard.size() == 1; });
  two.host->broadcast(message::Consensus{Bytes(100'000)});
  two.host->stop();
  run_until(io, [&] { return one.heard.size() == 2; });
  stop_all(io, one, two);
}

TEST(Host, does_not_begin_where_an_address_is_taken_or_a_reserved_has_no_id) {
  asio::io_context io;
  Node one{io, 1};
  const auto where = one.start().where();
  HostOptions taken = local_options();
  taken.listen = {{asio::ip::address_v4::loopback(), where.port}};
  Node two{io, 2, taken};
  const auto failed = two.host->start();
  ASSERT_FALSE(failed);
  EXPECT_NE(failed.error().find("cannot listen"), std::string::npos) << failed.error();
  auto nameless = where;
  nameless.peer = {};
  Node three{io, 3, with_reserved({nameless})};
  const auto refused = three.host->start();
  ASSERT_FALSE(refused);
  EXPECT_NE(refused.error().find("peer id"), std::string::npos) << refused.error();
  stop_all(io, one, two, three);
}

}  // namespace
}  // namespace descent::network

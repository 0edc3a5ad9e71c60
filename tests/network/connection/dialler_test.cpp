#include "network/connection/dialler.hpp"

#include "tests/network/connection/peer.hpp"

namespace descent::network {
namespace {

TEST(Dialler, reaches_a_peer_by_its_name) {
  asio::io_context io;
  Peer server{io, 1};
  Peer client{io, 2};
  auto where = server.listen();
  where.host = libp2p::DnsName{libp2p::DnsName::Family::V4, "localhost"};
  ASSERT_TRUE(client.transport->dial(where));
  run_until(io, [&] { return server.secured == 1 && client.secured == 1; });
}

TEST(Dialler, another_peer_than_the_one_named_is_refused) {
  asio::io_context io;
  Peer server{io, 1};
  Peer client{io, 2};
  auto where = server.listen();
  where.peer = client.identity.peer_id();
  ASSERT_TRUE(client.transport->dial(where));
  run_until(io, [&] { return client.failed.size() == 1; });
  EXPECT_EQ(client.failed[0], "the peer is not the one that was dialled");
  EXPECT_EQ(client.secured + server.secured, 0);
}

TEST(Dialler, nobody_there_is_told) {
  asio::io_context io;
  Peer client{io, 2};
  std::uint16_t port{};
  { port = Peer{io, 1}.listen().port; }
  run_for(io, 10ms);
  ASSERT_TRUE(client.transport->dial({libp2p::Ip4{127, 0, 0, 1}, port}));
  run_until(io, [&] { return client.failed.size() == 1; });
}

TEST(Dialler, a_peer_that_accepts_and_says_nothing_is_given_up) {
  Options options;
  options.settings.handshake = 100ms;
  asio::io_context io;
  tcp::acceptor silent{io, kLoopback};
  Peer client{io, 2, options};
  client.transport->dial({libp2p::Ip4{127, 0, 0, 1}, silent.local_endpoint().port()});
  run_until(io, [&] { return client.failed.size() == 1; });
  EXPECT_EQ(client.failed[0], "the handshake took too long");
}

TEST(Dialler, dials_at_a_time_are_limited) {
  Options options;
  options.dials = 2;
  options.dial = 100ms;
  asio::io_context io;
  Peer client{io, 2, options};
  // TEST-NET-1: nobody answers, or the network refuses at once when it is run.
  const libp2p::Multiaddr nobody{libp2p::Ip4{192, 0, 2, 1}, 9};
  EXPECT_TRUE(client.transport->dial(nobody));
  EXPECT_TRUE(client.transport->dial(nobody));
  EXPECT_FALSE(client.transport->dial(nobody));
  run_until(io, [&] { return client.failed.size() == 2; });
  EXPECT_TRUE(client.transport->dial(nobody));
}

}  // namespace
}  // namespace descent::network

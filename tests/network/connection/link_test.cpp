#include "network/connection/link.hpp"

#include "tests/network/connection/peer.hpp"

namespace descent::network {
namespace {

struct Linked {
  explicit Linked(const Options& of_server = {}) : server{io, 1, of_server}, client{io, 2} {
    client.transport->dial(server.listen());
    run_until(io, [&] { return server.secured == 1 && client.secured == 1; });
  }
  ~Linked() {
    server.transport->stop();
    client.transport->stop();
    run_for(io, 200ms);
  }

  libp2p::StreamId open() {
    const auto id = client.link().connection().open({"/test/1"}, libp2p::Priority::Normal, now());
    client.link().flush();
    run_until(io, [&] { return client.stream == *id; });
    return *id;
  }

  asio::io_context io;
  Peer server, client;
};

TEST(Link, bytes_arrive_however_many) {
  Linked linked;
  const auto id = linked.open();
  const Bytes sent = linked.client.random.bytes(3'000'000);
  ASSERT_TRUE(linked.client.link().connection().write(id, sent));
  linked.client.link().flush();
  run_until(linked.io, [&] { return linked.server.received.size() >= sent.size(); });
  EXPECT_EQ(linked.server.received, sent);
}

TEST(Link, a_reader_that_does_not_read_holds_the_writer_back) {
  Linked linked;
  linked.server.reads = false;
  const auto id = linked.open();
  ASSERT_TRUE(linked.client.link().connection().write(id, Bytes(1'000'000)));
  linked.client.link().flush();
  run_for(linked.io, 300ms);
  EXPECT_EQ(linked.server.received.size(), libp2p::yamux::kWindow);
}

TEST(Link, both_sides_hear_of_the_end) {
  Linked linked;
  linked.client.link().close("enough");
  run_until(linked.io,
            [&] { return linked.server.closed.size() + linked.client.closed.size() == 2; });
  EXPECT_EQ(linked.client.closed.front(), "enough");
  EXPECT_EQ(linked.server.links() + linked.client.links(), 0u);
}

TEST(Link, tells_the_other_what_it_is) {
  Options options;
  options.agent_version = "descent/test";
  asio::io_context io;
  Peer server{io, 1, options};
  Peer client{io, 2};
  client.asks = true;
  client.transport->dial(server.listen());
  run_until(io, [&] { return client.agent == "descent/test"; });
}

TEST(Link, tells_where_its_node_listens_as_the_other_can_reach_it) {
  Options options;
  options.announced = {{libp2p::Ip4{1, 2, 3, 4}, 5}};
  asio::io_context io;
  Peer server{io, 1, options};
  const auto v6 = server.transport->listen({asio::ip::address_v6::any(), 0});
  const auto any = server.transport->listen({asio::ip::address_v4::any(), 0});
  const auto one = server.transport->listen(kLoopback);
  ASSERT_TRUE(v6 && any && one);
  Peer client{io, 2};
  client.asks = true;
  client.transport->dial({libp2p::Ip4{127, 0, 0, 2}, any->port()});
  run_until(io, [&] { return !client.listens.empty(); });
  const std::vector<libp2p::Multiaddr> expected{{libp2p::Ip4{1, 2, 3, 4}, 5},
                                                {libp2p::Ip4{127, 0, 0, 2}, any->port()},
                                                {libp2p::Ip4{127, 0, 0, 1}, one->port()}};
  EXPECT_EQ(client.listens, expected) << "the address of IPv6 is not known here";
}

TEST(Link, a_peer_that_is_silent_after_connecting_is_cut_off) {
  Options options;
  options.settings.handshake = 100ms;
  asio::io_context io;
  Peer server{io, 1, options};
  tcp::socket stranger{io};
  stranger.connect({asio::ip::address_v4::loopback(), server.listen().port});
  run_until(io, [&] { return server.transport->stats().failed == 1; });
  EXPECT_EQ(server.links(), 0u);
  EXPECT_EQ(server.secured, 0);
}

TEST(Link, a_peer_that_takes_nothing_is_cut_off) {
  Options options;
  options.write = 200ms;
  asio::io_context io;
  asio::io_context stalls;
  Peer server{io, 1, options};
  Peer client{stalls, 2};
  client.transport->dial(server.listen());
  const auto both_until = [&](auto done) {
    run_until(io, [&] {
      stalls.restart();
      stalls.poll();
      return done();
    });
  };
  both_until([&] { return client.secured == 1; });
  // More windows than the buffers of the sockets hold.
  for (int i = 0; i < 64; ++i)
    ASSERT_TRUE(client.link().connection().open({"/test/1"}, libp2p::Priority::Normal, now()));
  client.link().flush();
  both_until([&] { return server.streams.size() == 64; });
  for (const auto id : server.streams)
    ASSERT_TRUE(server.link().connection().write(id, Bytes(libp2p::yamux::kWindow)));
  server.link().flush();
  run_until(io, [&] { return !server.closed.empty(); });
  EXPECT_EQ(server.closed.front(), "the peer does not take what is sent");
}

TEST(Link, nonsense_is_cut_off) {
  asio::io_context io;
  Peer server{io, 1};
  tcp::socket stranger{io};
  stranger.connect({asio::ip::address_v4::loopback(), server.listen().port});
  stranger.send(asio::buffer("GET / HTTP/1.1\r\nUser-Agent: " + std::string(80, 'x') + "\r\n\r\n"));
  run_until(
      io, [&] { return server.transport->stats().failed == 1; }, 2s);
}

}  // namespace
}  // namespace descent::network

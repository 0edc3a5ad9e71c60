#include "network/connection/transport.hpp"

#include <sys/resource.h>

#include "tests/network/connection/peer.hpp"

namespace descent::network {
namespace {

TEST(Transport, stops_cleanly_with_links_dials_and_a_listener) {
  asio::io_context io;
  Peer server{io, 1};
  Peer client{io, 2};
  client.transport->dial(server.listen());
  run_until(io, [&] { return server.secured == 1 && client.secured == 1; });
  client.transport->dial({libp2p::Ip4{192, 0, 2, 1}, 9});
  tcp::socket stranger{io};
  stranger.connect({asio::ip::address_v4::loopback(), server.listen().port});
  run_for(io, 20ms);
  server.transport->stop();
  client.transport->stop();
  io.restart();
  EXPECT_GT(io.run_for(5s), 0u);
  EXPECT_TRUE(io.stopped()) << "work is left";
  EXPECT_EQ(server.links() + client.links(), 0u);
  EXPECT_EQ(client.closed.size(), 1u);
  EXPECT_FALSE(client.transport->dial({libp2p::Ip4{127, 0, 0, 1}, 1}));
}

TEST(Transport, who_is_not_welcome_is_closed_before_anything_is_read) {
  Options options;
  bool welcome = false;
  std::vector<asio::ip::address> asked;
  options.admits = [&](const asio::ip::address& from) {
    asked.push_back(from);
    return welcome;
  };
  asio::io_context io;
  Peer server{io, 1, options};
  const auto where = server.listen();
  Peer client{io, 2};
  client.transport->dial(where);
  run_until(io, [&] { return !client.failed.empty(); });
  EXPECT_EQ(server.transport->stats().refused, 1u);
  EXPECT_EQ(asked, std::vector{kLoopback.address()});
  welcome = true;
  client.transport->dial(where);
  run_until(io, [&] { return client.secured == 1; });
}

TEST(Transport, many_peers_at_once) {
  asio::io_context io;
  Options options;
  options.inbound_per_address = 64;
  Peer server{io, 1, options};
  const auto where = server.listen();
  std::vector<std::unique_ptr<Peer>> clients;
  for (std::uint64_t i = 0; i < 20; ++i) {
    clients.push_back(std::make_unique<Peer>(io, 100 + i));
    clients.back()->transport->dial(where);
  }
  run_until(io, [&] { return server.secured == 20; });
  server.transport->stop();
  run_until(io, [&] {
    return std::ranges::all_of(clients, [](const auto& client) { return !client->closed.empty(); });
  });
}

TEST(Transport, a_thousand_strangers_take_no_more_seats_than_there_are) {
  rlimit files{};
  ASSERT_EQ(getrlimit(RLIMIT_NOFILE, &files), 0);
  files.rlim_cur = std::min<rlim_t>(files.rlim_max, 4096);
  ASSERT_EQ(setrlimit(RLIMIT_NOFILE, &files), 0);

  Options options;
  options.inbound = options.inbound_per_address = 50;
  options.settings.handshake = 60s;
  asio::io_context io;
  Peer server{io, 1, options};
  const auto where = server.listen();
  std::vector<tcp::socket> strangers;
  for (int i = 0; i < 1'000; ++i) {
    strangers.emplace_back(io);
    boost::system::error_code refused;
    strangers.back().connect({asio::ip::address_v4::loopback(), where.port}, refused);
    io.poll();
    io.restart();
  }
  run_until(io, [&] {
    const auto& stats = server.transport->stats();
    return stats.accepted + stats.refused == 1'000;
  });
  EXPECT_EQ(server.transport->stats().accepted, 50u);
  EXPECT_EQ(server.links(), 50u);

  // When they are gone, a peer finds a seat.
  strangers.clear();
  run_until(io, [&] { return server.links() == 0; });
  Peer client{io, 2};
  client.transport->dial(where);
  run_until(io, [&] { return server.secured == 1; });
}

TEST(Transport, one_address_takes_no_more_than_its_share) {
  Options options;
  options.inbound_per_address = 3;
  asio::io_context io;
  Peer server{io, 1, options};
  const auto where = server.listen();
  std::vector<tcp::socket> strangers;
  for (int i = 0; i < 10; ++i) {
    strangers.emplace_back(io);
    strangers.back().connect({asio::ip::address_v4::loopback(), where.port});
  }
  run_until(io, [&] { return server.transport->stats().refused == 7; });
  EXPECT_EQ(server.links(), 3u);
}

TEST(Transport, a_port_that_is_taken_is_an_error_that_names_it) {
  asio::io_context io;
  Peer one{io, 1};
  Peer two{io, 2};
  const auto port = one.listen().port;
  const auto refused = two.transport->listen({asio::ip::address_v4::loopback(), port});
  ASSERT_FALSE(refused);
  EXPECT_NE(refused.error().find("127.0.0.1:" + std::to_string(port)), std::string::npos);
}

}  // namespace
}  // namespace descent::network

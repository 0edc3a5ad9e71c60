#include "network/connection/transport.hpp"

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

}  // namespace
}  // namespace descent::network

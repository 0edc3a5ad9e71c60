#include "network/connection/listener.hpp"

#include <sys/resource.h>

#include "tests/network/connection/peer.hpp"

namespace descent::network {
namespace {

TEST(Listener, a_thousand_strangers_take_no_more_seats_than_there_are) {
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

TEST(Listener, one_address_takes_no_more_than_its_share) {
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

TEST(Listener, a_port_that_is_taken_is_an_error_that_names_it) {
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

#include "node/rpc/transport/seats.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace descent::rpc {
namespace {

boost::asio::ip::address address(const char* text) { return boost::asio::ip::make_address(text); }

Limits limits() {
  Limits out;
  out.connections = 3;
  out.connections_per_address = 2;
  return out;
}

TEST(Seats, an_address_takes_no_more_than_its_share) {
  Seats seats{limits()};
  auto first = seats.take(address("10.0.0.1"));
  const auto second = seats.take(address("10.0.0.1"));
  EXPECT_TRUE(first && second);
  EXPECT_FALSE(seats.take(address("10.0.0.1")));
  EXPECT_FALSE(seats.take(address("::ffff:10.0.0.1")));
  EXPECT_TRUE(seats.take(address("10.0.0.2")));
  first.reset();
  EXPECT_TRUE(seats.take(address("10.0.0.1")));
}

TEST(Seats, all_addresses_together_take_no_more_than_there_are) {
  Seats seats{limits()};
  std::vector<Seats::Seat> taken;
  for (const char* peer : {"10.0.0.1", "10.0.0.2", "10.0.0.3"})
    taken.push_back(seats.take(address(peer)));
  EXPECT_FALSE(seats.take(address("10.0.0.4")));
  EXPECT_EQ(seats.taken(), 3u);
  taken.clear();
  EXPECT_EQ(seats.taken(), 0u);
}

TEST(Seats, a_64_of_ipv6_counts_as_one) {
  Seats seats{limits()};
  const auto first = seats.take(address("2001:db8::1"));
  const auto second = seats.take(address("2001:db8::ffff:2"));
  EXPECT_FALSE(seats.take(address("2001:db8:0:0:8000::3")));
  EXPECT_TRUE(seats.take(address("2001:db8:0:1::3")));
}

TEST(Seats, loopback_is_known_in_each_spelling) {
  for (const char* peer : {"127.0.0.1", "127.9.9.9", "::1", "::ffff:127.0.0.1"})
    EXPECT_TRUE(is_loopback(address(peer))) << peer;
  for (const char* peer : {"10.0.0.1", "::", "::2", "::ffff:10.0.0.1"})
    EXPECT_FALSE(is_loopback(address(peer))) << peer;
}

}  // namespace
}  // namespace descent::rpc

#include "network/tcp/seats.hpp"

#include <gtest/gtest.h>

namespace descent::network {
namespace {

using boost::asio::ip::make_address;

TEST(Seats, are_limited_for_each_address_and_in_all) {
  Seats seats{3, 2};
  const auto a1 = seats.take(make_address("10.0.0.1"));
  auto a2 = seats.take(make_address("10.0.0.1"));
  EXPECT_TRUE(a1 && a2);
  EXPECT_FALSE(seats.take(make_address("10.0.0.1")));
  const auto b1 = seats.take(make_address("10.0.0.2"));
  EXPECT_TRUE(b1);
  EXPECT_FALSE(seats.take(make_address("10.0.0.3")));
  a2.reset();
  EXPECT_EQ(seats.taken(), 2u);
  EXPECT_TRUE(seats.take(make_address("10.0.0.1")));
  EXPECT_TRUE(seats.take(make_address("10.0.0.3")));
}

TEST(Seats, count_a_network_of_ipv6_as_one_address) {
  Seats seats{9, 1};
  const auto one = seats.take(make_address("2001:db8:0:1::1"));
  EXPECT_FALSE(seats.take(make_address("2001:db8:0:1:ffff::2")));
  EXPECT_TRUE(seats.take(make_address("2001:db8:0:2::1")));
}

TEST(Seats, count_a_mapped_address_as_the_one_it_maps) {
  Seats seats{9, 1};
  const auto one = seats.take(make_address("10.0.0.1"));
  EXPECT_FALSE(seats.take(make_address("::ffff:10.0.0.1")));
  EXPECT_TRUE(seats.take(make_address("::ffff:10.0.0.2")));
}

TEST(Seats, loopback_is_known_in_each_spelling) {
  for (const char* peer : {"127.0.0.1", "127.9.9.9", "::1", "::ffff:127.0.0.1"})
    EXPECT_TRUE(is_loopback(make_address(peer))) << peer;
  for (const char* peer : {"10.0.0.1", "::", "::2", "::ffff:10.0.0.1"})
    EXPECT_FALSE(is_loopback(make_address(peer))) << peer;
}

}  // namespace
}  // namespace descent::network

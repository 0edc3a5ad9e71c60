#include "network/peers/reach.hpp"

#include <gtest/gtest.h>

namespace descent::network {
namespace {

libp2p::Host host(const std::string& text) {
  return libp2p::Multiaddr::from_text(text + "/tcp/1")->host;
}

TEST(Reach, public_addresses_are_public) {
  for (const auto* ip : {"1.1.1.1", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0",
                         "126.0.0.1", "128.0.0.1", "172.15.0.1", "172.32.0.1", "192.167.0.1",
                         "198.17.0.1", "198.20.0.1", "223.255.255.255"})
    EXPECT_TRUE(is_public(host(std::string{"/ip4/"} + ip))) << ip;
  for (const auto* ip : {"2a00:1450::1", "2600::1", "2001:4860::1", "3fff:1::"})
    EXPECT_TRUE(is_public(host(std::string{"/ip6/"} + ip))) << ip;
}

TEST(Reach, special_addresses_are_not) {
  for (const auto* ip :
       {"0.1.2.3", "10.0.0.1", "100.64.0.1", "100.127.255.255", "127.0.0.1", "169.254.169.254",
        "172.16.0.1", "172.31.255.255", "192.168.1.1", "192.0.2.1", "198.18.0.1", "198.19.255.255",
        "198.51.100.7", "203.0.113.7", "224.0.0.1", "240.0.0.1", "255.255.255.255"})
    EXPECT_FALSE(is_public(host(std::string{"/ip4/"} + ip))) << ip;
  for (const auto* ip : {"::", "::1", "::ffff:1.1.1.1", "fc00::1", "fd12::1", "fe80::1", "ff02::1",
                         "2001:db8::1", "2001::1", "2002:0101:0101::1", "64:ff9b::101:101"})
    EXPECT_FALSE(is_public(host(std::string{"/ip6/"} + ip))) << ip;
  EXPECT_FALSE(is_public(host("/dns/example.org"))) << "it may lead anywhere";
}

TEST(Reach, some_addresses_are_of_no_node) {
  for (const auto* text : {"/ip4/0.0.0.0", "/ip4/224.0.0.1", "/ip4/255.255.255.255",
                           "/ip6/::", "/ip6/ff02::1", "/ip6/::ffff:127.0.0.1", "/dns/localhost"})
    EXPECT_FALSE(is_of_one(host(text))) << text;
  for (const auto* text :
       {"/ip4/127.0.0.1", "/ip4/10.0.0.1", "/ip6/::1", "/ip6/fe80::1", "/ip4/1.1.1.1"})
    EXPECT_TRUE(is_of_one(host(text))) << text;
}

TEST(Reach, a_customer_has_a_64_of_ip6) {
  EXPECT_EQ(customer_of(host("/ip6/2001:4860:1:2:3:4:5:6")), host("/ip6/2001:4860:1:2::"));
  EXPECT_NE(customer_of(host("/ip6/2001:4860:1:2::1")), customer_of(host("/ip6/2001:4860:1:3::1")));
  EXPECT_EQ(customer_of(host("/ip4/1.2.3.4")), host("/ip4/1.2.3.4"));
}

}  // namespace
}  // namespace descent::network

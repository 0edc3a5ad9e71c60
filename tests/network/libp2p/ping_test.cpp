#include "network/libp2p/ping.hpp"

#include <gtest/gtest.h>

#include <numeric>

namespace descent::network::libp2p {
namespace {

using namespace std::chrono_literals;

PingPayload payload() {
  PingPayload out;
  std::iota(out.begin(), out.end(), std::uint8_t{7});
  return out;
}

TEST(Ping, the_echo_comes_in_whole_payloads) {
  PingEcho echo;
  const auto sent = payload();
  const View bytes{sent};
  EXPECT_TRUE(echo.receive(bytes.first(31)).empty());
  Bytes more(bytes.begin() + 31, bytes.end());
  append(more, bytes.first(5));
  EXPECT_EQ(echo.receive(more), Bytes(sent.begin(), sent.end()));
  EXPECT_EQ(echo.receive(bytes.subspan(5)), Bytes(sent.begin(), sent.end()));
}

TEST(Ping, the_round_trip_ends_with_the_last_byte) {
  Ping ping{payload(), 100ms};
  const auto& sent = ping.payload();
  EXPECT_FALSE(*ping.receive(View{sent}.first(10), 110ms));
  EXPECT_EQ(*ping.receive(View{sent}.subspan(10), 125ms), std::optional{Duration{25}});
}

TEST(Ping, other_or_more_bytes_are_wrong) {
  Bytes wrong(kPingBytes, 0);
  EXPECT_FALSE(Ping(payload(), 0ms).receive(wrong, 1ms));
  const auto sent = payload();
  Bytes more(sent.begin(), sent.end());
  more.push_back(0);
  EXPECT_FALSE(Ping(payload(), 0ms).receive(more, 1ms));
}

}  // namespace
}  // namespace descent::network::libp2p

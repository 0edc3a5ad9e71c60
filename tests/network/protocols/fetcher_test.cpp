#include "network/protocols/fetcher.hpp"

#include <gtest/gtest.h>

#include <set>

#include "tests/network/random.hpp"

namespace descent::network {
namespace {

using namespace std::chrono_literals;
using Fetch = Fetcher<int>;

Hash hash(std::uint8_t n) { return {{n}}; }

TEST(Fetcher, the_first_to_announce_is_asked_and_nobody_else) {
  Fetch fetcher{{}};
  EXPECT_EQ(fetcher.announced(1, hash(9), 0ms), (Fetch::Ask{1, hash(9)}));
  EXPECT_FALSE(fetcher.announced(2, hash(9), 0ms));
  EXPECT_FALSE(fetcher.announced(1, hash(9), 0ms));
  EXPECT_TRUE(fetcher.received(1, hash(9)));
  EXPECT_FALSE(fetcher.announced(3, hash(9), 0ms)) << "fetched";
  EXPECT_EQ(fetcher.wanted(), 0u);
}

TEST(Fetcher, who_does_not_answer_in_time_is_replaced) {
  Fetch fetcher{{}};
  fetcher.announced(1, hash(9), 0ms);
  fetcher.announced(2, hash(9), 0ms);
  std::vector<int> late;
  EXPECT_TRUE(fetcher.elapse(4'999ms, late).empty());
  EXPECT_EQ(fetcher.elapse(5'000ms, late), (std::vector<Fetch::Ask>{{2, hash(9)}}));
  EXPECT_EQ(late, std::vector{1});
  EXPECT_FALSE(fetcher.received(1, hash(9))) << "it was asked of another by then";
  EXPECT_TRUE(fetcher.has(hash(9)));
}

TEST(Fetcher, who_is_gone_is_replaced) {
  Fetch fetcher{{}};
  for (const int peer : {1, 2, 3}) fetcher.announced(peer, hash(9), 0ms);
  EXPECT_TRUE(fetcher.gone(2, 0ms).empty());
  EXPECT_EQ(fetcher.gone(1, 0ms), (std::vector<Fetch::Ask>{{3, hash(9)}}));
  EXPECT_TRUE(fetcher.gone(3, 0ms).empty());
  EXPECT_EQ(fetcher.wanted(), 0u);
  EXPECT_TRUE(fetcher.announced(4, hash(9), 0ms)) << "it may be announced again";
}

TEST(Fetcher, one_peer_and_all_peers_are_limited) {
  Fetch fetcher{{.hashes = 3, .of_a_peer = 2}};
  EXPECT_TRUE(fetcher.announced(1, hash(1), 0ms));
  EXPECT_TRUE(fetcher.announced(1, hash(2), 0ms));
  EXPECT_FALSE(fetcher.announced(1, hash(3), 0ms));
  EXPECT_TRUE(fetcher.announced(2, hash(3), 0ms));
  EXPECT_FALSE(fetcher.announced(3, hash(4), 0ms));
  fetcher.received(1, hash(1));
  EXPECT_TRUE(fetcher.announced(1, hash(4), 0ms));
}

// Whatever is announced, by whom and when, a hash is not asked for again once it is here, and no
// more is wanted than the limits allow.
TEST(Fetcher, nothing_is_asked_for_once_it_is_here) {
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    Random random{seed};
    Fetch fetcher{{.hashes = 20, .of_a_peer = 10, .announcers = 3}};
    std::set<Hash> here;
    Instant now{};
    for (int i = 0; i < 500; ++i) {
      const int peer = static_cast<int>(random.below(6));
      const Hash one = hash(static_cast<std::uint8_t>(random.below(60)));
      now += Duration{random.below(300)};
      std::vector<int> late;
      std::vector<Fetch::Ask> asks;
      if (random.one_in(8)) asks = fetcher.elapse(now, late);
      if (random.one_in(20)) asks = fetcher.gone(peer, now);
      if (const auto ask = fetcher.announced(peer, one, now)) asks.push_back(*ask);
      for (const auto& ask : asks) EXPECT_FALSE(here.contains(ask.hash));
      if (random.one_in(6)) {
        fetcher.received(peer, one);
        here.insert(one);
      }
      EXPECT_LE(fetcher.wanted(), 20u);
    }
  }
}

}  // namespace
}  // namespace descent::network

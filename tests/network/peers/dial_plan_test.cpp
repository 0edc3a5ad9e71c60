#include "network/peers/dial_plan.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "tests/network/random.hpp"

namespace descent::network {
namespace {

using namespace std::chrono_literals;
using libp2p::PeerId;

PeerId id(std::uint8_t n) { return {{n}}; }
Multiaddr at(std::uint8_t a, std::uint8_t b, std::uint8_t n) {
  return {libp2p::Ip4{a, b, 0, n}, 30333, id(n)};
}
const PeerId kOurs = id(100);

struct Planned {
  explicit Planned(const SlotLimits& limits = {.outbound = 4}, std::vector<Multiaddr> boot = {},
                   std::vector<Multiaddr> reserved = {})
      : slots{limits, kOurs, ids(reserved)}, plan{std::move(boot), reserved} {}

  static std::set<PeerId> ids(const std::vector<Multiaddr>& addresses) {
    std::set<PeerId> out;
    for (const auto& address : addresses) out.insert(*address.peer);
    return out;
  }
  std::vector<Multiaddr> next() {
    const auto suits = [&](const PeerId& who) { return !banned.contains(who); };
    return plan.next(slots, book, suits, now, [&] { return random(); });
  }
  void hear(const Multiaddr& address) { book.add(address, at(9, 9, 9).host, now); }
  PeerNumber connect(const PeerId& who, bool inbound = false, const std::string& group = "") {
    slots.admit(
        {++last, who, inbound, group}, [](const PeerId&) { return 0; }, now);
    return last;
  }

  Random random{5};
  AddressBook book{Random{7}.seed()};
  Slots slots;
  DialPlan plan;
  std::set<PeerId> banned;
  PeerNumber last = 0;
  Instant now = 1h;
};

using All = std::vector<Multiaddr>;

TEST(DialPlan, begins_with_the_boot_nodes) {
  Planned planned{{.outbound = 4}, {at(20, 1, 1), at(20, 1, 2)}};
  EXPECT_EQ(planned.next(), (All{at(20, 1, 1), at(20, 1, 2)})) << "of one network or not";
  EXPECT_EQ(planned.next(), All{}) << "they are under way";
}

TEST(DialPlan, dials_boot_nodes_again_only_when_nobody_is_connected) {
  Planned planned{{.outbound = 4}, {at(20, 1, 1), at(20, 2, 2)}};
  planned.next();
  for (const auto& address : {at(20, 1, 1), at(20, 2, 2)})
    planned.plan.failed(address, planned.now, 0);
  const auto number = planned.connect(id(3), true);
  planned.now += 1h;
  EXPECT_EQ(planned.next(), All{});
  planned.slots.leave(number);
  EXPECT_EQ(planned.next(), (All{at(20, 1, 1), at(20, 2, 2)}));
}

TEST(DialPlan, waits_longer_after_each_failure) {
  Planned planned{{}, {at(20, 1, 1)}};
  planned.next();
  for (const Duration wait : {Duration{500}, Duration{1'000}, Duration{2'000}, Duration{4'000}}) {
    planned.plan.failed(at(20, 1, 1), planned.now, 0);
    planned.now += wait - 1ms;
    EXPECT_EQ(planned.next(), All{}) << wait.count();
    planned.now += 1ms;
    EXPECT_EQ(planned.next(), All{at(20, 1, 1)}) << wait.count();
  }
  planned.plan.worked(at(20, 1, 1));
  planned.plan.failed(at(20, 1, 1), planned.now, 0);
  planned.now += 500ms;
  EXPECT_EQ(planned.next(), All{at(20, 1, 1)}) << "what worked begins again";
}

TEST(DialPlan, looks_for_a_peer_that_it_lost_every_two_minutes_and_for_a_stranger_less_and_less) {
  Planned planned;
  const Multiaddr peer = at(20, 1, 1), stranger = at(30, 1, 2);
  planned.hear(peer);
  planned.hear(stranger);
  planned.next();
  planned.plan.worked(peer);
  planned.plan.lost(peer, planned.now);
  for (unsigned failures = 1; failures < 20; ++failures) {
    planned.plan.failed(peer, planned.now, ~std::uint64_t{0});
    planned.plan.failed(stranger, planned.now, ~std::uint64_t{0});
    planned.now += 2min;
    const All dialled = planned.next();
    EXPECT_EQ(std::ranges::count(dialled, peer), 1) << failures;
    // Its wait has doubled to eight minutes, of which chance takes off half at most.
    EXPECT_TRUE(failures <= 3 || dialled == All{peer}) << failures;
  }
}

TEST(DialPlan, always_dials_the_reserved_again_and_beyond_the_limits) {
  Planned planned{{.outbound = 0}, {}, {at(20, 1, 1), at(20, 1, 2)}};
  planned.banned = {id(1)};
  EXPECT_EQ(planned.next(), (All{at(20, 1, 1), at(20, 1, 2)}));
  planned.plan.reached(at(20, 1, 1));
  const auto number = planned.connect(id(1));
  planned.plan.worked(at(20, 1, 1));
  for (unsigned failures = 1; failures < 100; ++failures) {
    planned.plan.failed(at(20, 1, 2), planned.now, ~std::uint64_t{0});
    planned.now += 30s;
    EXPECT_EQ(planned.next(), All{at(20, 1, 2)}) << "at most half a minute later";
  }
  planned.slots.leave(number);
  planned.plan.lost(at(20, 1, 1), planned.now);
  EXPECT_EQ(planned.next(), All{});
  planned.now += 1s;
  EXPECT_EQ(planned.next(), All{at(20, 1, 1)});
}

TEST(DialPlan, dials_a_peer_of_two_addresses_at_one_at_a_time) {
  Planned planned{{.outbound = 4}, {}, {at(20, 1, 1), {libp2p::Ip4{20, 9, 9, 9}, 1, id(1)}}};
  EXPECT_EQ(planned.next(), All{at(20, 1, 1)});
  planned.plan.failed(at(20, 1, 1), planned.now, 0);
  EXPECT_EQ(planned.next(), (All{{libp2p::Ip4{20, 9, 9, 9}, 1, id(1)}}));
}

TEST(DialPlan, dials_nobody_but_the_reserved_where_it_is_so) {
  Planned planned{{.reserved_only = true}, {at(20, 1, 1)}, {at(20, 1, 2)}};
  planned.hear(at(30, 1, 3));
  EXPECT_EQ(planned.next(), All{at(20, 1, 2)});
}

TEST(DialPlan, fills_the_slots_from_the_book_one_of_each_network) {
  Planned planned{{.outbound = 3}};
  for (std::uint8_t n = 1; n <= 30; ++n) planned.hear(at(20, n % 2, n));
  EXPECT_EQ(planned.next().size(), 2u) << "there are two networks";
  planned.hear(at(30, 1, 31));
  planned.hear(at(31, 1, 32));
  EXPECT_EQ(planned.next().size(), 1u) << "there are three slots";
}

TEST(DialPlan, counts_the_networks_of_those_connected) {
  Planned planned{{.outbound = 4}};
  planned.connect(id(1), false, group_of(at(20, 1, 1).host));
  planned.hear(at(20, 1, 2));
  EXPECT_EQ(planned.next(), All{});
  planned.connect(id(3), true, group_of(at(30, 1, 3).host));
  planned.hear(at(30, 1, 4));
  EXPECT_EQ(planned.next(), All{at(30, 1, 4)}) << "who dialled us chose for himself";
}

TEST(DialPlan, a_private_network_is_no_reason_to_dial_only_one) {
  Planned planned{{.outbound = 3}};
  for (std::uint8_t n = 1; n <= 9; ++n) planned.hear(at(127, 0, n));
  EXPECT_EQ(planned.next().size(), 3u);
}

TEST(DialPlan, leaves_out_who_is_banned_connected_reserved_or_this_node) {
  Planned planned{{.outbound = 8}, {at(20, 5, 100)}, {at(20, 1, 1)}};
  planned.connect(id(1));
  planned.connect(id(2), true);
  planned.banned = {id(3)};
  planned.hear(at(21, 1, 1));
  planned.hear(at(22, 1, 2));
  planned.hear(at(23, 1, 3));
  planned.hear(at(24, 1, 4));
  EXPECT_EQ(planned.next(), All{at(24, 1, 4)});
}

TEST(DialPlan, never_dials_again_where_it_found_itself) {
  const Multiaddr ourselves{libp2p::Ip4{20, 1, 1, 1}, 1};
  Planned planned{{}, {ourselves}};
  EXPECT_EQ(planned.next(), All{ourselves});
  planned.plan.never(ourselves);
  planned.now += 24h;
  EXPECT_EQ(planned.next(), All{});
}

/// What an attempt must and must not be, at any time, whatever happens.
TEST(DialPlan, keeps_its_promises_whatever_happens) {
  for (std::uint64_t seed = 0; seed < 50; ++seed) {
    Random random{seed};
    Planned planned{{.outbound = 1 + random.below(5)},
                    {at(40, 1, 1), at(40, 2, 2)},
                    {at(50, 1, 3), at(50, 2, 4)}};
    planned.random = Random{seed + 1'000};
    for (std::uint8_t n = 5; n < 60; ++n)
      planned.hear(at(static_cast<std::uint8_t>(60 + random.below(10)), 1, n));
    std::map<Multiaddr, Instant> not_before;  // what failed, at the very least
    std::map<PeerId, std::pair<PeerNumber, Multiaddr>> connected;
    std::map<PeerId, Instant> absent{{id(3), planned.now}, {id(4), planned.now}};
    for (int step = 0; step < 300; ++step, planned.now += Duration{random.below(4'000)}) {
      if (random.one_in(20)) planned.banned.insert(id(static_cast<std::uint8_t>(random.below(60))));
      if (random.one_in(20)) planned.banned.clear();
      const auto before = planned.plan.under_way();
      for (const auto& address : planned.next()) {
        const bool reserved = address.host < at(60, 0, 0).host && at(49, 9, 9).host < address.host;
        ASSERT_FALSE(before.contains(address));
        ASSERT_FALSE(connected.contains(*address.peer));
        ASSERT_TRUE(reserved || !planned.banned.contains(*address.peer));
        ASSERT_GE(planned.now, not_before[address]);
      }
      std::size_t strangers = planned.slots.outbound();
      for (const auto& address : planned.plan.under_way())
        strangers += address.peer == id(3) || address.peer == id(4) ? 0 : 1;
      ASSERT_LE(strangers, planned.slots.limits().outbound);
      for (const auto& entry : absent) {
        const auto is_to_it = [&](const auto& address) { return address.peer == entry.first; };
        const bool trying = std::ranges::any_of(planned.plan.under_way(), is_to_it);
        ASSERT_TRUE(trying || planned.now < entry.second + 34s) << "30 s, and a step";
      }
      const auto trying = planned.plan.under_way();
      for (const auto& address : trying) {
        if (!random.one_in(3)) continue;
        if (random.one_in(2)) {
          planned.book.failed(address, planned.now);
          planned.plan.failed(address, planned.now, random());
          not_before[address] = planned.now + 500ms;
          if (absent.contains(*address.peer)) absent[*address.peer] = planned.now;
          continue;
        }
        planned.plan.reached(address);
        planned.book.good(address, planned.now);
        const auto number = planned.connect(*address.peer, false, group_of(address.host));
        planned.plan.worked(address);
        connected[*address.peer] = {number, address};
        absent.erase(*address.peer);
      }
      if (random.one_in(4) && !connected.empty()) {
        const auto [who, what] = *connected.begin();
        planned.slots.leave(what.first);
        planned.plan.lost(what.second, planned.now);
        not_before[what.second] = planned.now + 1s;
        connected.erase(who);
        if (who == id(3) || who == id(4)) absent[who] = planned.now;
      }
    }
  }
}

}  // namespace
}  // namespace descent::network

#include "network/peers/roster.hpp"

#include <gtest/gtest.h>

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

struct Rostered {
  explicit Rostered(RosterOptions options = {})
      : roster{std::move(options), kOurs, Random{7}.seed()} {}

  std::vector<Multiaddr> dials() {
    return roster.dials(now, [&] { return random(); });
  }
  /// Somebody from 20.<n>.0.<n> is connected, and ready.
  PeerNumber come(std::uint8_t n) { return come(n, at(20, n, n)); }
  PeerNumber come(std::uint8_t n, const Multiaddr& from) {
    EXPECT_FALSE(roster.secured({++last, id(n), {}, from}, now, 0).refused);
    roster.ready(last, now);
    return last;
  }
  PeerNumber dialled(const Multiaddr& address, std::uint8_t n) {
    EXPECT_FALSE(roster.secured({++last, id(n), address, address}, now, 0).refused);
    roster.ready(last, now);
    return last;
  }
  std::optional<Refused> refusal(std::uint8_t n) {
    return roster.secured({++last, id(n), {}, at(20, n, n)}, now, 0).refused;
  }
  Roster::Reply heard(PeerNumber number, bool asks, std::vector<Multiaddr> addresses = {}) {
    return roster.heard(number, {asks, std::move(addresses)}, now, random());
  }

  Random random{5};
  Roster roster;
  PeerNumber last = 0;
  Instant now = 1h;
};

using All = std::vector<Multiaddr>;

// ---- Conduct --------------------------------------------------------------------------------

TEST(Roster, a_banned_peer_is_refused_until_its_ban_is_over) {
  Rostered one;
  const auto number = one.come(1);
  EXPECT_TRUE(one.roster.report(number, Conduct::TooFast, one.now));
  one.roster.closed(number, one.now, 0);
  one.now += 10min - 1ms;
  EXPECT_EQ(one.refusal(1), Refused::Banned);
  one.now += 1ms;
  EXPECT_EQ(one.refusal(1), std::nullopt);
}

TEST(Roster, a_banned_peer_is_not_dialled_until_its_ban_is_over) {
  Rostered one;
  one.roster.book().add(at(20, 1, 1), at(9, 9, 9).host, one.now);
  EXPECT_EQ(one.dials(), All{at(20, 1, 1)});
  const auto number = one.dialled(at(20, 1, 1), 1);
  EXPECT_TRUE(one.roster.report(number, Conduct::BadMessage, one.now));
  one.roster.closed(number, one.now, 0);
  one.now += 10min - 1ms;
  EXPECT_EQ(one.dials(), All{});
  one.now += 1ms;
  EXPECT_EQ(one.dials(), All{at(20, 1, 1)});
}

TEST(Roster, little_mistakes_are_made_good_and_add_up) {
  Rostered one;
  const auto number = one.come(1);
  EXPECT_FALSE(one.roster.report(number, Conduct::BadTransaction, one.now));
  EXPECT_FALSE(one.roster.report(number, Conduct::UsefulBlock, one.now));
  EXPECT_EQ(one.roster.reputation(id(1), one.now), -30);
  int more = 0;
  while (!one.roster.report(number, Conduct::BadTransaction, one.now)) ++more;
  EXPECT_EQ(more, 19);
  EXPECT_FALSE(one.roster.report(99, Conduct::BadMessage, one.now)) << "nobody is called 99";
}

TEST(Roster, the_reserved_are_never_banned) {
  Rostered one{{.reserved = {at(20, 1, 1)}}};
  const auto number = one.come(1);
  for (int i = 0; i < 5; ++i) EXPECT_FALSE(one.roster.report(number, Conduct::BadMessage, one.now));
  EXPECT_LT(one.roster.reputation(id(1), one.now), -900) << "it is remembered";
  one.roster.closed(number, one.now, 0);
  EXPECT_EQ(one.refusal(1), std::nullopt);
}

TEST(Roster, an_address_that_sends_many_who_are_banned_is_closed_for_a_time) {
  const auto banned_from = [](Rostered& one, const Multiaddr& from, int times) {
    for (int i = 0; i < times; ++i) {
      const auto number = one.come(static_cast<std::uint8_t>(i + 1), from);
      EXPECT_TRUE(one.roster.report(number, Conduct::BadMessage, one.now));
      one.roster.closed(number, one.now, 0);
    }
    return !one.roster.admits(from.host, one.now);
  };
  Rostered one;
  EXPECT_FALSE(banned_from(one, at(20, 1, 1), 2));
  Rostered two;
  EXPECT_TRUE(banned_from(two, at(20, 1, 1), 3));
  EXPECT_TRUE(two.roster.admits(at(20, 1, 2).host, two.now)) << "its neighbour is not";
  EXPECT_TRUE(two.roster.admits(at(20, 1, 1).host, two.now + 10min));
  Rostered of_ones_own{{.allow_private = true}};
  EXPECT_FALSE(banned_from(of_ones_own, at(127, 0, 1), 9)) << "all are there";
  Rostered with_reserved{{.reserved = {at(20, 1, 1)}}};
  Multiaddr other_port = at(20, 1, 1);
  other_port.port = 1;
  for (int i = 0; i < 4; ++i) {
    const auto number = with_reserved.come(static_cast<std::uint8_t>(i + 10), other_port);
    EXPECT_TRUE(with_reserved.roster.report(number, Conduct::BadMessage, with_reserved.now));
  }
  EXPECT_TRUE(with_reserved.roster.admits(at(20, 1, 1).host, with_reserved.now));
  const auto ip6 = [](const char* text) { return *Multiaddr::from_text(text); };
  Rostered four;
  EXPECT_TRUE(banned_from(four, ip6("/ip6/2a00:1::1/tcp/1"), 3));
  EXPECT_FALSE(four.roster.admits(ip6("/ip6/2a00:1::2/tcp/1").host, four.now)) << "of one /64";
}

// ---- Connections ----------------------------------------------------------------------------

TEST(Roster, a_boot_node_without_an_id_is_known_by_it_afterwards) {
  const Multiaddr boot{libp2p::Ip4{20, 1, 0, 1}, 30333};
  Rostered one{{.boot_nodes = {boot}}};
  EXPECT_EQ(one.dials(), All{boot});
  one.dialled(boot, 1);
  EXPECT_TRUE(one.roster.book().contains(at(20, 1, 1)));
  EXPECT_EQ(one.roster.book().tried(), 1u);
}

TEST(Roster, a_boot_node_that_is_this_node_is_left_alone) {
  const Multiaddr boot{libp2p::Ip4{20, 1, 0, 1}, 30333};
  Rostered one{{.boot_nodes = {boot}}};
  one.dials();
  EXPECT_EQ(one.roster.secured({1, kOurs, boot, boot}, one.now, 0).refused, Refused::Ourselves);
  one.now += 24h;
  EXPECT_EQ(one.dials(), All{});
}

TEST(Roster, who_goes_before_both_handshakes_is_waited_for_longer_each_time) {
  Rostered one{{.boot_nodes = {at(20, 1, 1)}}};
  for (const Duration wait : {Duration{1'000}, Duration{2'000}, Duration{4'000}}) {
    EXPECT_EQ(one.dials(), All{at(20, 1, 1)}) << wait.count();
    one.roster.secured({++one.last, id(1), at(20, 1, 1), at(20, 1, 1)}, one.now, 0);
    one.roster.closed(one.last, one.now, static_cast<std::uint64_t>(wait.count()) / 2);
    one.now += wait / 2 - 1ms;
    EXPECT_EQ(one.dials(), All{});
    one.now += wait / 2 + 1ms;
  }
}

TEST(Roster, a_peer_that_is_put_out_is_gone_at_once) {
  Rostered one{{.slots = {.outbound = 0, .inbound = 2}}};
  one.come(1, at(20, 1, 1));
  one.come(2, at(20, 1, 2));
  const auto admission = one.roster.secured({3, id(3), {}, at(30, 1, 3)}, one.now, 0);
  EXPECT_EQ(admission.instead_of, 2u);
  EXPECT_FALSE(one.roster.report(2, Conduct::BadMessage, one.now));
}

/// Whatever happens in whatever order, also to numbers that are long gone.
TEST(Roster, keeps_its_promises_whatever_happens) {
  for (std::uint64_t seed = 0; seed < 50; ++seed) {
    Rostered one{{.slots = {.outbound = 3, .inbound = 5},
                  .boot_nodes = {at(40, 1, 1), {libp2p::Ip4{40, 2, 0, 2}, 30333}},
                  .reserved = {at(50, 1, 3), at(50, 2, 4)}}};
    one.random = Random{seed};
    Random& random = one.random;
    std::map<PeerId, Instant> banned;  // when it began
    std::map<PeerNumber, PeerId> connected;
    for (int step = 0; step < 600; ++step, one.now += Duration{random.below(20'000)}) {
      const auto any = random.below(one.last + 2);
      const auto who = static_cast<std::uint8_t>(1 + random.below(30));
      switch (random.below(6)) {
        case 0: {
          for (const auto& address : one.dials()) {
            EXPECT_FALSE(address.peer && banned.contains(*address.peer) &&
                         one.now < banned[*address.peer] + 10min);
            if (random.one_in(2)) {
              one.roster.failed(address, one.now, random());
              continue;
            }
            const auto id_there = address.peer.value_or(id(2));
            const auto admission =
                one.roster.secured({++one.last, id_there, address, address}, one.now, random());
            if (admission.instead_of) connected.erase(*admission.instead_of);
            if (!admission.refused) connected.emplace(one.last, id_there);
          }
          break;
        }
        case 1: {
          const auto admission = one.roster.secured(
              {++one.last, id(who), {}, at(60, static_cast<std::uint8_t>(random.below(4)), who)},
              one.now, random());
          const bool reserved = who == 3 || who == 4;
          const bool ever = banned.contains(id(who));
          const bool refused_as_banned = admission.refused == Refused::Banned;
          EXPECT_TRUE(ever || !refused_as_banned);
          EXPECT_TRUE(refused_as_banned || !ever || one.now >= banned[id(who)] + 10min);
          EXPECT_TRUE(!reserved || !admission.refused || admission.refused == Refused::Twice);
          EXPECT_TRUE(!admission.instead_of || connected.erase(*admission.instead_of) == 1);
          if (!admission.refused) connected.emplace(one.last, id(who));
          break;
        }
        case 2:
          if (connected.contains(any)) one.roster.ready(any, one.now);
          break;
        case 3:
          one.roster.closed(any, one.now, random());
          connected.erase(any);
          break;
        case 4: {
          const auto conduct = static_cast<Conduct>(random.below(kConducts));
          if (!one.roster.report(any, conduct, one.now)) break;
          ASSERT_TRUE(connected.contains(any));
          EXPECT_NE(connected[any], id(3)) << "reserved";
          banned[connected[any]] = one.now;
          one.roster.closed(any, one.now, random());
          connected.erase(any);
          break;
        }
        default: {
          All told{at(70, static_cast<std::uint8_t>(random.below(200)), who)};
          one.roster.ask(one.now);
          one.roster.listens(any, told, one.now);
          const auto reply = one.heard(any, random.one_in(2), told);
          EXPECT_TRUE(!reply.addresses || connected.contains(any));
        }
      }
      std::map<PeerId, int> times;
      for (const auto& [number, peer] : connected) EXPECT_EQ(++times[peer], 1) << "twice";
      ASSERT_LE(connected.size(), 3u + 5u + 2u);
    }
  }
}

// ---- Hearsay --------------------------------------------------------------------------------

TEST(Roster, asks_each_peer_once_it_is_ready_and_now_and_then) {
  Rostered one{{.slots = {.outbound = 0}}};
  one.roster.secured({50, id(50), {}, at(20, 1, 50)}, one.now, 0);
  EXPECT_EQ(one.roster.ask(one.now), std::vector<PeerNumber>{});
  one.roster.ready(50, one.now);
  EXPECT_EQ(one.roster.ask(one.now), std::vector<PeerNumber>{50});
  EXPECT_EQ(one.roster.ask(one.now + Roster::kAskAgain - 1ms), std::vector<PeerNumber>{});
  EXPECT_EQ(one.roster.ask(one.now + Roster::kAskAgain), std::vector<PeerNumber>{50});
}

TEST(Roster, asks_sooner_while_there_are_slots_to_fill) {
  Rostered one{{.slots = {.outbound = 1}}};
  const auto number = one.come(1);
  EXPECT_EQ(one.roster.ask(one.now), std::vector{number});
  EXPECT_EQ(one.roster.ask(one.now + Roster::kAskSoon), std::vector{number});
  one.dialled(at(30, 1, 2), 2);
  one.roster.ask(one.now + Roster::kAskSoon);
  EXPECT_TRUE(one.roster.ask(one.now + 2 * Roster::kAskSoon).empty());
}

TEST(Roster, believes_an_answer_once_and_only_to_a_question) {
  Rostered one;
  const auto number = one.come(1);
  EXPECT_EQ(one.heard(number, false, {at(30, 1, 2)}).conduct, Conduct::Unasked);
  EXPECT_FALSE(one.roster.book().contains(at(30, 1, 2)));
  one.roster.ask(one.now);
  EXPECT_EQ(one.heard(number, false, {at(30, 1, 3)}).conduct, std::nullopt);
  EXPECT_TRUE(one.roster.book().contains(at(30, 1, 3)));
  EXPECT_EQ(one.heard(number, false, {at(30, 1, 4)}).conduct, Conduct::Unasked);
}

TEST(Roster, believes_only_in_addresses_that_can_be_a_peers) {
  const auto name = *Multiaddr::from_text("/dns/example.org/tcp/1/p2p/" + id(9).text());
  Multiaddr no_port = at(30, 1, 3);
  no_port.port = 0;
  const All bad{
      {libp2p::Ip4{30, 1, 1, 1}, 1}, at(30, 1, 100), no_port, name, at(0, 0, 7), at(20, 1, 2)};
  for (const bool allow_private : {false, true}) {
    Rostered one{{.reserved = {at(20, 1, 2)}, .allow_private = allow_private}};
    const auto number = one.come(1);
    one.roster.ask(one.now);
    All told = bad;
    told.push_back(at(127, 0, 3));
    told.push_back(at(10, 0, 4));
    told.push_back(at(30, 1, 5));
    one.heard(number, false, told);
    for (const auto& address : bad) EXPECT_FALSE(one.roster.book().contains(address));
    EXPECT_EQ(one.roster.book().contains(at(127, 0, 3)), allow_private);
    EXPECT_EQ(one.roster.book().contains(at(10, 0, 4)), allow_private);
    EXPECT_TRUE(one.roster.book().contains(at(30, 1, 5)));
  }
}

TEST(Roster, a_teller_counts_by_its_network) {
  Rostered one;
  for (std::uint8_t n = 1; n <= 20; ++n) {
    const auto number = one.come(n, {libp2p::Ip4{20, 1, 0, n}, 1});
    one.roster.ask(one.now);
    All told;
    for (int i = 0; i < 64; ++i)
      told.push_back(at(static_cast<std::uint8_t>(30 + one.random.below(100)),
                        static_cast<std::uint8_t>(one.random()),
                        static_cast<std::uint8_t>(101 + one.random.below(150))));
    one.heard(number, false, told);
  }
  EXPECT_LE(one.roster.book().fresh(), AddressBook::kFreshBucketsOfSource * AddressBook::kSlots);
  EXPECT_GT(one.roster.book().fresh(), 300u);
}

TEST(Roster, answers_with_what_peers_say_of_themselves_and_who_was_reached) {
  Rostered one{{.reserved = {at(20, 3, 3)}}};
  one.roster.book().add(at(40, 1, 50), at(9, 9, 9).host, one.now);
  one.roster.book().good(at(40, 1, 50), one.now);
  one.roster.book().add(at(40, 1, 51), at(9, 9, 9).host, one.now);
  const auto asker = one.come(1);
  one.roster.listens(asker, {at(31, 1, 1)}, one.now);
  const auto other = one.come(2);
  one.roster.listens(other, {at(32, 1, 2)}, one.now);
  one.roster.listens(one.come(3), {at(33, 1, 3)}, one.now);
  const auto reply = one.heard(asker, true);
  ASSERT_TRUE(reply.addresses);
  EXPECT_EQ(*reply.addresses, (All{at(32, 1, 2), at(40, 1, 50)}))
      << "not itself, not the reserved, not hearsay";
  EXPECT_FALSE(one.heard(asker, true).addresses) << "it knows";
  one.now += Roster::kAnswerAgain;
  EXPECT_TRUE(one.heard(asker, true).addresses);
}

TEST(Roster, an_answer_fits_into_its_message) {
  Rostered one{{.slots = {.inbound = 100}}};
  for (std::uint8_t n = 1; n < 100; ++n) one.roster.listens(one.come(n), {at(31, 1, n)}, one.now);
  const auto reply = one.heard(1, true);
  EXPECT_EQ(reply.addresses->size(), kAddressesMax);
}

TEST(Roster, a_peer_speaks_for_itself_alone_and_not_of_many_addresses) {
  Rostered one;
  const auto number = one.come(1);
  All said{at(31, 1, 2)};
  for (std::uint8_t n = 0; n < 20; ++n) said.push_back({libp2p::Ip4{32, n, 0, 1}, 1});
  one.roster.listens(number, said, one.now);
  EXPECT_FALSE(one.roster.book().contains(at(31, 1, 2)));
  EXPECT_TRUE(one.roster.book().contains({libp2p::Ip4{32, 0, 0, 1}, 1, id(1)}));
  EXPECT_EQ(one.roster.book().fresh(), Roster::kListensMax);
}

TEST(Roster, among_the_reserved_alone_nobody_tells_of_others) {
  Rostered one{{.slots = {.reserved_only = true}, .reserved = {at(20, 1, 1)}}};
  const auto number = one.come(1);
  EXPECT_TRUE(one.roster.ask(one.now).empty());
  EXPECT_FALSE(one.heard(number, true).addresses);
  EXPECT_FALSE(one.heard(number, false, {at(30, 1, 2)}).conduct);
  EXPECT_EQ(one.roster.book().fresh(), 0u);
}

}  // namespace
}  // namespace descent::network

#include "network/peers/address_book.hpp"

#include <gtest/gtest.h>

#include <set>

#include "tests/network/random.hpp"

namespace descent::network {
namespace {

using namespace std::chrono_literals;

Multiaddr at(std::uint8_t a, std::uint8_t b, std::uint8_t c, std::uint8_t d) {
  return {libp2p::Ip4{a, b, c, d}, 30333, libp2p::PeerId{{a, b, c, d}}};
}
Multiaddr anywhere(Random& random) {
  const auto byte = [&] { return static_cast<std::uint8_t>(random()); };
  const auto a = byte(), b = byte(), c = byte(), d = byte();
  return at(a, b, c, d);
}
AddressBook book() { return AddressBook{Random{7}.seed()}; }

TEST(AddressBook, groups_are_networks) {
  EXPECT_EQ(group_of(at(10, 1, 2, 3).host), group_of(at(10, 1, 9, 9).host));
  EXPECT_NE(group_of(at(10, 1, 2, 3).host), group_of(at(10, 2, 2, 3).host));
  const auto ip6 = [](const char* text) { return group_of(Multiaddr::from_text(text)->host); };
  EXPECT_EQ(ip6("/ip6/2001:db8::1/tcp/1"), ip6("/ip6/2001:db8:ffff::1/tcp/1"));
  EXPECT_NE(ip6("/ip6/2001:db8::1/tcp/1"), ip6("/ip6/2001:db9::1/tcp/1"));
}

TEST(AddressBook, an_address_is_fresh_until_somebody_is_reached) {
  auto one = book();
  EXPECT_TRUE(one.add(at(10, 0, 0, 1), at(9, 9, 9, 9).host, 1h));
  EXPECT_FALSE(one.add(at(10, 0, 0, 1), at(8, 8, 8, 8).host, 1h));
  EXPECT_EQ(one.fresh(), 1u);
  one.good(at(10, 0, 0, 1), 2h);
  EXPECT_EQ(one.fresh(), 0u);
  EXPECT_EQ(one.tried(), 1u);
  one.good(at(10, 0, 0, 2), 2h);
  EXPECT_FALSE(one.contains(at(10, 0, 0, 2))) << "nobody told of it";
}

TEST(AddressBook, a_teller_of_many_addresses_fills_no_more_than_its_share) {
  auto one = book();
  Random random{1};
  for (int i = 0; i < 50'000; ++i) one.add(anywhere(random), at(6, 6, 0, 1).host, 1h);
  EXPECT_LE(one.fresh(), AddressBook::kFreshBucketsOfSource * AddressBook::kSlots);
  EXPECT_GT(one.fresh(), 100u);
}

TEST(AddressBook, an_attacker_of_few_networks_does_not_crowd_out_the_others) {
  auto one = book();
  Random random{2};
  std::vector<Multiaddr> honest;
  for (int i = 0; i < 300; ++i) {
    honest.push_back(anywhere(random));
    one.add(honest.back(), anywhere(random).host, 1h);
    one.good(honest.back(), 1h);
  }
  const auto tried_before = one.tried();
  EXPECT_GT(tried_before, 250u);
  // Four networks of 65,536 addresses each, told from four networks, and each of them answers.
  for (int i = 0; i < 40'000; ++i) {
    const auto net = static_cast<std::uint8_t>(random.below(4));
    const auto c = static_cast<std::uint8_t>(random());
    const auto address = at(66, net, c, static_cast<std::uint8_t>(random()));
    one.add(address, at(77, net, 0, 1).host, 2h);
    one.good(address, 2h);
  }
  EXPECT_LE(one.fresh(), 4 * AddressBook::kFreshBucketsOfSource * AddressBook::kSlots + 300);
  EXPECT_LE(one.tried() - tried_before,
            4 * AddressBook::kTriedBucketsOfGroup * AddressBook::kSlots);
  std::size_t kept = 0;
  for (const auto& address : honest) kept += one.contains(address) ? 1 : 0;
  EXPECT_GT(kept, 250u) << "those that answer stay";
  // One dial in each network: at most four go to the attacker, however many addresses he has.
  std::map<std::string, std::size_t> taken;
  std::size_t his = 0;
  for (int i = 0; i < 16; ++i) {
    const auto chosen = one.select(taken, 3h, random());
    ASSERT_TRUE(chosen);
    ++taken[group_of(chosen->host)];
    his += std::get<libp2p::Ip4>(chosen->host)[0] == 66 ? 1 : 0;
  }
  EXPECT_EQ(taken.size(), 16u);
  EXPECT_LE(his, 4u);
}

TEST(AddressBook, what_failed_or_was_forgotten_gives_way) {
  for (const bool fails : {true, false}) {
    auto one = book();
    Random random{3};
    std::vector<Multiaddr> first;
    for (int i = 0; i < 5'000; ++i) {
      const auto address = anywhere(random);
      if (one.add(address, at(6, 6, 0, 1).host, 1h)) first.push_back(address);
    }
    const Instant later = fails ? Instant{2h} : Instant{1h} + AddressBook::kForgotten + 1h;
    for (const auto& address : first)
      for (unsigned n = 0; fails && n < AddressBook::kFailuresMax; ++n) one.failed(address, 2h);
    std::size_t added = 0;
    for (int i = 0; i < 5'000; ++i)
      added += one.add(anywhere(random), at(6, 6, 0, 1).host, later) ? 1 : 0;
    EXPECT_GT(added, first.size() / 2);
  }
}

TEST(AddressBook, select_leaves_out_what_was_just_tried) {
  auto one = book();
  one.add(at(10, 0, 0, 1), at(9, 9, 9, 9).host, 1h);
  EXPECT_TRUE(one.select({}, 1h, 0));
  one.failed(at(10, 0, 0, 1), 2h);
  EXPECT_FALSE(one.select({}, 1h, 0));
  EXPECT_TRUE(one.select({}, 3h, 1));
  EXPECT_FALSE(one.select({{group_of(at(10, 0, 0, 1).host), 1}}, 3h, 1));
}

TEST(AddressBook, select_asks_what_else_must_be_true) {
  auto one = book();
  Random random{6};
  for (std::uint8_t n = 1; n <= 50; ++n) one.add(at(n, 1, 1, n), anywhere(random).host, 1h);
  const auto wanted = at(17, 1, 1, 17);
  for (std::uint64_t chance = 0; chance < 100; ++chance)
    EXPECT_EQ(one.select({}, 2h, random(), [&](const auto& a) { return a == wanted; }), wanted);
  EXPECT_FALSE(one.select({}, 2h, 1, [](const auto&) { return false; }));
}

TEST(AddressBook, a_sample_is_of_those_reached_and_as_likely_of_each) {
  auto one = book();
  Random random{8};
  std::map<Multiaddr, int> drawn;
  for (std::uint8_t n = 1; n <= 40; ++n) {
    one.add(at(n, 1, 1, n), anywhere(random).host, 1h);
    if (n <= 20) one.good(at(n, 1, 1, n), 1h);
  }
  const auto reached = one.tried();
  for (int i = 0; i < 2'000; ++i) {
    const auto some = one.sample(5, random());
    ASSERT_EQ(some.size(), 5u);
    EXPECT_EQ(std::set(some.begin(), some.end()).size(), 5u);
    for (const auto& address : some) ++drawn[address];
  }
  EXPECT_EQ(drawn.size(), reached) << "the others were not reached";
  for (const auto& [address, times] : drawn) EXPECT_NEAR(times, 10'000.0 / 20, 120);
  EXPECT_EQ(one.sample(1'000, 1).size(), reached);
}

TEST(AddressBook, what_was_saved_is_loaded) {
  auto one = book();
  Random random{4};
  for (int i = 0; i < 500; ++i) {
    const auto address = anywhere(random);
    one.add(address, anywhere(random).host, 1h);
    if (random.one_in(3)) one.good(address, 1h);
  }
  auto two = book();
  two.load(one.save(), 2h);
  EXPECT_EQ(two.save(), one.save());
  EXPECT_EQ(two.tried(), one.tried());
}

TEST(AddressBook, a_damaged_file_is_read_as_far_as_it_goes) {
  auto one = book();
  Random random{5};
  for (int i = 0; i < 20; ++i) one.add(anywhere(random), anywhere(random).host, 1h);
  const Bytes saved = one.save();
  for (int i = 0; i < 3'000; ++i) {
    Bytes damaged = saved;
    damaged[random.below(damaged.size())] ^= static_cast<std::uint8_t>(1 + random.below(255));
    damaged.resize(random.below(damaged.size() + 1));
    auto two = book();
    two.load(damaged, 1h);
    EXPECT_LE(two.fresh() + two.tried(), 20u);
  }
  auto three = book();
  three.load(Bytes(AddressBook::kBytesMax + 1), 1h);
  EXPECT_EQ(three.fresh(), 0u);
}

}  // namespace
}  // namespace descent::network

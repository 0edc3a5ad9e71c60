#include "tests/sim/network.hpp"

#include <gtest/gtest.h>

namespace descent::sim {
namespace {

namespace gossip = service::gossip;

struct SimNetwork : testing::Test {
  using Hop = std::tuple<std::uint64_t, std::size_t, std::size_t>;  // when, from, to

  Options options{.machines = 4, .faults_ms = 0, .delay_ms_min = 7, .calm_delay_ms_max = 7};
  Dice dice{1};
  Timeline time;
  std::vector<Hop> hops;

  std::unique_ptr<Network> network() {
    return std::make_unique<Network>(
        options, dice, time, [this](std::size_t from, std::size_t to, const Network::Delivered&) {
          hops.emplace_back(time.now_ms(), from, to);
        });
  }
  static Letter vote(consensus::Round round) {
    return gossip::Message{gossip::Said{{.round = round, .kind = consensus::VoteKind::Prevote}}};
  }
  void run(std::uint64_t end_ms = 1'000'000) {
    while (time.step(end_ms)) {}
  }
};

TEST_F(SimNetwork, without_faults_a_letter_comes_once_after_the_delay_and_the_lag) {
  const auto net = network();
  net->send(0, 2, net->pack(vote(0), false), 5);
  run();
  EXPECT_EQ(hops, (std::vector<Hop>{{12, 0, 2}}));
}

TEST_F(SimNetwork, while_faults_last_letters_are_lost_doubled_and_reordered) {
  options.faults_ms = 1'000'000;
  const auto net = network();
  const auto parcel = net->pack(vote(0), false);
  for (std::size_t from = 0; from < 400; ++from) net->send(from, 0, parcel, 0);
  run();
  std::set<std::size_t> came;
  bool reordered = false;
  for (std::size_t i = 0; i < hops.size(); ++i) {
    came.insert(std::get<1>(hops[i]));
    if (i > 0 && std::get<1>(hops[i]) < std::get<1>(hops[i - 1])) reordered = true;
  }
  EXPECT_LT(came.size(), 400U);
  EXPECT_GT(hops.size(), came.size());
  EXPECT_TRUE(reordered);
}

TEST_F(SimNetwork, a_split_separates_some_for_a_while) {
  options = {.machines = 4, .faults_ms = 20'000, .loss_one_in = 0, .twice_one_in = 0};
  const auto net = network();
  net->begin_to_split();
  for (std::uint64_t ms = 0; ms < 30'000; ms += 10)
    time.at(ms, [&] { net->send(0, 1, net->pack(vote(0), false), 0); });
  run();
  const auto during =
      std::ranges::count_if(hops, [](const Hop& hop) { return std::get<0>(hop) < 20'000; });
  EXPECT_GT(during, 200);
  EXPECT_LT(during, 1'900);
  EXPECT_GE(static_cast<std::ptrdiff_t>(hops.size()) - during, 1'000);
}

TEST_F(SimNetwork, connections_lead_both_ways) {
  options.machines = 40;
  options.outbound = 4;
  const auto net = network();
  std::size_t links = 0;
  for (std::size_t a = 0; a < 40; ++a) {
    for (const std::size_t b : net->neighbours(a)) {
      const auto& back = net->neighbours(b);
      EXPECT_EQ(std::ranges::count(back, a), 1);
    }
    links += net->neighbours(a).size();
  }
  EXPECT_GT(links, 40U * 4);
  EXPECT_LE(links, 40U * 8);
}

TEST_F(SimNetwork, in_a_great_network_nobody_is_told_twice_unless_it_is_said_again) {
  options.machines = 40;
  const auto net = network();
  net->send(0, 2, net->pack(vote(0), false), 0);
  net->send(1, 2, net->pack(vote(0), false), 0);
  net->send(1, 2, net->pack(vote(1), false), 0);
  run();
  EXPECT_EQ(hops, (std::vector<Hop>{{7, 0, 2}, {7, 1, 2}}));
  net->send(1, 2, net->pack(vote(0), true), 0);
  run();
  EXPECT_EQ(hops.size(), 3U);
  EXPECT_EQ(net->sent().letters, 4U);
}

}  // namespace
}  // namespace descent::sim

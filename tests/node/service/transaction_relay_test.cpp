#include "node/service/transaction_relay.hpp"

#include <gmock/gmock.h>

#include "node/service/pool_validator.hpp"
#include "tests/node/service/dev_chain.hpp"

namespace descent::service {
namespace {

using network::Instant;
using network::message::Transactions;
using Deed = TransactionRelay::Deed;

/// A node with a pool; what it sends is in `sent` until it is delivered.
struct Relayer : DevChain, TransactionRelay::Outbox {
  struct Sent {
    PeerNumber to;
    Transactions message;
  };
  Verified verified{100};
  PoolValidator checks{*chain, verified};
  pool::Pool pool{checks,
                  [this](const pool::Event& event) {
                    using pool::Status;
                    if (event.status == Status::Ready || event.status == Status::Future)
                      relay.taken(event.transaction);
                  },
                  {}};
  TransactionRelay relay{pool, *this};
  std::vector<Sent> sent;
  std::vector<std::pair<PeerNumber, Deed>> deeds;

  void send(PeerNumber to, const Transactions& message) override { sent.push_back({to, message}); }
  void report(PeerNumber who, Deed deed) override { deeds.emplace_back(who, deed); }
  std::size_t bodies_sent() const {
    std::size_t out = 0;
    for (const auto& s : sent) out += s.message.bodies.size();
    return out;
  }
};

/// Nodes that are peers as `edges` says; each knows another by its index.
struct Relaying : testing::Test {
  std::vector<std::unique_ptr<Relayer>> nodes;
  Instant now{1'000};

  void connect(std::size_t count, const std::vector<std::pair<std::size_t, std::size_t>>& edges) {
    for (std::size_t i = 0; i < count; ++i) nodes.push_back(std::make_unique<Relayer>());
    for (const auto& [a, b] : edges) {
      nodes[a]->relay.joined(b, now);
      nodes[b]->relay.joined(a, now);
    }
  }
  /// Delivers until nobody has anything to say. returns  how many bodies went over the wire
  std::size_t settle() {
    std::size_t bodies = 0;
    for (bool busy = true; busy;) {
      busy = false;
      for (std::size_t from = 0; from < nodes.size(); ++from) {
        nodes[from]->relay.tick(now);
        bodies += nodes[from]->bodies_sent();
        for (const auto& [to, message] : std::exchange(nodes[from]->sent, {})) {
          busy = true;
          nodes[to]->relay.received(from, message, now);
        }
      }
    }
    return bodies;
  }
};

TEST_F(Relaying, a_transaction_reaches_every_pool_over_others_and_each_once) {
  connect(4, {{0, 1}, {1, 2}, {0, 2}, {2, 3}});
  const Bytes transfer = nodes[0]->transfer(0);
  ASSERT_TRUE(nodes[0]->pool.submit(transfer));
  EXPECT_EQ(settle(), 3u) << "a body for each of the others";
  for (const auto& node : nodes) EXPECT_EQ(node->pool.size(), 1u);
  EXPECT_EQ(nodes[3]->deeds, (std::vector{std::pair{PeerNumber{2}, Deed::Useful}}));
}

TEST_F(Relaying, who_comes_later_is_told_what_the_pool_has) {
  connect(2, {});
  ASSERT_TRUE(nodes[0]->pool.submit(nodes[0]->transfer(0)));
  ASSERT_TRUE(nodes[0]->pool.submit(nodes[0]->transfer(1)));
  settle();
  nodes[1]->relay.joined(0, now);
  nodes[0]->relay.joined(1, now);
  settle();
  EXPECT_EQ(nodes[1]->pool.ready(), 2u);
}

TEST_F(Relaying, who_announces_and_does_not_give_is_reported_and_another_is_asked) {
  connect(3, {{0, 1}, {0, 2}});
  const Bytes transfer = nodes[1]->transfer(0);
  const Hash hash = frame::extrinsic_hash(transfer);
  nodes[0]->relay.received(1, {{hash}, {}, {}}, now);
  nodes[0]->relay.received(2, {{hash}, {}, {}}, now);
  ASSERT_EQ(nodes[0]->sent.size(), 1u) << "one is asked";
  EXPECT_EQ(nodes[0]->sent[0].to, 1u);
  nodes[0]->sent.clear();
  now += network::FetchLimits{}.answer;
  nodes[0]->relay.tick(now);
  ASSERT_EQ(nodes[0]->sent.size(), 1u);
  EXPECT_EQ(nodes[0]->sent[0].to, 2u);
  EXPECT_EQ(nodes[0]->deeds, (std::vector{std::pair{PeerNumber{1}, Deed::NoAnswer}}));
}

TEST_F(Relaying, who_cannot_give_what_went_into_blocks_meanwhile_is_blamed_once) {
  connect(2, {{0, 1}});
  std::vector<Hash> announced;
  for (std::uint8_t n = 0; n < 200; ++n) announced.push_back(Hash{{n}});
  nodes[0]->relay.received(1, {announced, {}, {}}, now);
  nodes[0]->sent.clear();
  now += network::FetchLimits{}.answer;
  nodes[0]->relay.tick(now);
  EXPECT_EQ(nodes[0]->deeds, (std::vector{std::pair{PeerNumber{1}, Deed::NoAnswer}}));
}

TEST_F(Relaying, a_body_nobody_asked_for_is_not_taken) {
  connect(2, {{0, 1}});
  nodes[0]->relay.received(1, {{}, {}, {nodes[1]->transfer(0)}}, now);
  EXPECT_EQ(nodes[0]->pool.size(), 0u);
  EXPECT_EQ(nodes[0]->deeds, (std::vector{std::pair{PeerNumber{1}, Deed::Unasked}}));
}

TEST_F(Relaying, a_wrong_signature_is_a_fault_and_an_old_nonce_is_none) {
  connect(2, {{0, 1}});
  nodes[0]->add({nodes[0]->transfer(0)});
  const Bytes stale = nodes[1]->transfer(0);
  Bytes forged = nodes[1]->transfer(1);
  forged.at(40) ^= 1;
  for (const Bytes& body : {stale, forged}) {
    nodes[0]->relay.received(1, {{frame::extrinsic_hash(body)}, {}, {}}, now);
    nodes[0]->relay.received(1, {{}, {}, {body}}, now);
  }
  EXPECT_EQ(nodes[0]->deeds, (std::vector{std::pair{PeerNumber{1}, Deed::Invalid}}));
  EXPECT_EQ(nodes[0]->pool.size(), 0u);
}

TEST_F(Relaying, many_are_announced_and_asked_for_in_bounded_messages) {
  connect(2, {});
  for (Nonce n = 0; n < 64; ++n) ASSERT_TRUE(nodes[0]->pool.submit(nodes[0]->transfer(n)));
  nodes[1]->relay.joined(0, now);
  std::vector<Hash> hashes = nodes[0]->pool.hashes();
  for (std::uint8_t i = 0; hashes.size() < TransactionRelay::kWantedMost + 10; ++i) {
    Hash unknown{{0xee}};
    unknown.bytes[1] = i;
    unknown.bytes[2] = static_cast<std::uint8_t>(hashes.size());
    hashes.push_back(unknown);
  }
  nodes[1]->relay.received(0, {hashes, {}, {}}, now);
  ASSERT_EQ(nodes[1]->sent.size(), 2u);
  EXPECT_EQ(nodes[1]->sent[0].message.wanted.size(), TransactionRelay::kWantedMost);
  EXPECT_EQ(nodes[1]->sent[1].message.wanted.size(), 10u);
}

TEST_F(Relaying, strangers_and_those_that_left_are_not_heard) {
  connect(2, {{0, 1}});
  nodes[0]->relay.gone(1, now);
  nodes[0]->relay.received(1, {{Hash{{1}}}, {}, {}}, now);
  EXPECT_TRUE(nodes[0]->sent.empty());
  ASSERT_TRUE(nodes[0]->pool.submit(nodes[0]->transfer(0)));
  nodes[0]->relay.tick(now);
  EXPECT_TRUE(nodes[0]->sent.empty());
}

// ---- Who has what ---------------------------------------------------------------------------

/// A node with four peers that only listen, and a transaction of its own.
struct Spreading : Relaying {
  Hash own;
  Spreading() {
    connect(5, {{0, 1}, {0, 2}, {0, 3}, {0, 4}});
    const Bytes transfer = nodes[0]->transfer(0);
    EXPECT_TRUE(nodes[0]->pool.submit(transfer));
    own = frame::extrinsic_hash(transfer);
  }
  bool is_common() const { return nodes[0]->relay.is_common(own); }
  void wait(network::Duration time) {
    now += time;
    nodes[0]->relay.tick(now);
  }
};

TEST_F(Spreading, what_was_not_announced_is_not_common_however_long_ago_it_came) {
  EXPECT_FALSE(is_common());
  now += 10 * TransactionRelay::kSpread;
  EXPECT_FALSE(is_common());
}

TEST_F(Spreading, what_was_announced_is_common_after_a_while) {
  wait({});
  wait(TransactionRelay::kSpread - Instant{1});
  EXPECT_FALSE(is_common());
  wait(Instant{1});
  EXPECT_TRUE(is_common());
}

TEST_F(Spreading, what_half_of_the_peers_took_is_common) {
  wait({});
  for (int twice = 0; twice < 2; ++twice) nodes[0]->relay.received(1, {{}, {own}, {}}, now);
  EXPECT_FALSE(is_common());
  nodes[0]->relay.received(2, {{}, {own}, {}}, now);
  EXPECT_TRUE(is_common());
}

TEST_F(Spreading, what_a_peer_announces_is_common) {
  nodes[0]->relay.received(3, {{own}, {}, {}}, now);
  EXPECT_TRUE(is_common());
}

TEST_F(Spreading, what_came_from_a_peer_is_common_at_once) {
  nodes[0]->relay.tick(now);
  const Bytes theirs = nodes[1]->transfer(1);
  const Hash hash = frame::extrinsic_hash(theirs);
  nodes[0]->relay.received(1, {{hash}, {}, {}}, now);
  nodes[0]->relay.received(1, {{}, {}, {theirs}}, now);
  ASSERT_TRUE(nodes[0]->pool.contains(hash));
  EXPECT_TRUE(nodes[0]->relay.is_common(hash));
}

TEST_F(Spreading, of_more_than_a_pool_has_the_rest_is_taken_for_common) {
  std::size_t young = 0;
  for (std::uint32_t i = 0; i < TransactionRelay::kYoungMost + 10; ++i) {
    const Hash hash{{1, static_cast<std::uint8_t>(i), static_cast<std::uint8_t>(i >> 8)}};
    nodes[0]->relay.taken(hash);
    if (!nodes[0]->relay.is_common(hash)) ++young;
  }
  EXPECT_EQ(young, TransactionRelay::kYoungMost - 1);
}

}  // namespace
}  // namespace descent::service

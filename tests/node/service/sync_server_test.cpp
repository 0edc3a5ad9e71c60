#include "node/service/sync_server.hpp"

#include "tests/node/service/sync_chain.hpp"

namespace descent::service {
namespace {

using namespace std::chrono_literals;
using network::message::SyncRequest;

/// Counts what is read.
struct CountingStore final : store::Store {
  store::Stored<std::optional<Bytes>> get(View key) const override {
    ++reads[static_cast<char>(key[0])];
    return inner.get(key);
  }
  store::Stored<> write(const store::Batch& batch, store::Sync sync) override {
    return inner.write(batch, sync);
  }
  std::unique_ptr<store::Cursor> seek(View from) const override { return inner.seek(from); }

  store::MemoryStore inner;
  mutable std::map<char, std::size_t> reads;  ///< by column
};

struct Serving : testing::Test {
  const SyncChain& source = changed_chain();
  const store::BlockStore& blocks = source.chain->blocks();
  const BlockNumber last = source.chain->head().number;
  SyncServer server{blocks};
  network::Instant now{0};

  network::message::SyncResponse answer(BlockNumber from, std::uint32_t count, bool bodies) {
    EXPECT_TRUE(server.asked(1, {9, from, count, bodies}));
    auto out = server.next(now);
    EXPECT_TRUE(out);
    EXPECT_EQ(out->peer, 1u);
    EXPECT_EQ(out->response.id, 9u);
    return out->response;
  }
};

TEST_F(Serving, headers_with_certificates) {
  const auto said = answer(2, 3, false);
  ASSERT_EQ(said.headers.size(), 3u);
  ASSERT_EQ(said.certificates.size(), 3u);
  EXPECT_TRUE(said.bodies.empty());
  for (BlockNumber n = 2; n <= 4; ++n) {
    EXPECT_EQ(said.headers[n - 2], scale::encoded(source.header(n)));
    EXPECT_EQ(said.certificates[n - 2], source.certificate(n));
  }
}

TEST_F(Serving, bodies) {
  const auto said = answer(1, 2, true);
  EXPECT_TRUE(said.headers.empty());
  EXPECT_TRUE(said.certificates.empty());
  EXPECT_EQ(said.bodies, (std::vector{source.body(1), source.body(2)}));
}

TEST_F(Serving, as_many_as_there_are) {
  EXPECT_EQ(answer(last - 1, 256, false).headers.size(), 2u);
  EXPECT_EQ(answer(last, 256, true).bodies.size(), 1u);
  EXPECT_TRUE(answer(last + 1, 1, true).bodies.empty());
  EXPECT_TRUE(answer(UINT32_MAX, 256, false).headers.empty());
  EXPECT_TRUE(answer(0, 5, false).headers.empty()) << "nobody decided on genesis";
}

TEST_F(Serving, no_more_bytes_than_a_message_holds) {
  for (std::size_t bytes = 100; bytes < 1'500; ++bytes)
    for (const bool bodies : {false, true}) {
      SyncServer small{blocks, {.answer_bytes = bytes}};
      ASSERT_TRUE(small.asked(1, {INT64_MAX, 1, 256, bodies}));
      const auto said = small.next(now)->response;
      EXPECT_LE(network::encode(said).size(), bytes);
      const std::size_t count = said.headers.size() + said.bodies.size();
      if (!bodies) {
        EXPECT_LT(count, last);
      }
      if (bytes >= 700) {
        EXPECT_GT(count, 0u);
      }
    }
}

TEST(SyncServer, reads_at_most_one_block_more_than_it_sends) {
  CountingStore database;
  auto chain = *Chain::open(database, sync_spec(), rule_set(), std::nullopt, nullptr);
  for (int i = 0; i < 20; ++i) chain->commit(*chain->build(chain->earliest_next(), with({})));
  SyncServer server{chain->blocks(), {.answer_bytes = 200}};
  database.reads.clear();
  ASSERT_TRUE(server.asked(1, {1, 1, 256, true}));
  const auto sent = server.next(0ms)->response.bodies.size();
  ASSERT_GT(sent, 0u);
  ASSERT_LT(sent, 19u);
  EXPECT_EQ(database.reads['B'], sent + 1);
  EXPECT_EQ(database.reads['H'], 0u);
  EXPECT_EQ(database.reads['J'], 0u);
}

TEST_F(Serving, questions_beyond_the_limit_are_a_fault) {
  EXPECT_FALSE(server.asked(1, {1, 1, 0, true}));
  EXPECT_FALSE(server.asked(1, {1, 1, 257, true}));
  EXPECT_FALSE(server.asked(1, {1, 1, UINT32_MAX, true}));
  EXPECT_FALSE(server.next(now));
  for (int i = 0; i < 4; ++i) EXPECT_TRUE(server.asked(1, {1, 1, 256, true}));
  EXPECT_FALSE(server.asked(1, {1, 1, 1, true}));
  EXPECT_TRUE(server.asked(2, {1, 1, 1, true})) << "of another peer";
  EXPECT_TRUE(server.next(now));
  EXPECT_TRUE(server.asked(1, {1, 1, 1, true}));
}

TEST_F(Serving, peers_take_turns) {
  for (const network::PeerNumber peer : {3U, 1U, 2U})
    for (int i = 0; i < 2; ++i) ASSERT_TRUE(server.asked(peer, {1, 1, 1, true}));
  std::vector<network::PeerNumber> order;
  while (const auto said = server.next(now)) order.push_back(said->peer);
  EXPECT_EQ(order, (std::vector<network::PeerNumber>{1, 2, 3, 1, 2, 3}));
}

TEST_F(Serving, who_is_gone_is_not_answered) {
  ASSERT_TRUE(server.asked(1, {1, 1, 1, true}));
  server.gone(1);
  EXPECT_FALSE(server.next(now));
  EXPECT_FALSE(server.wait(now));
}

/// An answer without blocks counts as one.
TEST_F(Serving, a_peer_that_had_much_waits_and_others_do_not) {
  SyncServer paced{blocks, {.bytes_per_second = 1'000, .burst_bytes = 999, .block_bytes = 1'000}};
  const SyncRequest nothing{1, last + 1, 1, true};
  for (int i = 0; i < 3; ++i) ASSERT_TRUE(paced.asked(1, nothing));
  EXPECT_EQ(paced.wait(now), 0ms);
  EXPECT_TRUE(paced.next(now));
  EXPECT_FALSE(paced.next(now)) << "it owes 1000";
  EXPECT_EQ(paced.wait(now), 1ms);
  ASSERT_TRUE(paced.asked(2, nothing));
  EXPECT_EQ(paced.next(now)->peer, 2u);
  EXPECT_TRUE(paced.next(1ms));
  EXPECT_EQ(paced.wait(1ms), 1'000ms);
  EXPECT_FALSE(paced.next(1'000ms));
  EXPECT_TRUE(paced.next(1'001ms));
  EXPECT_FALSE(paced.wait(1'001ms)) << "nobody waits";
}

TEST_F(Serving, what_is_sent_is_what_a_peer_owes) {
  const std::size_t bytes = source.body(1).size() + source.body(2).size();
  SyncServer paced{blocks, {.bytes_per_second = 1'000, .burst_bytes = 0, .block_bytes = 0}};
  ASSERT_TRUE(paced.asked(1, {1, 1, 2, true}));
  ASSERT_TRUE(paced.asked(1, {1, 1, 1, true}));
  ASSERT_TRUE(paced.next(now));
  EXPECT_EQ(paced.wait(now), network::Duration{bytes});
}

TEST_F(Serving, the_time_to_wait_is_long_enough) {
  SyncServer paced{blocks, {.bytes_per_second = 3'000, .burst_bytes = 0, .block_bytes = 1}};
  const SyncRequest nothing{1, last + 1, 1, true};
  for (int i = 0; i < 2; ++i) ASSERT_TRUE(paced.asked(1, nothing));
  ASSERT_TRUE(paced.next(now));
  EXPECT_EQ(paced.wait(now), 1ms) << "and not a third";
}

}  // namespace
}  // namespace descent::service

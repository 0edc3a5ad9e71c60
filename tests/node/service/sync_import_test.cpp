#include "node/service/sync_import.hpp"

#include "consensus/bft/bft.hpp"
#include "node/service/pool_validator.hpp"
#include "node/service/sync_checker.hpp"
#include "node/service/sync_server.hpp"
#include "node/service/validator.hpp"
#include "tests/node/service/sync_chain.hpp"

namespace descent::service {
namespace {

using namespace std::chrono_literals;

/// Nobody is there.
struct Alone final : World {
  Moment now() override { return 1'900'000'000'000; }
  void schedule(const consensus::effect::ScheduleTimer&) override {}
  void cancel(consensus::Timer) override {}
  void broadcast(const gossip::Message&, bool) override {}
  void send(Peer, const gossip::Message&) override {}
  bool is_common(const Hash&) override { return true; }
  std::optional<consensus::Signature> sign(const consensus::Vote&) override { return {}; }
  std::optional<consensus::AuthorityId> self(const consensus::AuthoritySet&) override { return {}; }
  void halt(const std::string& reason) override { halted = reason; }
  std::string halted;
};

/// A node with the real engine, at genesis.
struct Following : testing::Test {
  const SyncChain& source = changed_chain();
  const BlockNumber last = source.chain->head().number;
  SyncChain joiner;
  Chain& chain = *joiner.chain;
  Verified verified{16};
  PoolValidator checks{chain, verified};
  pool::Pool pool{checks, [](const pool::Event&) {}, {}};
  store::VoteLog log{joiner.database};
  Verifier verifier{1};
  consensus::Bft engine;
  Alone world;
  Validator validator{engine, chain, pool, log, verifier, world, {}};
  SyncChecker checker{chain, verifier};
  network::Sync sync{checker};

  Following() {
    chain.listen([this](const auto& block) { sync.head_moved(block.header.number); });
    validator.start();
  }
  network::Sync::Ready ready(BlockNumber number) const {
    return {number, scale::encoded(source.header(number)), source.certificate(number),
            source.body(number), 1};
  }
};

TEST_F(Following, a_fetched_block_is_what_a_peer_says_was_decided) {
  const auto found = commit_of(ready(2));
  EXPECT_EQ(scale::encoded(found.certificate), source.certificate(2));
  EXPECT_EQ(scale::encoded(found.block.header), scale::encoded(source.header(2)));
  EXPECT_EQ(scale::encoded(found.block.extrinsics), source.body(2));
}

TEST_F(Following, the_engine_takes_it_and_the_chain_stands_on_it_with_its_proof) {
  validator.received(1, commit_of(ready(1)));
  EXPECT_EQ(chain.head_hash(), source.hash(1));
  EXPECT_EQ(**chain.blocks().justification(chain.head_hash()), source.certificate(1));
  EXPECT_EQ(world.halted, "");
}

TEST_F(Following, a_block_that_is_not_the_next_changes_nothing) {
  validator.received(1, commit_of(ready(3)));
  EXPECT_EQ(chain.head().number, 0u);
}

TEST_F(Following, a_node_gets_the_whole_chain_from_a_server_across_a_change_of_authorities) {
  SyncServer server{source.chain->blocks()};
  sync.peer_has(1, last);
  network::Instant now{0};
  for (int i = 0; i < 50 && chain.head().number < last; ++i) {
    now += 10ms;
    for (const auto& ask : sync.asks(now)) ASSERT_TRUE(server.asked(ask.peer, ask.request));
    while (const auto said = server.next(now)) sync.response(said->peer, said->response, now);
    while (const auto block = sync.take_next()) validator.received(block->from, commit_of(*block));
  }
  EXPECT_EQ(chain.head_hash(), source.chain->head_hash());
  EXPECT_EQ(joiner.authorities(), source.authorities());
  EXPECT_TRUE(sync.blames().empty());
  EXPECT_FALSE(sync.is_far_behind());
}

}  // namespace
}  // namespace descent::service

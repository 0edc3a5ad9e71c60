#include "node/service/asio_world.hpp"

#include <gtest/gtest.h>

#include <boost/asio/post.hpp>

#include "consensus/bft/bft.hpp"
#include "consensus/instant/instant.hpp"
#include "node/service/pool_validator.hpp"
#include "tests/node/keystore/folder.hpp"
#include "tests/node/service/dev_chain.hpp"

namespace descent::service {
namespace {

using Mode = consensus::Instant::Mode;

/// A node without ports.
struct Driving : testing::Test, DevChain {
  boost::asio::io_context io{1};
  Verified verified{100};
  Verifier verifier{1};
  PoolValidator checks{*chain, verified};
  store::VoteLog log{database};
  std::unique_ptr<consensus::Engine> engine;
  std::optional<AsioWorld> world;
  std::optional<Validator> validator;
  std::string halted;
  pool::Pool pool{checks,
                  [this](const pool::Event& event) {
                    if (event.status == pool::Status::Ready && validator)
                      boost::asio::post(io, [this] { validator->work_arrived(); });
                  },
                  {}};

  Driving() {
    chain->listen([this](const Chain::Committed& block) {
      pool.on_block(block.hash, block.body, touched_accounts(block.state));
    });
  }
  void start(std::unique_ptr<consensus::Engine> made, Signer* signer = nullptr) {
    engine = std::move(made);
    world.emplace(io, signer, nullptr,
                  AsioWorld::Watch{[this](const std::string& why) { halted = why; }});
    validator.emplace(*engine, *chain, pool, log, verifier, *world, Validator::Options{});
    world->attach(*validator);
    validator->start();
  }
  void start(Mode mode, std::uint64_t interval_ms = 0) {
    start(std::make_unique<consensus::Instant>(consensus::Instant::Options{mode, interval_ms}));
  }
  /// Runs until the head is at least block `number`, or nothing is left to wait for.
  void run_to(BlockNumber number) {
    while (chain->head().number < number && io.run_one() > 0) continue;
    ASSERT_GE(chain->head().number, number);
  }
  /// Runs what is due, timers included, until the node waits for something outside.
  void run_dry() {
    io.restart();
    io.run();
  }
};

TEST_F(Driving, a_transaction_is_in_a_block_without_being_asked_for) {
  start(Mode::OnTransaction);
  run_dry();
  EXPECT_EQ(chain->head().number, 0u) << "a block without a reason";
  ASSERT_TRUE(pool.submit(transfer(0)));
  run_dry();
  EXPECT_EQ(chain->head().number, 1u);
  EXPECT_EQ(pool.size(), 0u);
  EXPECT_EQ(account(alice.account()).nonce, 1u);
}

TEST_F(Driving, what_waited_before_the_start_is_taken) {
  ASSERT_TRUE(pool.submit(transfer(1)));
  ASSERT_TRUE(pool.submit(transfer(0)));
  start(Mode::OnTransaction);
  run_dry();
  EXPECT_EQ(chain->head().number, 1u);
  EXPECT_EQ(account(alice.account()).nonce, 2u);
}

TEST_F(Driving, an_interval_makes_empty_blocks) {
  start(Mode::OnInterval, 1);
  run_to(2);
  EXPECT_EQ(chain->blocks().body(chain->head_hash())->value().size(), 1u);
}

TEST_F(Driving, each_request_gets_a_block_of_its_own) {
  start(Mode::OnRequest);
  ASSERT_TRUE(pool.submit(transfer(0)));
  for (int i = 0; i < 2; ++i) validator->seal_requested();
  run_dry();
  ASSERT_EQ(chain->head().number, 2u);
}

TEST_F(Driving, what_is_invalid_by_the_time_it_is_applied_leaves_the_pool) {
  start(Mode::OnRequest);
  const Balance all = account(alice.account()).data.free;
  ASSERT_TRUE(pool.submit(transfer(0, all - kGrad)));
  ASSERT_TRUE(pool.submit(transfer(1, 1, kGrad)));  // who could pay its tip before, but not after
  validator->seal_requested();
  run_dry();
  EXPECT_EQ(chain->head().number, 1u);
  EXPECT_EQ(account(alice.account()).nonce, 1u);
  EXPECT_EQ(pool.size(), 0u);
}

TEST_F(Driving, once_stopped_it_makes_no_block) {
  start(Mode::OnInterval, 1);
  run_to(1);
  world->stop();
  run_dry();
  EXPECT_EQ(chain->head().number, 1u);
}

/// Whom a world asks what others have.
struct Knowing final : Carrier {
  void broadcast(const gossip::Message&, bool) override {}
  void send(Peer, const gossip::Message&) override {}
  bool is_common(const Hash& transaction) const override { return transaction == Hash{{1}}; }
};

TEST_F(Driving, what_others_have_the_carrier_knows_and_without_one_they_have_nothing) {
  Knowing carrier;
  AsioWorld with{io, nullptr, &carrier, {}}, without{io, nullptr, nullptr, {}};
  EXPECT_TRUE(with.is_common(Hash{{1}}));
  EXPECT_FALSE(with.is_common(Hash{{2}}));
  EXPECT_FALSE(without.is_common(Hash{{1}}));
}

/// The development chain with its one validator, voting.
struct Voting : Driving {
  const keystore::Folder folder{};
  const keystore::SessionKeys keys = *keystore::SessionKeys::open(folder / "keystore");
  Signer signer{keys, chain->genesis_hash(), {folder / "signing", SignState::Missing::Create}};

  Voting() {
    const auto key = *crypto::from_suri(crypto::KeyType::Ed25519, "//Alice");
    EXPECT_TRUE(keys.insert("dsc1", "//Alice", key.account().id));
  }
};

TEST_F(Voting, the_only_validator_decides_alone_and_proves_it) {
  start(std::make_unique<consensus::Bft>(), &signer);
  ASSERT_TRUE(pool.submit(transfer(0)));
  run_to(1);
  EXPECT_EQ(account(alice.account()).nonce, 1u);
  EXPECT_TRUE(chain->blocks().justification(chain->head_hash())->has_value());
}

TEST_F(Voting, a_node_without_its_key_follows_and_decides_nothing) {
  start(std::make_unique<consensus::Bft>());
  ASSERT_TRUE(pool.submit(transfer(0)));
  for (int i = 0; i < 20; ++i) io.poll();
  EXPECT_EQ(chain->head().number, 0u);
}

TEST_F(Voting, a_node_that_halts_says_why_and_signs_no_more) {
  start(std::make_unique<consensus::Bft>(), &signer);
  world->halt("a reason");
  EXPECT_EQ(halted, "a reason");
  consensus::Vote vote;
  vote.number = 1;
  vote.kind = consensus::VoteKind::Prevote;
  vote.validator = {crypto::from_suri(crypto::KeyType::Ed25519, "//Alice")->account().id};
  EXPECT_FALSE(world->sign(vote));
  EXPECT_TRUE(signer.sign(vote));
}

}  // namespace
}  // namespace descent::service

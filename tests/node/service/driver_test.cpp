#include "node/service/driver.hpp"

#include <gtest/gtest.h>

#include "consensus/instant/instant.hpp"
#include "node/service/pool_validator.hpp"
#include "tests/node/service/dev_chain.hpp"

namespace descent::service {
namespace {

using Mode = consensus::Instant::Mode;

/// A node without ports.
struct Driving : testing::Test, DevChain {
  boost::asio::io_context io{1};
  Verified verified{100};
  PoolValidator validator{*chain, verified};
  std::optional<consensus::Instant> engine;
  std::optional<Driver> driver;
  pool::Pool pool{validator,
                  [this](const pool::Event& event) {
                    if (event.status == pool::Status::Ready) driver->work_arrived();
                  },
                  {}};

  void start(Mode mode, std::uint64_t interval_ms = 0) {
    chain->listen([this](const Chain::Committed& block) {
      pool.on_block(block.hash, block.body, touched_accounts(block.state));
    });
    engine.emplace(consensus::Instant::Options{mode, interval_ms});
    driver.emplace(io, *engine, *chain, pool);
    driver->start();
  }
  /// Runs until the head is at least block `number`, or nothing is left to wait for.
  void run_to(BlockNumber number) {
    while (chain->head().number < number && io.run_one() > 0) continue;
    ASSERT_GE(chain->head().number, number);
  }
  /// Runs what is due, timers included, until the driver waits for something outside.
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
  engine.emplace(consensus::Instant::Options{Mode::OnRequest, 0});
  driver.emplace(io, *engine, *chain, pool);
  ASSERT_TRUE(pool.submit(transfer(1)));
  ASSERT_TRUE(pool.submit(transfer(0)));
  io.poll();
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
  std::vector<Hash> done;
  for (int i = 0; i < 2; ++i) driver->seal([&](const Hash& hash) { done.push_back(hash); });
  run_dry();
  ASSERT_EQ(chain->head().number, 2u);
  EXPECT_EQ(done, (std::vector{*chain->blocks().hash_of(1).operator*(), chain->head_hash()}));
}

TEST_F(Driving, what_is_invalid_by_the_time_it_is_applied_leaves_the_pool) {
  start(Mode::OnRequest);
  const Balance all = account(alice.account()).data.free;
  ASSERT_TRUE(pool.submit(transfer(0, all - kGrad)));
  ASSERT_TRUE(pool.submit(transfer(1, 1, kGrad)));  // who could pay its tip before, but not after
  driver->seal([](const Hash&) {});
  run_dry();
  EXPECT_EQ(chain->head().number, 1u);
  EXPECT_EQ(account(alice.account()).nonce, 1u);
  EXPECT_EQ(pool.size(), 0u);
}

TEST_F(Driving, once_stopped_it_makes_no_block) {
  start(Mode::OnInterval, 1);
  run_to(1);
  driver->stop();
  run_dry();
  EXPECT_EQ(chain->head().number, 1u);
}

}  // namespace
}  // namespace descent::service

#include "modules/system/system.hpp"

#include "tests/modules/harness.hpp"

namespace descent::modules {
namespace {

class SystemTest : public testing::Test {
 protected:
  Chain chain;
  System& system = chain.runtime().system;
};

TEST_F(SystemTest, a_remark_leaves_nothing_but_with_event_its_hash) {
  const Bytes text{1, 2, 3};
  EXPECT_DONE(chain.call(kAlice, system, System::remark{text}));
  EXPECT_TRUE(chain.frame().events.empty());
  EXPECT_DONE(chain.call(kAlice, system, System::remark_with_event{text}));
  EXPECT_TRUE(chain.emitted(system, System::Remarked{kAlice, crypto::blake2b_256(text)}));
}

TEST_F(SystemTest, a_longer_remark_weighs_more) {
  EXPECT_LT(System::remark{Bytes(10)}.weight().ref_time.value,
            System::remark{Bytes(1'000)}.weight().ref_time.value);
}

TEST_F(SystemTest, a_nonce_rises_by_one) {
  EXPECT_EQ(system.query(System::Api::account_nonce{kAlice}), 0u);
  system.inc_nonce(kAlice);
  system.inc_nonce(kAlice);
  EXPECT_EQ(system.query(System::Api::account_nonce{kAlice}), 2u);
}

TEST_F(SystemTest, an_account_that_is_needed_stays) {
  EXPECT_DONE(system.inc_consumers(kAlice));
  EXPECT_REFUSED(system.dec_providers(kAlice), DispatchError{dispatch_error::ConsumerRemaining{}});
  system.dec_consumers(kAlice);
  EXPECT_DONE(system.dec_providers(kAlice));
  EXPECT_FALSE(system.account.contains(kAlice));
}

TEST_F(SystemTest, an_account_that_nothing_keeps_alive_is_not_needed) {
  EXPECT_REFUSED(system.inc_consumers(kCarol), DispatchError{dispatch_error::NoProviders{}});
}

TEST_F(SystemTest, as_many_block_hashes_are_kept_as_eras_need) {
  const BlockNumber count = system.config.block_hash_count;
  for (BlockNumber n = 1; n <= count + 5; ++n) system.initialize(n, Hash{}, {});
  EXPECT_FALSE(system.hash_of(4));
  EXPECT_TRUE(system.hash_of(5));
  EXPECT_TRUE(system.hash_of(count + 4));
  EXPECT_FALSE(system.hash_of(count + 5)) << "a block does not know its own hash";
}

TEST_F(SystemTest, the_hash_of_genesis_stays) {
  const Hash genesis = crypto::blake2b_256(Bytes{7});
  const BlockNumber count = system.config.block_hash_count;
  system.initialize(1, genesis, {});
  for (BlockNumber n = 2; n <= count + 5; ++n) system.initialize(n, Hash{}, {});
  EXPECT_EQ(system.hash_of(0), genesis);
}

TEST_F(SystemTest, an_item_is_added_to_the_digest_of_the_block) {
  system.deposit_log(digest_item::Consensus{{'D', 'S', 'C', '1'}, {1, 2}});
  EXPECT_EQ(chain.frame().digest.logs.size(), 1u);
  EXPECT_EQ(scale::encoded(system.digest.get()), scale::encoded(chain.frame().digest));
}

TEST_F(SystemTest, a_block_leaves_its_events_and_the_next_begins_without) {
  EXPECT_DONE(chain.call(kAlice, system, System::remark_with_event{Bytes{1}}));
  system.finalize(1);
  EXPECT_EQ(system.event_count.get(), 1u);
  Bytes expected{4};
  append(expected, chain.frame().events[0]);
  EXPECT_EQ(*chain.frame().state.get(system.events.prefix()), expected);
  system.initialize(chain.frame().number + 1, {}, {});
  EXPECT_FALSE(system.events.exists());
}

}  // namespace
}  // namespace descent::modules

#include "tests/modules/referenda/assembly.hpp"

namespace descent::modules {
namespace {

class ProgressTest : public AssemblyTest {
 protected:
  /// Referendum 0, of account 1, which account 2 has decided from block 5 on.
  void create() {
    EXPECT_DONE(submit(1));
    EXPECT_DONE(place(2, 0));
  }
  void create_deciding() {
    create();
    chain.run_to(5);
    EXPECT_TRUE(deciding_and_failing(0, 5));
  }
  void create_confirming() {
    create_deciding();
    set_tally(0, 100, 0);
    chain.run_to(6);
  }
  void create_confirming_at_once() {
    create();
    set_tally(0, 100, 0);
    chain.run_to(5);
  }
  void create_passing_late() {
    create_deciding();
    set_tally(0, 100, 99);
    chain.run_to(6);
  }
  /// Tasks of root in a block, as many as it may have.
  void fill(BlockNumber block) {
    const auto remark =
        Assembly::bounded(frame::call_of(chain.runtime().system, System::remark{{}}));
    while (
        chain.runtime().scheduler.schedule(at::At{block}, {}, 200, origins::root_caller(), remark))
      ++filled;
  }
  int filled = 0;
};

// polkadot-sdk, frame/referenda/src/tests.rs: basic_happy_path_works
TEST_F(ProgressTest, a_referendum_that_passes_is_confirmed_and_then_enacted) {
  EXPECT_DONE(submit(1));
  EXPECT_EQ(chain.data(account(1)).reserved, 2 * kGrad);
  EXPECT_EQ(referenda.count.get(), 1u);
  EXPECT_DONE(place(2, 0));
  chain.run_to(4);
  EXPECT_EQ(deciding(0), 0u);
  chain.run_to(5);
  EXPECT_EQ(deciding(0), 1u);
  const auto proposal = status(0).proposal;
  EXPECT_TRUE(emitted(referenda::DecisionStarted{0, 0, proposal, {}}));
  chain.run_to(6);
  set_tally(0, 100, 0);
  const Tally tally = status(0).tally;
  chain.run_to(7);
  EXPECT_EQ(confirming_until(0), 9u);
  EXPECT_TRUE(emitted(referenda::ConfirmStarted{0}));
  chain.run_to(9);
  EXPECT_EQ(since<info::Approved>(0), 9u);
  EXPECT_TRUE(emitted(referenda::Confirmed{0, tally}));
  EXPECT_TRUE(emitted(referenda::Approved{0}));
  EXPECT_DONE(refund_decision(2, 0));
  chain.run_to(12);
  EXPECT_EQ(chain.data(account(42)).free, 0u);
  chain.run_to(13);
  EXPECT_EQ(chain.data(account(42)).free, kGrad);
}

// polkadot-sdk: insta_confirm_then_kill_works
TEST_F(ProgressTest, one_that_is_confirmed_at_once_can_be_killed) {
  create_confirming_at_once();
  chain.run_to(6);
  EXPECT_DONE(kill(0));
  EXPECT_EQ(since<info::Killed>(0), 6u);
}

// polkadot-sdk: confirm_then_reconfirm_with_elapsed_trigger_works
TEST_F(ProgressTest, confirmation_begins_anew_when_the_curve_has_fallen) {
  create_confirming();
  EXPECT_EQ(confirming_until(0), 8u);
  chain.run_to(7);
  set_tally(0, 100, 99);
  chain.run_to(8);
  EXPECT_TRUE(deciding_and_failing(0, 5));
  EXPECT_TRUE(emitted(referenda::ConfirmAborted{0}));
  chain.run_to(11);
  EXPECT_EQ(since<info::Approved>(0), 11u);
}

// polkadot-sdk: instaconfirm_then_reconfirm_with_elapsed_trigger_works
TEST_F(ProgressTest, so_it_does_after_confirming_at_once) {
  create_confirming_at_once();
  chain.run_to(6);
  EXPECT_EQ(confirming_until(0), 7u);
  set_tally(0, 100, 99);
  chain.run_to(7);
  EXPECT_TRUE(deciding_and_failing(0, 5));
  chain.run_to(11);
  EXPECT_EQ(since<info::Approved>(0), 11u);
}

// polkadot-sdk: instaconfirm_then_reconfirm_with_voting_trigger_works
TEST_F(ProgressTest, confirmation_begins_anew_when_votes_come_in) {
  create_confirming_at_once();
  chain.run_to(6);
  set_tally(0, 100, 99);
  chain.run_to(7);
  EXPECT_TRUE(deciding_and_failing(0, 5));
  chain.run_to(8);
  set_tally(0, 100, 0);
  chain.run_to(9);
  EXPECT_EQ(confirming_until(0), 11u);
  chain.run_to(11);
  EXPECT_EQ(since<info::Approved>(0), 11u);
}

// polkadot-sdk: voting_should_extend_for_late_confirmation
TEST_F(ProgressTest, a_late_confirmation_goes_on_behind_the_decision_period) {
  create_passing_late();
  chain.run_to(10);
  EXPECT_EQ(confirming_until(0), 11u);
  chain.run_to(11);
  EXPECT_EQ(since<info::Approved>(0), 11u);
}

// polkadot-sdk: should_instafail_during_extension_confirmation
TEST_F(ProgressTest, and_ends_as_soon_as_it_no_longer_passes) {
  create_passing_late();
  chain.run_to(10);
  set_tally(0, 100, 101);
  const Tally tally = status(0).tally;
  chain.run_to(11);
  EXPECT_EQ(since<info::Rejected>(0), 11u);
  EXPECT_TRUE(emitted(referenda::Rejected{0, tally}));
}

// polkadot-sdk: confirming_then_fail_works
TEST_F(ProgressTest, what_does_not_pass_in_the_decision_period_is_rejected) {
  create_deciding();
  set_tally(0, 100, 0);
  chain.run_to(6);
  EXPECT_EQ(confirming_until(0), 8u);
  set_tally(0, 100, 101);
  chain.run_to(9);
  EXPECT_EQ(since<info::Rejected>(0), 9u);
}

// polkadot-sdk: queueing_works
TEST_F(ProgressTest, those_with_the_most_ayes_are_decided_next) {
  EXPECT_DONE(submit(5, origins::root_caller(), at::After{0}));
  EXPECT_DONE(place(5, 0));
  chain.run_to(2);
  for (std::uint8_t n = 1; n <= 4; ++n)
    EXPECT_DONE(submit(n, origins::root_caller(), at::After{0}));
  for (const std::uint8_t n : std::initializer_list<std::uint8_t>{1, 2, 4})
    EXPECT_DONE(place(n, n));
  chain.run_to(5);
  EXPECT_EQ(deciding(0), 1u);
  EXPECT_TRUE(deciding_and_failing(0, 5));
  set_tally(1, 1, 10);
  set_tally(2, 2, 20);
  set_tally(3, 3, 30);
  set_tally(4, 100, 0);
  chain.run_to(6);
  EXPECT_TRUE(status(1).in_queue && status(2).in_queue && status(4).in_queue);
  EXPECT_DONE(cancel(0));
  EXPECT_EQ(since<info::Cancelled>(0), 6u);
  chain.run_to(7);
  EXPECT_EQ(deciding(0), 1u);
  EXPECT_EQ(deciding_since(4), 7u);
  EXPECT_EQ(confirming_until(4), 9u);
  set_tally(1, 30, 31);
  set_tally(2, 20, 20);
  chain.run_to(9);
  EXPECT_EQ(since<info::Approved>(4), 9u);
  chain.run_to(10);
  EXPECT_EQ(deciding_since(1), 10u);
  chain.run_to(14);
  EXPECT_EQ(since<info::Rejected>(1), 14u);
  chain.run_to(15);
  EXPECT_TRUE(deciding_and_failing(2, 15));
  chain.run_to(19);
  EXPECT_EQ(confirming_until(2), 21u);
  chain.run_to(21);
  EXPECT_EQ(since<info::Approved>(2), 21u);
  chain.run_to(22);
  EXPECT_EQ(since<info::TimedOut>(3), 22u);
}

// polkadot-sdk: auto_timeout_should_happen_with_nothing_but_submit
TEST_F(ProgressTest, without_a_decision_deposit_it_times_out) {
  EXPECT_DONE(submit(1));
  chain.run_to(20);
  EXPECT_EQ(since<info::TimedOut>(0), 0u);
  chain.run_to(21);
  EXPECT_EQ(since<info::TimedOut>(0), 21u);
  EXPECT_TRUE(emitted(referenda::TimedOut{0, {}}));
  EXPECT_EQ(chain.data(account(1)).reserved, 2 * kGrad);
}

TEST_F(ProgressTest, nobody_voting_is_no_approval) {
  create_deciding();
  chain.run_to(9);
  EXPECT_EQ(since<info::Rejected>(0), 9u) << "though the support curve ends at zero";
}

TEST_F(ProgressTest, one_that_fails_on_support_is_rejected) {
  EXPECT_DONE(submit(1, origins::Custom::Models));
  EXPECT_DONE(place(2, 0));
  set_tally(0, 89, 0);
  chain.run_to(5);
  EXPECT_EQ(since<info::Rejected>(0), 5u);
}

TEST_F(ProgressTest, a_late_deposit_is_decided_at_once) {
  EXPECT_DONE(submit(1));
  chain.run_to(8);
  EXPECT_DONE(place(2, 0));
  EXPECT_EQ(deciding_since(0), 8u);
}

TEST_F(ProgressTest, cancelling_what_was_not_decided_frees_no_place) {
  create_deciding();
  EXPECT_DONE(submit(3));
  EXPECT_DONE(place(3, 1));
  EXPECT_DONE(submit(4));
  EXPECT_DONE(place(4, 2));
  EXPECT_DONE(cancel(2));
  chain.run_to(9);
  EXPECT_EQ(deciding(0), 1u) << "until the next block";
  EXPECT_TRUE(status(1).in_queue);
  chain.run_to(10);
  EXPECT_EQ(deciding_since(1), 10u);
  EXPECT_EQ(deciding(0), 1u);
}

TEST_F(ProgressTest, what_waits_and_is_cancelled_leaves_the_queue) {
  create_deciding();
  EXPECT_DONE(submit(3));
  chain.run_to(8);
  set_tally(0, 100, 0);
  chain.run_to(9);
  EXPECT_EQ(confirming_until(0), 11u);
  EXPECT_DONE(place(3, 1));
  EXPECT_TRUE(status(1).in_queue);
  EXPECT_FALSE(status(1).alarm);
  EXPECT_DONE(cancel(1));
  EXPECT_TRUE(referenda.track_queue.get(0).empty());
}

TEST_F(ProgressTest, of_equal_ayes_the_first_to_wait_is_decided_first) {
  create_deciding();
  for (const std::uint8_t n : std::initializer_list<std::uint8_t>{3, 4, 5}) EXPECT_DONE(submit(n));
  chain.run_to(7);
  set_tally(0, 100, 0);
  chain.run_to(9);
  EXPECT_EQ(since<info::Approved>(0), 0u);
  for (const std::uint8_t n : std::initializer_list<std::uint8_t>{4, 3, 5})
    EXPECT_DONE(place(n, n - 2u));
  chain.run_to(11);
  chain.run_to(12);
  EXPECT_NE(deciding_since(2), 0u);
  EXPECT_TRUE(status(1).in_queue && status(3).in_queue);
}

TEST_F(ProgressTest, a_full_queue_keeps_those_with_more_ayes) {
  chain.checks = false;
  EXPECT_DONE(chain.runtime().balances.mint_into(account(1), 10'000 * kGrad));
  const std::uint32_t all = Referenda::kMaxQueued + 2;
  for (std::uint32_t i = 0; i < all; ++i) EXPECT_DONE(submit(1));
  chain.run_to(6);
  EXPECT_DONE(place(1, 0));
  for (std::uint32_t i = 1; i < all - 1; ++i) EXPECT_DONE(place(1, i));
  EXPECT_EQ(referenda.track_queue.get(0).size(), Referenda::kMaxQueued);
  EXPECT_DONE(place(1, all - 1));
  EXPECT_FALSE(status(all - 1).in_queue) << "it has no more ayes than any other";
  EXPECT_EQ(chain.problems(), "");
  set_tally(all - 1, 5, 0);
  chain.advance();
  EXPECT_TRUE(status(all - 1).in_queue);
  EXPECT_EQ(referenda.track_queue.get(0).size(), Referenda::kMaxQueued);
  std::uint32_t out = 0;
  for (std::uint32_t i = 1; i < all; ++i)
    if (!status(i).in_queue) out = i;
  ASSERT_NE(out, 0u);
  EXPECT_EQ(status(out).alarm->first, 1u + 20u) << "it may time out";
  EXPECT_EQ(chain.problems(), "");
}

TEST_F(ProgressTest, an_alarm_that_a_block_has_no_room_for_rings_in_the_next) {
  EXPECT_DONE(submit(1));
  fill(5);
  ASSERT_GT(filled, 0);
  EXPECT_DONE(place(2, 0));
  EXPECT_EQ(status(0).alarm->first, 6u);
  chain.run_to(6);
  EXPECT_EQ(deciding_since(0), 6u);
}

TEST_F(ProgressTest, a_proposal_that_a_block_has_no_room_for_is_enacted_in_the_next) {
  create_confirming_at_once();
  fill(11);
  chain.run_to(7);
  EXPECT_EQ(since<info::Approved>(0), 7u);
  const auto due = chain.runtime().scheduler.next_dispatch_time(Referenda::enactment_name(0));
  ASSERT_TRUE(due);
  EXPECT_EQ(*due, 12u);
}

TEST_F(ProgressTest, approval_waits_for_a_block_that_has_room) {
  create_confirming_at_once();
  for (BlockNumber block = 11; block < 11 + referenda_weights::kTries; ++block) fill(block);
  chain.run_to(7);
  EXPECT_EQ(since<info::Approved>(0), 0u);
  EXPECT_EQ(confirming_until(0), 7u);
  chain.run_to(8);
  EXPECT_EQ(since<info::Approved>(0), 8u);
}

TEST_F(ProgressTest, approval_waits_for_as_long_as_it_must) {
  EXPECT_DONE(submit(1, origins::root_caller(), at::At{100}));
  EXPECT_DONE(place(2, 0));
  set_tally(0, 100, 0);
  for (BlockNumber block = 100; block < 100 + referenda_weights::kTries; ++block) fill(block);
  chain.run_to(40);
  EXPECT_EQ(confirming_until(0), 7u);
  ASSERT_TRUE(status(0).alarm);
  EXPECT_EQ(status(0).alarm->first, 41u);
}

TEST_F(ProgressTest, the_next_begins_at_once_if_no_block_has_room_for_its_alarm) {
  create_deciding();
  EXPECT_DONE(submit(3));
  chain.run_to(7);
  set_tally(0, 100, 0);
  chain.run_to(9);
  EXPECT_DONE(place(3, 1));
  ASSERT_TRUE(status(1).in_queue);
  // Not even the alarm of the first leaves room.
  chain.checks = false;
  auto without = status(0);
  EXPECT_DONE(chain.runtime().scheduler.cancel(without.alarm->second));
  without.alarm.reset();
  referenda.info_for.insert(0, info::Ongoing{without});
  for (BlockNumber block = 10; block < 10 + referenda_weights::kTries; ++block) fill(block);
  EXPECT_DONE(cancel(0));
  EXPECT_EQ(deciding_since(1), 9u);
  EXPECT_EQ(deciding(0), 1u);
}

TEST_F(ProgressTest, enactment_is_no_sooner_than_it_is_wanted) {
  EXPECT_DONE(submit(1, origins::root_caller(), at::After{9}));
  EXPECT_DONE(place(2, 0));
  set_tally(0, 100, 0);
  chain.run_to(7);
  const auto due = chain.runtime().scheduler.next_dispatch_time(Referenda::enactment_name(0));
  ASSERT_TRUE(due);
  EXPECT_EQ(*due, 16u);
}

}  // namespace
}  // namespace descent::modules

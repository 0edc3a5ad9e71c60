#include "tests/modules/referenda/assembly.hpp"

namespace descent::modules {
namespace {

namespace poll_status = conviction_voting::poll_status;
using PollsTest = AssemblyTest;

TEST_F(PollsTest, the_tracks_are_the_classes) {
  EXPECT_EQ(referenda.classes(), (std::vector<referenda::TrackId>{0, 1}));
}

TEST_F(PollsTest, a_poll_is_ongoing_until_the_referendum_is_over) {
  EXPECT_TRUE(std::holds_alternative<poll_status::None>(referenda.poll(0)));
  EXPECT_DONE(submit(1, origins::Custom::Models));
  const auto poll = referenda.poll(0);
  ASSERT_TRUE(std::holds_alternative<poll_status::Ongoing>(poll));
  EXPECT_EQ(std::get<poll_status::Ongoing>(poll).class_id, 1);
  EXPECT_DONE(cancel(0));
  EXPECT_TRUE(std::holds_alternative<poll_status::None>(referenda.poll(0)));
}

TEST_F(PollsTest, approval_and_rejection_complete_a_poll) {
  EXPECT_DONE(submit(1));
  EXPECT_DONE(place(2, 0));
  EXPECT_DONE(submit(1, origins::Custom::Models));
  EXPECT_DONE(place(2, 1));
  set_tally(0, 100, 0);
  chain.run_to(9);
  const auto approved = std::get<poll_status::Completed>(referenda.poll(0));
  EXPECT_TRUE(approved.approved);
  EXPECT_EQ(approved.end, 7u);
  const auto rejected = std::get<poll_status::Completed>(referenda.poll(1));
  EXPECT_FALSE(rejected.approved);
  EXPECT_EQ(rejected.end, 5u);
}

TEST_F(PollsTest, what_is_killed_or_times_out_has_no_result) {
  EXPECT_DONE(submit(1));
  EXPECT_DONE(submit(1));
  EXPECT_DONE(kill(0));
  chain.run_to(21);
  EXPECT_NE(since<info::TimedOut>(1), 0u);
  EXPECT_TRUE(std::holds_alternative<poll_status::None>(referenda.poll(0)));
  EXPECT_TRUE(std::holds_alternative<poll_status::None>(referenda.poll(1)));
}

TEST_F(PollsTest, a_vote_has_the_referendum_looked_at_in_the_next_block) {
  EXPECT_DONE(submit(1));
  EXPECT_EQ(status(0).alarm->first, 21u);
  referenda.put_tally(0, {3, 2, 1});
  EXPECT_EQ(status(0).tally, (Tally{3, 2, 1}));
  EXPECT_EQ(status(0).alarm->first, 2u);
  EXPECT_EQ(chain.problems(), "");
}

}  // namespace
}  // namespace descent::modules

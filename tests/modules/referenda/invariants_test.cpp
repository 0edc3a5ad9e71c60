#include <gmock/gmock.h>

#include "tests/modules/referenda/assembly.hpp"

namespace descent::modules {
namespace {

class InvariantsTest : public AssemblyTest {
 protected:
  frame::Problems integrity_of(const Referenda::Config& config) {
    auto& r = chain.runtime();
    return Referenda{{chain.frame(), 13}, r.balances, r.preimage, r.scheduler, r.review, config}
        .integrity();
  }
  /// One track, changed.
  template <class Change>
  frame::Problems with(Change change) {
    auto config = referenda_config();
    change(config.tracks[1].info);
    return integrity_of(config);
  }
  void expect_problem(const std::string& problem) {
    EXPECT_THAT(chain.problems(), testing::HasSubstr(problem));
  }
  void put(ReferendumIndex of, const referenda::ReferendumStatus& changed) {
    referenda.info_for.insert(of, info::Ongoing{changed});
  }
};

TEST_F(InvariantsTest, tracks_are_checked) {
  using Problems = frame::Problems;
  EXPECT_EQ(integrity_of(referenda_config()), Problems{});
  EXPECT_EQ(with([](auto& t) { t.max_deciding = 0; }), Problems{"a track decides nothing"});
  EXPECT_EQ(with([](auto& t) { t.decision_period = 0; }),
            Problems{"a track has no time to decide"});
  EXPECT_EQ(with([](auto& t) { t.prepare_period = 20; }),
            Problems{"a track's referenda time out in preparation"});
  EXPECT_EQ(with([](auto& t) { t.min_support = line(60, 50); }),
            Problems{"a track's curve is none"});
  auto config = referenda_config();
  config.tracks[1].id = 0;
  EXPECT_EQ(integrity_of(config), Problems{"the tracks are not in order of their ids"});
  config = referenda_config();
  config.tracks[1].origin = origins::root_caller();
  EXPECT_EQ(integrity_of(config), Problems{"two tracks have the same origin"});
}

TEST_F(InvariantsTest, a_deposit_that_is_not_held_is_noticed) {
  EXPECT_DONE(submit(1));
  auto changed = status(0);
  changed.submission_deposit.amount += 1;
  put(0, changed);
  expect_problem("what is held is not the deposits");
}

TEST_F(InvariantsTest, a_referendum_that_is_gone_is_noticed) {
  EXPECT_DONE(submit(1));
  referenda.count.put(2);
  expect_problem("a referendum is missing");
}

TEST_F(InvariantsTest, a_wrong_count_is_noticed) {
  EXPECT_DONE(submit(1));
  EXPECT_DONE(place(2, 0));
  chain.run_to(5);
  referenda.deciding_count.insert(0, 0);
  expect_problem("a track decides more than it may, or counts");
  referenda.deciding_count.insert(0, 2);
  expect_problem("a track decides more than it may, or counts");
}

TEST_F(InvariantsTest, a_wrong_queue_is_noticed) {
  EXPECT_DONE(submit(1));
  EXPECT_DONE(submit(1));
  referenda.track_queue.insert(0, {{0, 5}, {1, 4}});
  expect_problem("a queue is not in order");
  expect_problem("a queue is not who waits");
  expect_problem("a queue has what does not wait");
}

TEST_F(InvariantsTest, a_missing_alarm_is_noticed) {
  EXPECT_DONE(submit(1));
  const auto before = status(0);
  EXPECT_DONE(chain.runtime().scheduler.cancel(before.alarm->second));
  expect_problem("an alarm is not scheduled");
  auto changed = before;
  changed.alarm.reset();
  put(0, changed);
  expect_problem("a referendum has no alarm");
}

TEST_F(InvariantsTest, who_is_excluded_from_nothing_is_noticed) {
  referenda.excluded_from.insert(0, {account(1)});
  expect_problem("accounts are excluded from what is over");
}

}  // namespace
}  // namespace descent::modules

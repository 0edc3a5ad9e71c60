#include "network/sync/sources.hpp"

#include <gtest/gtest.h>

namespace descent::network {
namespace {

using namespace std::chrono_literals;

struct Asking : testing::Test {
  Sources sources{10s};
  std::optional<PeerNumber> choose(BlockNumber from, Instant now = 0s, bool urgent = false,
                                   std::set<PeerNumber> but = {}) {
    return sources.choose({from, false, urgent, std::move(but)}, 1, now);
  }
  /// It needs `took` for a block.
  void measure(PeerNumber peer, Duration took) {
    sources.asked(peer);
    sources.answered(peer, false, 1, took);
  }
};

TEST_F(Asking, only_who_has_the_block) {
  sources.has(1, 10);
  EXPECT_EQ(choose(10), 1u);
  EXPECT_EQ(choose(11), std::nullopt);
}

TEST_F(Asking, a_height_once_said_cannot_be_lowered) {
  sources.has(1, 10);
  sources.has(1, 3);
  EXPECT_EQ(sources.best_of(1), 10u);
  EXPECT_EQ(sources.target(), 10u);
}

TEST_F(Asking, nobody_is_asked_more_than_the_limit) {
  sources.has(1, 10);
  sources.asked(1);
  EXPECT_EQ(choose(1), std::nullopt);
  EXPECT_EQ(sources.choose({1, false, false, {}}, 2, 0s), 1u);
  sources.answered(1, false, 1, 1ms);
  EXPECT_EQ(choose(1), 1u);
}

TEST_F(Asking, peers_of_whom_nothing_is_known_take_turns) {
  for (const PeerNumber peer : {1U, 2U, 3U}) sources.has(peer, 10);
  std::set<PeerNumber> asked;
  for (int i = 0; i < 3; ++i) {
    const auto peer = choose(1);
    ASSERT_TRUE(peer);
    sources.asked(*peer);
    asked.insert(*peer);
  }
  EXPECT_EQ(asked.size(), 3u);
}

TEST_F(Asking, the_fastest_is_preferred) {
  for (const PeerNumber peer : {1U, 2U, 3U}) sources.has(peer, 10);
  measure(1, 60ms);
  measure(2, 20ms);
  measure(3, 40ms);
  EXPECT_EQ(choose(1), 2u);
  EXPECT_EQ(choose(1, 0s, false, {2}), 3u);
  measure(2, 2s);
  EXPECT_EQ(choose(1), 3u) << "it is measured again each time";
}

TEST_F(Asking, the_time_of_headers_says_nothing_of_bodies) {
  for (const PeerNumber peer : {1U, 2U}) sources.has(peer, 10);
  measure(1, 1ms);
  measure(2, 50ms);
  sources.asked(1);
  sources.answered(1, true, 1, 80ms);
  sources.asked(2);
  sources.answered(2, true, 1, 20ms);
  EXPECT_EQ(choose(1), 1u);
  EXPECT_EQ(sources.choose({1, true, false, {}}, 1, 0s), 2u);
}

TEST_F(Asking, who_is_much_slower_is_not_asked_beside_the_best_unless_it_is_urgent) {
  for (const PeerNumber peer : {1U, 2U, 3U}) sources.has(peer, 10);
  measure(1, 10ms);
  measure(2, 90ms);
  sources.asked(1);
  EXPECT_EQ(choose(1), 3u) << "who did nothing yet deserves a try";
  sources.asked(3);
  EXPECT_EQ(choose(1), std::nullopt);
  EXPECT_EQ(choose(1, 0s, true), 2u);
  EXPECT_EQ(choose(1, 0s, false, {1, 3}), 2u) << "the best of those who are left";
}

TEST_F(Asking, twice_as_slow_is_no_reason_to_wait) {
  for (const PeerNumber peer : {1U, 2U}) sources.has(peer, 10);
  measure(1, 10ms);
  measure(2, 20ms);
  sources.asked(1);
  EXPECT_EQ(choose(1), 2u);
}

TEST_F(Asking, who_was_late_rests_twice_as_long_each_time) {
  sources.has(1, 10);
  Instant now = 100s;
  Duration rest = 10s;
  for (unsigned i = 0; i < 9; ++i) {
    sources.asked(1);
    sources.late(1, i, false, 5s, now);
    EXPECT_EQ(choose(1, now + rest - 1ms), std::nullopt);
    EXPECT_EQ(choose(1, now + rest), 1u);
    now += rest;
    rest = std::min<Duration>(2 * rest, 640s);
  }
}

TEST_F(Asking, who_failed_is_behind_who_did_not) {
  for (const PeerNumber peer : {1U, 2U}) sources.has(peer, 10);
  sources.asked(1);
  sources.late(1, 7, false, 5s, 0s);
  EXPECT_EQ(choose(1, 1h), 2u);
  EXPECT_EQ(sources.target(), 10u);
  sources.gone(2);
  EXPECT_EQ(choose(1, 1h), 1u);
  EXPECT_EQ(sources.target(), 0u) << "its word does not count";
  EXPECT_EQ(sources.highest(1h), 10u) << "but it may be asked";
  EXPECT_EQ(sources.highest(9s), 0u) << "later";
}

TEST_F(Asking, an_answer_too_late_is_excused_once) {
  sources.has(1, 10);
  sources.asked(1);
  sources.late(1, 7, false, 5s, 0s);
  EXPECT_FALSE(sources.excuse(1, 6));
  EXPECT_TRUE(sources.excuse(1, 7));
  EXPECT_FALSE(sources.excuse(1, 7));
}

TEST_F(Asking, answers_too_late_are_remembered_up_to_a_limit) {
  sources.has(1, 10);
  for (std::uint64_t id = 0; id <= Sources::kLateMax; ++id) {
    sources.asked(1);
    sources.late(1, id, false, 5s, 0s);
  }
  EXPECT_FALSE(sources.excuse(1, 0));
  EXPECT_TRUE(sources.excuse(1, 1));
}

TEST_F(Asking, who_has_nothing_there_is_not_believed_to) {
  sources.has(1, 10);
  sources.empty(1, 8, 0s);
  EXPECT_EQ(sources.best_of(1), 7u);
  EXPECT_EQ(choose(8, 1h), std::nullopt);
  EXPECT_EQ(choose(7, 1h), 1u);
  EXPECT_EQ(choose(7, 1s), std::nullopt) << "it rests";
  sources.has(1, 12);
  EXPECT_EQ(choose(12, 1h), 1u);
}

TEST_F(Asking, a_liar_is_not_asked_again) {
  sources.has(1, 10);
  EXPECT_EQ(sources.usable(), 1u);
  sources.discredit(1);
  EXPECT_EQ(choose(1, 1000h, true), std::nullopt);
  EXPECT_EQ(sources.target(), 0u);
  EXPECT_EQ(sources.highest(1000h), 0u);
  EXPECT_EQ(sources.usable(), 0u);
  sources.has(1, 99);
  EXPECT_TRUE(sources.is_discredited(1));
}

}  // namespace
}  // namespace descent::network

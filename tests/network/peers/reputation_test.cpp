#include "network/peers/reputation.hpp"

#include <gtest/gtest.h>

#include "tests/network/random.hpp"

namespace descent::network {
namespace {

using namespace std::chrono_literals;

TEST(Reputation, begins_at_nothing_and_adds_up) {
  Reputation<int> one;
  EXPECT_EQ(one.of(7, 1h), 0);
  EXPECT_FALSE(one.report(7, Conduct::BadTransaction, 1h));
  EXPECT_FALSE(one.report(7, Conduct::Unasked, 1h));
  EXPECT_EQ(one.of(7, 1h), -70);
  EXPECT_EQ(one.of(8, 1h), 0);
}

TEST(Reputation, time_brings_it_back_a_point_a_second) {
  Reputation<int> one;
  one.report(1, Conduct::Unasked, 1h);
  one.report(2, Conduct::UsefulBlock, 1h);
  EXPECT_EQ(one.of(1, 1h + 999ms), -20);
  EXPECT_EQ(one.of(1, 1h + 1s), -19);
  EXPECT_EQ(one.of(1, 1h + 5s), -15);
  EXPECT_EQ(one.of(2, 1h + 5s), 15);
  EXPECT_EQ(one.of(1, 2h), 0);
  // Being looked at often does not keep it: 0.9 s five times are four points.
  for (int i = 1; i <= 5; ++i) one.report(1, Conduct::Duplicate, 1h + i * 900ms);
  EXPECT_EQ(one.of(1, 1h + 4'500ms), -20 - 5 + 4);
}

TEST(Reputation, a_ban_begins_at_the_threshold_and_ends) {
  Reputation<int> one;
  EXPECT_FALSE(one.report(1, Conduct::BadBlock, 1h));
  EXPECT_FALSE(one.report(1, Conduct::BadBlock, 1h));
  EXPECT_FALSE(one.is_banned(1, 1h));
  EXPECT_TRUE(one.report(1, Conduct::BadBlock, 1h));
  EXPECT_TRUE(one.is_banned(1, 1h));
  EXPECT_EQ(one.of(1, 1h), kBanned);
  EXPECT_TRUE(one.is_banned(1, 1h + 599'999ms));
  EXPECT_FALSE(one.is_banned(1, 1h + 600'000ms));
  EXPECT_EQ(one.of(1, 1h + 600'000ms), 0) << "and begins again";
}

TEST(Reputation, exactly_the_threshold_is_a_ban) {
  Reputation<int> one;
  EXPECT_TRUE(one.report(1, Conduct::TooFast, 1h));
  Reputation<int> two;
  two.report(1, Conduct::UsefulTransaction, 1h);
  EXPECT_FALSE(two.report(1, Conduct::TooFast, 1h)) << "at -999";
}

TEST(Reputation, good_deeds_are_saved_up_to_a_limit) {
  Reputation<int> one;
  for (int i = 0; i < 1'000; ++i) one.report(1, Conduct::UsefulBlock, 1h);
  EXPECT_EQ(one.of(1, 1h), kBest);
}

TEST(Reputation, a_ban_is_twice_as_long_each_time_until_there_was_none_for_long) {
  Reputation<int> one;
  Instant now = 1h;
  for (const Duration length : {Duration{10min}, Duration{20min}, Duration{40min}}) {
    EXPECT_TRUE(one.report(1, Conduct::BadMessage, now));
    EXPECT_TRUE(one.is_banned(1, now + length - 1ms));
    EXPECT_FALSE(one.is_banned(1, now + length));
    now += length;
  }
  for (int i = 0; i < 40; ++i, now += 24h) EXPECT_TRUE(one.report(1, Conduct::BadMessage, now));
  EXPECT_TRUE(one.is_banned(1, now - 1ms)) << "never longer than a day";
  now += 24h;
  EXPECT_TRUE(one.report(1, Conduct::BadMessage, now));
  EXPECT_FALSE(one.is_banned(1, now + 10min)) << "a day of peace";
}

TEST(Reputation, who_is_only_noted_is_never_banned) {
  Reputation<int> one;
  for (int i = 0; i < 10; ++i) one.note(1, Conduct::BadMessage, 1h);
  EXPECT_FALSE(one.is_banned(1, 1h));
  EXPECT_EQ(one.of(1, 1h), kBanned + 1);
}

TEST(Reputation, those_who_did_least_are_forgotten_first) {
  Reputation<int> one{{.known = 3}};
  one.report(1, Conduct::BadMessage, 1h);
  one.report(2, Conduct::Unasked, 1h);
  one.report(3, Conduct::UsefulBlob, 1h);
  one.report(4, Conduct::BadTransaction, 1h);
  EXPECT_EQ(one.known(), 3u);
  EXPECT_EQ(one.of(3, 1h), 0) << "5 is less than 20";
  EXPECT_EQ(one.of(2, 1h), -20);
  EXPECT_TRUE(one.is_banned(1, 1h));
  for (int who = 5; who < 100; ++who) one.report(who, Conduct::BadMessage, 1h + who * 1ms);
  EXPECT_EQ(one.known(), 3u);
  EXPECT_TRUE(one.is_banned(99, 1h + 100ms));
  EXPECT_FALSE(one.is_banned(1, 1h + 100ms)) << "whose ban ends first";
}

/// Remembers all that was ever reported and adds it up second by second.
class Naive {
 public:
  bool report(Conduct conduct, Instant now) {
    if (now < until_) return false;
    settle(now);
    sum_ = std::clamp(sum_ + row_of(conduct).weight, kBanned, kBest);
    if (sum_ > kBanned) return false;
    if (now - until_ >= Duration{24h}) length_ = 10min;
    until_ = now + length_;
    length_ = std::min<Duration>(2 * length_, 24h);
    sum_ = 0;
    next_ = until_ + 1s;
    return true;
  }
  std::int32_t of(Instant now) {
    if (now < until_) return kBanned;
    settle(now);
    return sum_;
  }

 private:
  void settle(Instant now) {
    if (sum_ == 0) next_ = now + 1s;
    for (; next_ <= now && sum_ != 0; next_ += 1s) sum_ -= sum_ > 0 ? 1 : -1;
    if (sum_ == 0) next_ = now + 1s;
  }

  std::int32_t sum_ = 0;
  Instant next_{};  ///< when the next point is forgotten
  Instant until_{-24h};
  Duration length_{10min};
};

TEST(Reputation, is_what_the_naive_one_adds_up) {
  for (std::uint64_t seed = 0; seed < 60; ++seed) {
    Random random{seed};
    Reputation<std::size_t> clever;
    std::map<std::size_t, Naive> naive;
    Instant now = 1h;
    for (int i = 0; i < 500; ++i) {
      now +=
          random.one_in(50) ? Duration{random.below(200'000'000)} : Duration{random.below(3'000)};
      const auto who = random.below(4);
      const auto conduct = static_cast<Conduct>(random.below(kConducts));
      ASSERT_EQ(clever.report(who, conduct, now), naive[who].report(conduct, now)) << seed;
      const auto other = random.below(4);
      ASSERT_EQ(clever.of(other, now), naive[other].of(now)) << "seed " << seed << " step " << i;
    }
  }
}

}  // namespace
}  // namespace descent::network

#include "modules/referenda/curve.hpp"

#include <gtest/gtest.h>

namespace descent::modules::referenda {
namespace {

constexpr Perbill pc(std::uint32_t percent) { return {percent * 10'000'000}; }
constexpr Perbill less(Perbill p) { return {p.parts - 1}; }
constexpr Perbill kWhole = pc(100);

/// That of polkadot-sdk's test, in its words.
const Curve kStepped = curve::SteppedDecreasing{pc(80), pc(30), pc(10), pc(15)};
const Curve kReciprocal = curve::Reciprocal{{31'250'000}, {36'330'683}, {139'845'532}};
/// Those of Polkadot's root track.
const Curve kRootApproval = curve::Reciprocal{{222'222'224}, {333'333'335}, {333'333'332}};
const Curve kRootSupport = curve::LinearDecreasing{kWhole, pc(0), pc(50)};

// polkadot-sdk, frame/referenda/src/types.rs: stepped_decreasing_works
TEST(Curve, a_stepped_one_falls_at_the_end_of_each_period) {
  const Curve& c = kStepped;
  EXPECT_EQ(c.threshold(pc(0)), pc(80));
  EXPECT_EQ(c.threshold(less(pc(15))), pc(80));
  EXPECT_EQ(c.threshold(pc(15)), pc(70));
  EXPECT_EQ(c.threshold(less(pc(30))), pc(70));
  EXPECT_EQ(c.threshold(pc(30)), pc(60));
  EXPECT_EQ(c.threshold(less(pc(45))), pc(60));
  EXPECT_EQ(c.threshold(pc(45)), pc(50));
  EXPECT_EQ(c.threshold(less(pc(60))), pc(50));
  EXPECT_EQ(c.threshold(pc(60)), pc(40));
  EXPECT_EQ(c.threshold(less(pc(75))), pc(40));
  EXPECT_EQ(c.threshold(pc(75)), pc(30));
  EXPECT_EQ(c.threshold(pc(100)), pc(30));
}

TEST(Curve, a_stepped_one_says_when_a_vote_is_enough) {
  const Curve& c = kStepped;
  EXPECT_EQ(c.delay(pc(100)), pc(0));
  EXPECT_EQ(c.delay(pc(80)), pc(0));
  EXPECT_EQ(c.delay(less(pc(80))), pc(15));
  EXPECT_EQ(c.delay(pc(70)), pc(15));
  EXPECT_EQ(c.delay(less(pc(70))), pc(30));
  EXPECT_EQ(c.delay(pc(60)), pc(30));
  EXPECT_EQ(c.delay(less(pc(60))), pc(45));
  EXPECT_EQ(c.delay(pc(50)), pc(45));
  EXPECT_EQ(c.delay(less(pc(50))), pc(60));
  EXPECT_EQ(c.delay(pc(40)), pc(60));
  EXPECT_EQ(c.delay(less(pc(40))), pc(75));
  EXPECT_EQ(c.delay(pc(30)), pc(75));
  EXPECT_EQ(c.delay(less(pc(30))), pc(100));
  EXPECT_EQ(c.delay(pc(0)), pc(100));
}

// polkadot-sdk: the loops of stepped_decreasing_works and translated_reciprocal_works, in steps of
// their own
TEST(Curve, what_was_waited_for_passes) {
  for (const Curve& c : {kStepped, kReciprocal, kRootApproval})
    for (std::uint64_t i = 0; i < 96'969; ++i) {
      const Perbill y = part_of(i, 96'969);
      const Perbill x = c.delay(y);
      ASSERT_TRUE(x == kWhole || c.passing(x, y)) << i;
    }
}

TEST(Curve, a_line_is_at_most_a_billionth_early) {
  const Curve c = curve::LinearDecreasing{pc(37), pc(13), pc(91)};
  for (std::uint64_t i = 0; i < 96'969; ++i) {
    const Perbill y = part_of(i, 96'969);
    const Perbill x = c.delay(y);
    ASSERT_TRUE(x == kWhole || c.passing({x.parts + 1}, y)) << i;
  }
}

// As flat as these curves are, y is rounded down to that of an x some billionths later.
TEST(Curve, a_delay_is_the_first_that_passes) {
  for (const Curve& c : {kStepped, kReciprocal, kRootApproval, kRootSupport})
    for (std::uint64_t i = 0; i < 9'973; ++i) {
      const Perbill y = part_of(i, 9'973);
      const Perbill x = c.delay(y);
      ASSERT_FALSE(x.parts > 99 && c.passing({x.parts - 100}, y)) << i;
    }
}

// The thresholds that Polkadot's interfaces show for its root track.
TEST(Curve, of_the_root_track_is_as_published) {
  EXPECT_EQ(kRootApproval.threshold(pc(0)), kWhole);
  EXPECT_NEAR(kRootApproval.threshold(part_of(4, 28)).parts, pc(80).parts, 1);
  EXPECT_NEAR(kRootApproval.threshold(pc(100)).parts, pc(50).parts, 1);
  EXPECT_EQ(kRootSupport.threshold(pc(0)), pc(50));
  EXPECT_EQ(kRootSupport.threshold(pc(50)), pc(25));
  EXPECT_EQ(kRootSupport.threshold(pc(100)), pc(0));
}

TEST(Curve, a_line_is_level_behind_its_length) {
  const Curve c = curve::LinearDecreasing{pc(50), pc(20), pc(100)};
  EXPECT_EQ(c.threshold(pc(25)), pc(60));
  EXPECT_EQ(c.threshold(pc(50)), pc(20));
  EXPECT_EQ(c.threshold(pc(75)), pc(20));
  EXPECT_EQ(c.delay(pc(60)), pc(25));
  EXPECT_EQ(c.delay(less(pc(20))), kWhole);
  EXPECT_EQ(c.delay(pc(100)), pc(0));
}

TEST(Curve, a_reciprocal_knows_what_is_enough_at_once_and_what_never) {
  const Curve half = curve::Reciprocal{{100'000'000}, {200'000'000}, {0}};
  EXPECT_EQ(half.threshold(pc(0)), pc(50));
  EXPECT_EQ(half.delay(pc(50)), pc(0));
  EXPECT_EQ(half.delay(pc(80)), pc(0)) << "it was enough before the beginning";
  EXPECT_EQ(kReciprocal.delay({139'845'532}), kWhole) << "the curve only comes close to it";
  EXPECT_EQ(kReciprocal.delay(pc(0)), kWhole);
}

TEST(Curve, a_reciprocal_is_rounded_down_below_zero_too) {
  const Curve c = curve::Reciprocal{{1}, {3'000'000'000}, {-1}};
  EXPECT_EQ(c.threshold(pc(0)), pc(0));
  const Curve whole = curve::Reciprocal{{1'000'000'000}, {0}, {0}};
  EXPECT_EQ(whole.threshold(pc(0)), kWhole);
}

TEST(Curve, is_sound_if_it_falls_and_is_defined) {
  EXPECT_TRUE(kStepped.is_sound());
  EXPECT_TRUE(kReciprocal.is_sound());
  EXPECT_TRUE(kRootSupport.is_sound());
  EXPECT_FALSE((Curve{curve::LinearDecreasing{pc(50), pc(60), pc(50)}}.is_sound()));
  EXPECT_FALSE((Curve{curve::LinearDecreasing{pc(0), pc(0), pc(50)}}.is_sound()));
  EXPECT_FALSE((Curve{curve::LinearDecreasing{pc(50), pc(0), pc(101)}}.is_sound()));
  EXPECT_FALSE((Curve{curve::SteppedDecreasing{pc(10), pc(20), pc(1), pc(1)}}.is_sound()));
  EXPECT_FALSE((Curve{curve::SteppedDecreasing{pc(20), pc(10), pc(0), pc(1)}}.is_sound()));
  EXPECT_FALSE((Curve{curve::SteppedDecreasing{pc(20), pc(10), pc(1), pc(0)}}.is_sound()));
  EXPECT_FALSE((Curve{curve::Reciprocal{{1}, {0}, {0}}}.is_sound()));
  EXPECT_FALSE((Curve{curve::Reciprocal{{0}, {1}, {0}}}.is_sound()));
}

TEST(Perbill, parts_are_rounded_down_and_blocks_up) {
  EXPECT_EQ(part_of(1, 3).parts, 333'333'333u);
  EXPECT_EQ(part_of(5, 3), kWhole);
  EXPECT_EQ(part_of(0, 0), kWhole);
  EXPECT_EQ(blocks_of({1}, 100), 1u);
  EXPECT_EQ(blocks_of(pc(50), 5), 3u);
  EXPECT_EQ(blocks_of(kWhole, UINT32_MAX), UINT32_MAX);
}

// What decides when an alarm rings must not ring before a vote is enough, in whole blocks.
TEST(Perbill, so_many_blocks_are_that_part_at_least) {
  for (std::uint32_t period : {1u, 7u, 14'400u, 201'600u})
    for (std::uint32_t parts = 0; parts <= 1'000'000'000; parts += 9'999'991)
      EXPECT_GE(part_of(blocks_of({parts}, period), period).parts, parts);
}

}  // namespace
}  // namespace descent::modules::referenda

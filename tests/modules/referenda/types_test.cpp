#include "modules/referenda/types.hpp"

#include <gtest/gtest.h>

namespace descent::modules::referenda {
namespace {

const Deposit kOne{{}, 1};
const Deposit kTwo{{}, 2};

TEST(ReferendumInfo, is_ongoing_with_a_status) {
  ReferendumInfo info = referendum_info::Ongoing{{.track = 5}};
  ASSERT_NE(info.ongoing(), nullptr);
  EXPECT_EQ(info.ongoing()->track, 5);
  EXPECT_EQ(info.submission_deposit(), nullptr);
  EXPECT_EQ(info.decision_deposit(), nullptr);
}

template <class Over>
void expect_deposits() {
  ReferendumInfo info = Over{7, kOne, kTwo};
  EXPECT_EQ(info.ongoing(), nullptr);
  ASSERT_NE(info.submission_deposit(), nullptr);
  EXPECT_EQ(*info.submission_deposit(), kOne);
  EXPECT_EQ(*info.decision_deposit(), kTwo);
}

TEST(ReferendumInfo, has_its_deposits_when_it_is_over) {
  expect_deposits<referendum_info::Approved>();
  expect_deposits<referendum_info::Rejected>();
  expect_deposits<referendum_info::Cancelled>();
  expect_deposits<referendum_info::TimedOut>();
}

TEST(ReferendumInfo, has_none_when_it_was_killed) {
  ReferendumInfo info = referendum_info::Killed{7};
  EXPECT_EQ(info.submission_deposit(), nullptr);
  EXPECT_EQ(info.decision_deposit(), nullptr);
}

// The order of the variants and of their fields is what wallets decode.
TEST(ReferendumInfo, is_laid_out_as_wallets_read_it) {
  EXPECT_EQ(scale::encoded(ReferendumInfo{referendum_info::Killed{7}}), (Bytes{5, 7, 0, 0, 0}));
  EXPECT_EQ(scale::encoded(ReferendumInfo{referendum_info::Rejected{7, {}, {}}}),
            (Bytes{2, 7, 0, 0, 0, 0, 0}));
  EXPECT_EQ(scale::encoded(ReferendumInfo{referendum_info::TimedOut{1, {}, {}}})[0], 4);
  const ReferendumStatus status{.track = 2,
                                .origin = origins::root_caller(),
                                .proposal = preimage::bounded_call::Inline{{9}},
                                .enactment = scheduler::dispatch_time::After{3},
                                .submitted = 4,
                                .submission_deposit = kOne,
                                .deciding = DecidingStatus{5, 6},
                                .alarm = Alarm{8, {8, 1}}};
  Bytes expected{0, 2, 0, 0, 0, 1, 4, 9, 1, 3, 0, 0, 0, 4, 0, 0, 0};
  scale::encode(expected, kOne);
  append(expected, Bytes{0, 1, 5, 0, 0, 0, 1, 6, 0, 0, 0});
  append(expected, Bytes(48));
  append(expected, Bytes{0, 1, 8, 0, 0, 0, 8, 0, 0, 0, 1, 0, 0, 0});
  EXPECT_EQ(scale::encoded(ReferendumInfo{referendum_info::Ongoing{status}}), expected);
}

}  // namespace
}  // namespace descent::modules::referenda

#include "modules/timestamp/timestamp.hpp"

#include "tests/modules/harness.hpp"

namespace descent::modules {
namespace {

class TimestampTest : public testing::Test {
 protected:
  Chain chain;
  Timestamp& timestamp = chain.runtime().timestamp;
  const frame::Origin none{frame::origin::None{}};

  Result<> set(Moment now) { return chain.call(none, timestamp, Timestamp::set{.now = now}); }
};

TEST_F(TimestampTest, the_time_of_a_block_is_set_once) {
  EXPECT_DONE(set(5'000));
  EXPECT_EQ(timestamp.now.get(), 5'000u);
  EXPECT_REFUSED(set(9'000), error_of(timestamp, Timestamp::Error::SetTwice));
  chain.advance();
  EXPECT_DONE(set(9'000));
}

TEST_F(TimestampTest, a_block_is_later_than_its_parent_by_the_interval_at_least) {
  chain.set(timestamp, Timestamp::kMinBlockInterval, 200);
  EXPECT_DONE(set(5'000));
  chain.advance();
  EXPECT_EQ(timestamp.earliest_next(), 5'200u);
  EXPECT_REFUSED(set(5'199), error_of(timestamp, Timestamp::Error::TooEarly));
  EXPECT_DONE(set(5'200));
}

TEST_F(TimestampTest, the_end_of_time_is_not_wrapped_around) {
  EXPECT_DONE(set(UINT64_MAX));
  EXPECT_EQ(timestamp.earliest_next(), UINT64_MAX);
}

TEST_F(TimestampTest, only_the_proposer_sets_it) {
  EXPECT_REFUSED(chain.call(kAlice, timestamp, Timestamp::set{.now = 5'000}),
                 DispatchError::bad_origin());
  EXPECT_REFUSED(
      chain.call(frame::Origin{frame::origin::Root{}}, timestamp, Timestamp::set{.now = 5'000}),
      DispatchError::bad_origin());
}

TEST_F(TimestampTest, a_block_without_it_is_not_complete) {
  EXPECT_FALSE(chain.runtime().complete());
  EXPECT_DONE(set(5'000));
  EXPECT_TRUE(chain.runtime().complete());
  chain.advance();
  EXPECT_FALSE(chain.runtime().complete());
}

}  // namespace
}  // namespace descent::modules

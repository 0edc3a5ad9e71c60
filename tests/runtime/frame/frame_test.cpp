#include "runtime/frame/frame.hpp"

#include <gtest/gtest.h>

#include "runtime/state/memory.hpp"

namespace descent::frame {
namespace {

class FrameTest : public testing::Test {
 protected:
  const state::MemorySource empty{{}};
  Frame frame{empty, empty};
  const Bytes key{1};
};

TEST_F(FrameTest, an_event_is_recorded_with_its_phase_and_module_and_no_topics) {
  frame.emit(7, Bytes{2, 0xAA});
  frame.phase = phase::ApplyExtrinsic{3};
  frame.emit(8, Bytes{1});
  frame.phase = phase::Finalization{};
  frame.emit(9, Bytes{0});
  ASSERT_EQ(frame.events.size(), 3u);
  EXPECT_EQ(frame.events[0], (Bytes{2, 7, 2, 0xAA, 0}));
  EXPECT_EQ(frame.events[1], (Bytes{0, 3, 0, 0, 0, 8, 1, 0}));
  EXPECT_EQ(frame.events[2], (Bytes{1, 9, 0, 0}));
}

TEST_F(FrameTest, a_rollback_takes_back_state_blobs_and_events) {
  frame.emit(1, Bytes{0});
  frame.checkpoint();
  frame.state.put(key, {1});
  frame.blobs.put(key, {2});
  frame.emit(1, Bytes{1});
  frame.rollback();
  EXPECT_FALSE(frame.state.contains(key));
  EXPECT_FALSE(frame.blobs.contains(key));
  EXPECT_EQ(frame.events.size(), 1u);
}

TEST_F(FrameTest, a_commit_keeps_them_until_the_checkpoint_around_it_is_rolled_back) {
  frame.checkpoint();
  frame.checkpoint();
  frame.state.put(key, {1});
  frame.blobs.put(key, {2});
  frame.emit(1, Bytes{1});
  frame.commit();
  EXPECT_EQ(*frame.state.get(key), Bytes{1});
  EXPECT_EQ(*frame.blobs.get(key), Bytes{2});
  EXPECT_EQ(frame.events.size(), 1u);
  frame.rollback();
  EXPECT_FALSE(frame.state.contains(key));
  EXPECT_FALSE(frame.blobs.contains(key));
  EXPECT_TRUE(frame.events.empty());
}

TEST_F(FrameTest, a_rollback_without_a_checkpoint_is_a_bug) {
  EXPECT_DEATH(frame.rollback(), "");
  EXPECT_DEATH(frame.commit(), "");
}

}  // namespace
}  // namespace descent::frame

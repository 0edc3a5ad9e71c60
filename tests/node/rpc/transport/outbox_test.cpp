#include "node/rpc/transport/outbox.hpp"

#include <gtest/gtest.h>

namespace descent::rpc {
namespace {

std::string drained(Outbox& box) {
  std::string out;
  for (; !box.empty(); box.pop()) out += box.front();
  return out;
}

TEST(Outbox, notifications_follow_the_reply_while_held) {
  Outbox box{1'000};
  box.notify("a");
  box.hold();
  box.notify("c");
  box.notify("d");
  box.reply("b");
  box.release();
  box.notify("e");
  EXPECT_EQ(drained(box), "abcde");
}

TEST(Outbox, its_limit_counts_held_and_ready_and_their_overhead) {
  Outbox box{400};
  box.hold();
  EXPECT_TRUE(box.notify(std::string(100, 'x')));
  EXPECT_TRUE(box.reply(std::string(100, 'x')));
  EXPECT_TRUE(box.half_full());
  EXPECT_FALSE(box.reply(std::string(100, 'x')));
  EXPECT_TRUE(box.overflowed());
  EXPECT_FALSE(box.reply(""));
}

TEST(Outbox, what_was_sent_makes_room) {
  Outbox box{200};
  for (int i = 0; i < 100; ++i) {
    EXPECT_TRUE(box.notify(std::string(100, 'x')));
    EXPECT_TRUE(box.half_full());
    box.pop();
    EXPECT_FALSE(box.half_full());
  }
}

}  // namespace
}  // namespace descent::rpc

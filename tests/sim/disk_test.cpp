#include "tests/sim/disk.hpp"

#include <gtest/gtest.h>

namespace descent::sim {
namespace {

using store::Sync;

const Bytes kKey{'k'};

struct SimDisk : testing::Test {
  Disk::Fate fate = Disk::Fate::Done;
  Disk disk{[this](Sync) { return fate; }};

  bool write(std::uint8_t value, Sync sync) {
    return static_cast<bool>(disk.write({{kKey, Bytes{value}}}, sync));
  }
  std::optional<Bytes> read() const { return *disk.get(kKey); }
};

TEST_F(SimDisk, a_full_disk_refuses_and_goes_on_refusing_until_it_is_opened_again) {
  ASSERT_TRUE(write(1, Sync::Yes));
  fate = Disk::Fate::Full;
  EXPECT_FALSE(write(2, Sync::Yes));
  fate = Disk::Fate::Done;
  EXPECT_FALSE(write(3, Sync::Yes));
  EXPECT_TRUE(disk.has_failed());
  EXPECT_EQ(read(), Bytes{1});
  disk.open();
  EXPECT_TRUE(write(4, Sync::Yes));
  EXPECT_EQ(read(), Bytes{4});
}

TEST_F(SimDisk, what_was_not_synced_is_lost_with_the_power_and_read_until_then) {
  ASSERT_TRUE(write(1, Sync::Yes));
  ASSERT_TRUE(write(2, Sync::No));
  EXPECT_EQ(read(), Bytes{2});
  EXPECT_EQ(*disk.durable().get(kKey), Bytes{1});
  disk.lose_unsynced();
  EXPECT_EQ(read(), Bytes{1});
}

TEST_F(SimDisk, a_synced_write_makes_durable_what_was_written_before_it) {
  ASSERT_TRUE(write(1, Sync::No));
  ASSERT_TRUE(disk.write({{Bytes{'o'}, Bytes{9}}}, Sync::Yes));
  disk.lose_unsynced();
  EXPECT_EQ(read(), Bytes{1});
}

TEST_F(SimDisk, the_power_goes_before_a_write_or_after_it) {
  fate = Disk::Fate::CutBefore;
  EXPECT_THROW(write(1, Sync::Yes), PowerCut);
  EXPECT_EQ(read(), std::nullopt);
  fate = Disk::Fate::CutAfter;
  EXPECT_THROW(write(2, Sync::Yes), PowerCut);
  disk.lose_unsynced();
  EXPECT_EQ(read(), Bytes{2});
}

TEST_F(SimDisk, a_process_that_halts_ends_alone) {
  EXPECT_THROW(store::halt({store::ErrorKind::Io, "the disk is full"}), Halted);
}

}  // namespace
}  // namespace descent::sim

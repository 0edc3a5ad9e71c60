#include "network/protocols/kind.hpp"

#include <gtest/gtest.h>

#include <set>

namespace descent::network {
namespace {

constexpr Hash kGenesis{{0x12, 0x34, 0xab, 0xcd, 0xef}};

TEST(Kind, protocols_are_named_after_the_chain) {
  EXPECT_EQ(protocol_of(Kind::Sync, kGenesis), "/descent/1234abcd/sync/1");
  std::set<std::string> names;
  for (const auto& protocol : protocols_of(kGenesis)) {
    EXPECT_TRUE(names.insert(protocol).second);
    EXPECT_EQ(protocol_of(*kind_of(protocol, kGenesis), kGenesis), protocol);
    EXPECT_FALSE(kind_of(protocol, Hash{})) << "of another chain";
  }
  EXPECT_EQ(names.size(), kKinds);
}

TEST(Kind, a_queue_holds_a_message_and_consensus_waits_for_nothing) {
  for (const auto& limits : kKindLimits) {
    EXPECT_GT(limits.queue_bytes, limits.message_bytes);
    EXPECT_GE(limits.burst, limits.per_second);
  }
  EXPECT_LT(limits_of(Kind::Consensus).priority, limits_of(Kind::Announce).priority);
  EXPECT_LT(limits_of(Kind::Consensus).priority, limits_of(Kind::Blocks).priority);
  EXPECT_LT(limits_of(Kind::Transactions).priority, limits_of(Kind::Sync).priority);
}

}  // namespace
}  // namespace descent::network

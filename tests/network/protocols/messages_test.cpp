#include "network/protocols/messages.hpp"

#include <gtest/gtest.h>

#include "tests/network/random.hpp"

namespace descent::network {
namespace {

libp2p::Multiaddr address() { return {libp2p::Ip4{10, 0, 0, 1}, 30333, libp2p::PeerId{{1, 2, 3}}}; }

std::vector<Message> examples() {
  return {message::Handshake{{{1}}, 7, {{2}}, message::kAuthority},
          message::Consensus{{1, 2, 3}},
          message::Blocks{{6, 7}},
          message::Announce{{4, 5}},
          message::Transactions{{{{1}}, {{2}}}, {{{3}}}, {{9}, {8, 8}}},
          message::Peers{true, {address()}},
          message::SyncRequest{5, 100, 16, true},
          message::SyncResponse{5, {{1}, {2}}, {{3}, {4}}, {}},
          message::SyncResponse{6, {}, {}, {{7}}},
          message::ChunkRequest{1, {{9}}},
          message::ChunkResponse{1, Bytes{1, 2}},
          message::ChunkResponse{2, {}}};
}

TEST(Messages, what_was_written_is_read) {
  for (const auto& message : examples())
    EXPECT_EQ(decode(kind_of(message), encode(message)), message) << message.index();
}

TEST(Messages, every_cut_is_read_as_less_or_refused) {
  for (const auto& message : examples()) {
    const Bytes bytes = encode(message);
    for (std::size_t n = 0; n < bytes.size(); ++n)
      EXPECT_NE(decode(kind_of(message), View{bytes}.first(n)), message);
  }
}

TEST(Messages, hashes_have_32_bytes) {
  EXPECT_FALSE(decode(Kind::Transactions, Bytes{0x0a, 2, 1, 2}));
  EXPECT_FALSE(decode(Kind::Handshake, Bytes{0x0a, 2, 1, 2}));
  EXPECT_FALSE(decode(Kind::Blobs, Bytes{0x12, 2, 1, 2}));
}

TEST(Messages, many_empty_fields_are_refused_before_they_take_memory) {
  Bytes bytes;
  for (std::size_t i = 0; i < kFieldsMax; ++i) append(bytes, Bytes{0x1a, 0});
  EXPECT_TRUE(decode(Kind::Transactions, bytes));
  append(bytes, Bytes{0x1a, 0});
  EXPECT_FALSE(decode(Kind::Transactions, bytes));
}

TEST(Messages, blocks_and_addresses_are_counted) {
  EXPECT_FALSE(decode(Kind::Sync, encode(message::SyncRequest{1, 1, 0, false})));
  EXPECT_TRUE(decode(Kind::Sync, encode(message::SyncRequest{1, 1, kBlocksPerRequest, false})));
  EXPECT_FALSE(
      decode(Kind::Sync, encode(message::SyncRequest{1, 1, kBlocksPerRequest + 1, false})));
  message::SyncResponse many{1, {}, {}, {}};
  many.bodies.resize(kBlocksPerRequest + 1);
  EXPECT_FALSE(decode(Kind::Sync, encode(many)));
  EXPECT_FALSE(decode(Kind::Sync, encode(message::SyncResponse{1, {{1}, {2}}, {{3}}, {}})))
      << "a header without a certificate";
  message::Peers crowd;
  crowd.addresses.assign(kAddressesMax + 1, address());
  EXPECT_FALSE(decode(Kind::Peers, encode(crowd)));
}

TEST(Messages, addresses_that_name_no_peer_are_left_out) {
  message::Peers peers{false, {address(), address()}};
  peers.addresses[0].peer.reset();
  const auto read = decode(Kind::Peers, encode(peers));
  EXPECT_EQ(std::get<message::Peers>(*read).addresses.size(), 1u);
}

TEST(Messages, altered_bytes_never_crash) {
  const auto all = examples();
  for (std::uint64_t seed = 0; seed < 20'000; ++seed) {
    Random random{seed};
    Bytes bytes = encode(all[random.below(all.size())]);
    for (std::size_t i = 0; i <= random.below(4); ++i)
      if (!bytes.empty()) bytes[random.below(bytes.size())] = static_cast<std::uint8_t>(random());
    if (random.one_in(3)) bytes = random.bytes(random.below(200));
    const auto read = decode(static_cast<Kind>(random.below(kKinds)), bytes);
    if (!read) continue;
    EXPECT_EQ(decode(kind_of(*read), encode(*read)), read) << seed;
  }
}

}  // namespace
}  // namespace descent::network

#include "network/libp2p/identify.hpp"

#include <gtest/gtest.h>

#include "tests/network/random.hpp"

namespace descent::network::libp2p {
namespace {

Identify example() {
  const auto address = [](const char* text) { return *Multiaddr::from_text(text); };
  return {.peer = Identity{crypto::Seed{}}.peer_id(),
          .listens = {address("/ip4/10.0.0.1/tcp/1"), address("/dns/a.example/tcp/2")},
          .protocols = {"/a/1", "/b/1"},
          .observed = address("/ip6/::1/tcp/3"),
          .protocol_version = "descent/1",
          .agent_version = "test"};
}

TEST(Identify, what_was_written_is_read) {
  const Identify sent = example();
  const auto read = decode_identify(encode_identify(sent), sent.peer);
  ASSERT_TRUE(read);
  EXPECT_EQ(read->peer, sent.peer);
  EXPECT_EQ(read->listens, sent.listens);
  EXPECT_EQ(read->protocols, sent.protocols);
  EXPECT_EQ(read->observed, sent.observed);
  EXPECT_EQ(read->protocol_version, sent.protocol_version);
  EXPECT_EQ(read->agent_version, sent.agent_version);
}

TEST(Identify, addresses_of_other_transports_are_left_out) {
  Bytes bytes = encode_identify(example());
  append(bytes, Bytes{0x12, 3, 0x04, 1, 2});  // field 2: an address cut short
  EXPECT_EQ(decode_identify(bytes, example().peer)->listens.size(), 2u);
}

TEST(Identify, another_key_than_the_peer_s_is_refused) {
  EXPECT_FALSE(decode_identify(encode_identify(example()), PeerId{}));
}

TEST(Identify, counts_and_lengths_are_limited) {
  const auto refused = [](auto change) {
    Identify identify = example();
    change(identify);
    return !decode_identify(encode_identify(identify), identify.peer);
  };
  EXPECT_FALSE(refused([](auto& i) { i.protocols.assign(Identify::kProtocolsMax, "/x"); }));
  EXPECT_TRUE(refused([](auto& i) { i.protocols.assign(Identify::kProtocolsMax + 1, "/x"); }));
  EXPECT_TRUE(refused([](auto& i) { i.listens.assign(33, i.listens[0]); }));
  EXPECT_TRUE(refused([](auto& i) { i.agent_version.assign(257, 'x'); }));
  EXPECT_TRUE(refused([](auto& i) { i.protocol_version.assign(257, 'x'); }));
  EXPECT_TRUE(refused([](auto& i) { i.protocols.emplace_back(257, 'x'); }));
  EXPECT_TRUE(refused([](auto& i) { i.protocols.assign(100, std::string(200, 'x')); }));
}

TEST(Identify, altered_bytes_never_crash) {
  const Bytes good = encode_identify(example());
  for (std::uint64_t seed = 0; seed < 5'000; ++seed) {
    Random random{seed};
    Bytes bytes = good;
    for (std::size_t i = 0; i <= random.below(6); ++i)
      bytes[random.below(bytes.size())] = static_cast<std::uint8_t>(random());
    bytes.resize(random.below(bytes.size() + 1));
    const auto read = decode_identify(bytes, example().peer);
    EXPECT_TRUE(!read || read->listens.size() <= 2);
  }
}

}  // namespace
}  // namespace descent::network::libp2p

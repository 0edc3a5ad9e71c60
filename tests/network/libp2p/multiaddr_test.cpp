#include "network/libp2p/multiaddr.hpp"

#include <gtest/gtest.h>

#include "runtime/scale/hex.hpp"
#include "tests/network/random.hpp"

namespace descent::network::libp2p {
namespace {

struct Row {
  std::string text, hex;
};

// Texts and the bytes that js-libp2p's @multiformats/multiaddr makes of them.
const std::vector<Row> kRows{
    {"/ip4/127.0.0.1/tcp/30333", "047f00000106767d"},
    {"/ip6/2001:db8::1/tcp/1/p2p/12D3KooWA4Xop1JaT3MHxwYMkCepYsv4iPVopMXwCz5iHYdBfeSB",
     "2920010db8000000000000000000000001060001a503260024080112"
     "2003a107bff3ce10be1d70dd18e74bc09967e4d6309ba50d5f1ddc8664125531b8"},
    {"/dns4/boot.example.org/tcp/443", "3610626f6f742e6578616d706c652e6f72670601bb"},
    {"/dns/a-b.example/tcp/0", "350b612d622e6578616d706c65060000"},
    {"/dns6/x/tcp/65535/p2p/12D3KooWA4Xop1JaT3MHxwYMkCepYsv4iPVopMXwCz5iHYdBfeSB",
     "37017806ffffa503260024080112"
     "2003a107bff3ce10be1d70dd18e74bc09967e4d6309ba50d5f1ddc8664125531b8"},
};

TEST(Multiaddr, texts_and_bytes_are_those_of_js_libp2p) {
  for (const auto& [text, hex] : kRows) {
    const auto address = Multiaddr::from_text(text);
    ASSERT_TRUE(address) << text;
    EXPECT_EQ(to_hex(address->bytes()), hex);
    EXPECT_EQ(address->text(), text);
    EXPECT_EQ(Multiaddr::from_bytes(*from_hex(hex)), address);
  }
}

TEST(Multiaddr, other_texts_are_refused) {
  const std::string long_name(254, 'a');
  for (const auto& text : std::vector<std::string>{
           "", "/", "ip4/1.2.3.4/tcp/1", "/ip4/1.2.3.4", "/ip4/1.2.3/tcp/1", "/ip4/1.2.3.4/udp/1",
           "/ip4/1.2.3.4/tcp/65536", "/ip4/1.2.3.4/tcp/-1", "/ip4/1.2.3.4/tcp/", "/ip4//tcp/1",
           "/ip6/1.2.3.4/tcp/1", "/dns/a b/tcp/1", "/dns/" + long_name + "/tcp/1",
           "/ip4/1.2.3.4/tcp/1/ws", "/ip4/1.2.3.4/tcp/1/p2p", "/ip4/1.2.3.4/tcp/1/p2p/Qm",
           "/ip4/1.2.3.4/tcp/1x", "/unix/a/tcp/1", std::string("/ip4/1.2.3.4\0/tcp/1", 19)})
    EXPECT_FALSE(Multiaddr::from_text(text)) << text;
}

TEST(Multiaddr, every_cut_and_every_longer_form_of_the_bytes_is_refused) {
  for (const auto& [text, hex] : kRows) {
    const Bytes bytes = *from_hex(hex);
    const std::size_t without_peer = Multiaddr::from_text(text)->peer ? bytes.size() - 41 : 0;
    for (std::size_t n = 0; n < bytes.size(); ++n)
      EXPECT_EQ(Multiaddr::from_bytes(View{bytes}.first(n)).has_value(),
                n == without_peer && n > 0);
    Bytes longer = bytes;
    longer.push_back(0);
    EXPECT_FALSE(Multiaddr::from_bytes(longer));
  }
}

TEST(Multiaddr, bytes_that_are_read_are_written_again) {
  std::size_t read = 0;
  for (std::uint64_t seed = 0; seed < 20'000; ++seed) {
    Random random{seed};
    Bytes bytes = *from_hex(kRows[random.below(kRows.size())].hex);
    for (std::size_t i = 0; i <= random.below(3); ++i)
      bytes[random.below(bytes.size())] = static_cast<std::uint8_t>(random());
    const auto address = Multiaddr::from_bytes(bytes);
    if (!address) continue;
    ++read;
    EXPECT_EQ(address->bytes(), bytes);
    EXPECT_EQ(Multiaddr::from_text(address->text()), address);
  }
  EXPECT_GT(read, 1'000u);
}

}  // namespace
}  // namespace descent::network::libp2p

#include "network/libp2p/peer_id.hpp"

#include <gtest/gtest.h>

#include "runtime/scale/hex.hpp"

namespace descent::network::libp2p {
namespace {

// What js-libp2p 3.3.11 makes of the seed 00 01 .. 1f.
constexpr std::string_view kText = "12D3KooWA4Xop1JaT3MHxwYMkCepYsv4iPVopMXwCz5iHYdBfeSB";
constexpr std::string_view kKey =
    "0801122003a107bff3ce10be1d70dd18e74bc09967e4d6309ba50d5f1ddc8664125531b8";

PeerId counting() {
  crypto::Seed seed;
  for (std::uint8_t i = 0; i < 32; ++i) seed[i] = i;
  return Identity{seed}.peer_id();
}

TEST(PeerId, is_that_of_js_libp2p) {
  EXPECT_EQ(counting().text(), kText);
  EXPECT_EQ(to_hex(encode_key(counting())), kKey);
  EXPECT_EQ(to_hex(counting().bytes()), "0024" + std::string{kKey});
  EXPECT_EQ(counting().bytes().size(), PeerId::kBytes);
}

TEST(PeerId, what_was_written_is_read) {
  EXPECT_EQ(PeerId::from_text(kText), counting());
  EXPECT_EQ(PeerId::from_bytes(counting().bytes()), counting());
  EXPECT_EQ(*decode_key(encode_key(counting())), counting());
}

TEST(PeerId, other_keys_and_other_forms_are_refused) {
  // An RSA key's peer id is a SHA-256 multihash.
  EXPECT_FALSE(PeerId::from_text("QmYyQSo1c1Ym7orWxLYvCrM2EmxFTANf8wXmmE7DWjhx5N"));
  EXPECT_FALSE(PeerId::from_text(""));
  EXPECT_FALSE(PeerId::from_text("12D3KooW0"));
  EXPECT_FALSE(PeerId::from_text(std::string{kText} + "1"));
  const Bytes good = counting().bytes();
  for (std::size_t n = 0; n < good.size(); ++n)
    EXPECT_FALSE(PeerId::from_bytes(View{good}.first(n)));
  for (std::size_t i = 0; i < 6; ++i) {
    Bytes altered = good;
    altered[i] ^= 1;
    EXPECT_FALSE(PeerId::from_bytes(altered));
  }
  Bytes longer = good;
  longer.push_back(0);
  EXPECT_FALSE(PeerId::from_bytes(longer));
}

TEST(Identity, signs_with_the_key_of_its_peer_id) {
  const Identity identity{crypto::Seed{}};
  const auto signature = identity.sign(as_view("text"));
  EXPECT_TRUE(crypto::ed25519::verify(signature, as_view("text"), identity.peer_id().key));
}

}  // namespace
}  // namespace descent::network::libp2p

#include "network/libp2p/noise/symmetric.hpp"

#include <gtest/gtest.h>

#include "runtime/scale/hex.hpp"

namespace descent::network::libp2p::noise {
namespace {

constexpr std::string_view kName = "Noise_XX_25519_ChaChaPoly_SHA256";

// RFC 5869, appendix A.3, with its extracted key: the expansion of no information is what Noise's
// HKDF gives for the same key and input.
TEST(Hkdf, is_that_of_rfc_5869) {
  const Bytes input(22, 0x0b);
  const auto [first, second] = hkdf(Key{}, input);
  EXPECT_EQ(to_hex(first), "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d");
  EXPECT_EQ(to_hex(View{second}.first(10)), "9d201395faa4b61a96c8");
}

TEST(SymmetricState, says_things_plainly_until_a_secret_is_shared) {
  SymmetricState state{kName};
  EXPECT_EQ(*state.encrypt_and_hash(as_view("abc")), Bytes({'a', 'b', 'c'}));
  state.mix_key(as_view("secret"));
  EXPECT_EQ(state.encrypt_and_hash(as_view("abc"))->size(), 3 + CipherState::kTagBytes);
}

TEST(SymmetricState, opens_only_after_the_same_history) {
  SymmetricState a{kName};
  SymmetricState b{kName};
  SymmetricState c{kName};
  for (auto* state : {&a, &b, &c}) state->mix_key(as_view("secret"));
  c.mix_hash(as_view("something else was said"));
  const Bytes sealed = *a.encrypt_and_hash(as_view("abc"));
  EXPECT_EQ(c.decrypt_and_hash(sealed).error(), Error::BadHandshakeMessage);
  EXPECT_TRUE(b.decrypt_and_hash(sealed));
}

TEST(SymmetricState, both_sides_split_into_the_same_ciphers) {
  SymmetricState a{kName};
  SymmetricState b{kName};
  for (auto* state : {&a, &b}) state->mix_key(as_view("secret"));
  auto [a1, a2] = a.split();
  auto [b1, b2] = b.split();
  EXPECT_TRUE(b1.decrypt({}, *a1.encrypt({}, as_view("x"))));
  EXPECT_TRUE(b2.decrypt({}, *a2.encrypt({}, as_view("x"))));
  EXPECT_FALSE(b2.decrypt({}, *a1.encrypt({}, as_view("x"))));
}

}  // namespace
}  // namespace descent::network::libp2p::noise

#include "network/libp2p/noise/cipher.hpp"

#include <gtest/gtest.h>

#include <limits>

#include "runtime/scale/hex.hpp"
#include "tests/network/random.hpp"

namespace descent::network::libp2p::noise {
namespace {

Key key(std::uint64_t seed = 1) { return Random{seed}.seed(); }

TEST(CipherState, opens_what_the_other_sealed_in_order) {
  CipherState seals{key()};
  CipherState opens{key()};
  for (std::size_t n : {0u, 1u, 100u, 65519u}) {
    const Bytes plain = Random{n}.bytes(n);
    const auto sealed = seals.encrypt(as_view("data"), plain);
    ASSERT_TRUE(sealed);
    EXPECT_EQ(sealed->size(), n + CipherState::kTagBytes);
    EXPECT_EQ(*opens.decrypt(as_view("data"), *sealed), plain);
  }
}

TEST(CipherState, a_replayed_or_skipped_message_does_not_open) {
  CipherState seals{key()};
  CipherState opens{key()};
  const Bytes first = *seals.encrypt({}, as_view("one"));
  const Bytes second = *seals.encrypt({}, as_view("two"));
  EXPECT_FALSE(opens.decrypt({}, second));
  EXPECT_TRUE(opens.decrypt({}, first));
  EXPECT_FALSE(opens.decrypt({}, first));
  EXPECT_TRUE(opens.decrypt({}, second));
}

TEST(CipherState, every_altered_byte_is_found) {
  CipherState seals{key()};
  const Bytes sealed = *seals.encrypt(as_view("data"), as_view("text"));
  for (std::size_t i = 0; i < sealed.size(); ++i) {
    Bytes altered = sealed;
    altered[i] ^= 1;
    EXPECT_EQ(CipherState{key()}.decrypt(as_view("data"), altered).error(), Error::BadFrame);
  }
  EXPECT_FALSE(CipherState{key()}.decrypt(as_view("Data"), sealed));
  EXPECT_FALSE(CipherState{key(2)}.decrypt(as_view("data"), sealed));
  EXPECT_FALSE(CipherState{key()}.decrypt({}, View{sealed}.first(15)));
}

TEST(CipherState, the_last_nonce_is_never_used) {
  constexpr auto kLast = std::numeric_limits<std::uint64_t>::max();
  CipherState cipher{key(), kLast - 1};
  EXPECT_TRUE(cipher.encrypt({}, as_view("last")));
  EXPECT_EQ(cipher.encrypt({}, as_view("one more")).error(), Error::NoncesExhausted);
  EXPECT_EQ(cipher.decrypt({}, Bytes(20)).error(), Error::NoncesExhausted);
}

}  // namespace
}  // namespace descent::network::libp2p::noise

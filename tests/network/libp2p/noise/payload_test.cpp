#include "network/libp2p/noise/payload.hpp"

#include <gtest/gtest.h>

#include "tests/network/random.hpp"

namespace descent::network::libp2p::noise {
namespace {

const Identity& identity() {
  static const Identity one{Random{1}.seed()};
  return one;
}
const PublicKey kStatic{1, 2, 3};

TEST(NoisePayload, proves_who_it_is) {
  const auto peer = verify_payload(encode_payload(identity(), kStatic), kStatic);
  ASSERT_TRUE(peer);
  EXPECT_EQ(*peer, identity().peer_id());
}

TEST(NoisePayload, of_another_static_key_is_refused) {
  EXPECT_EQ(verify_payload(encode_payload(identity(), kStatic), PublicKey{9}).error(),
            Error::BadSignature);
}

TEST(NoisePayload, every_altered_or_missing_byte_is_refused) {
  const Bytes payload = encode_payload(identity(), kStatic);
  for (std::size_t i = 0; i < payload.size(); ++i) {
    Bytes altered = payload;
    altered[i] ^= 1;
    EXPECT_FALSE(verify_payload(altered, kStatic)) << i;
    EXPECT_FALSE(verify_payload(View{payload}.first(i), kStatic)) << i;
  }
}

TEST(NoisePayload, extensions_are_passed_over_up_to_a_size) {
  Bytes payload = encode_payload(identity(), kStatic);
  append(payload, Bytes{0x22, 3, 1, 2, 3});  // field 4, three bytes
  EXPECT_TRUE(verify_payload(payload, kStatic));
  append(payload, Bytes{0x22, 0x80, 0x20});
  payload.resize(payload.size() + 4096);
  EXPECT_EQ(verify_payload(payload, kStatic).error(), Error::BadIdentityPayload);
}

TEST(NoisePayload, random_bytes_prove_nothing) {
  for (std::uint64_t seed = 0; seed < 2'000; ++seed) {
    Random random{seed};
    EXPECT_FALSE(verify_payload(random.bytes(random.below(300)), kStatic));
  }
}

}  // namespace
}  // namespace descent::network::libp2p::noise

#include "network/libp2p/noise/handshake.hpp"

#include <gtest/gtest.h>

#include "runtime/scale/hex.hpp"
#include "tests/network/random.hpp"

namespace descent::network::libp2p::noise {
namespace {

/// Counts up from `first`.
Key counting(std::uint8_t first) {
  Key out;
  for (auto& byte : out) byte = first++;
  return out;
}

struct Sides {
  Handshake initiator{true, counting(0x00), counting(0x20)};
  Handshake responder{false, counting(0x01), counting(0x41)};
};

struct Step {
  const char* payload;
  const char* message;
};

// The vectors of github.com/flynn/noise (vectors.txt): no prologue, as libp2p has it; the second
// with a payload in each message.
constexpr std::array<std::array<Step, 3>, 2> kVectors{{
    {{{"", "358072d6365880d1aeea329adf9121383851ed21a28e3b75e965d0d2cd166254"},
      {"",
       "64b101b1d0be5a8704bd078f9895001fc03e8e9f9522f188dd128d9846d484663414af878d3e46a2f58911a816"
       "d6e8346d4ea17a6f2a0bb4ef4ed56c133cff4560a34e36ea82109f26cf2e5a5caf992b608d55c747f615e5a342"
       "5a7a19eefb8f"},
      {"",
       "87f864c11ba449f46a0a4f4e2eacbb7b0457784f4fca1937f572c93603e9c4d97e5ea11b16f3968710b23a3be3"
       "202dc1b5e1ce3c963347491e74f5c0768a9b42"}}},
    {{{"746573745f6d73675f30",
       "358072d6365880d1aeea329adf9121383851ed21a28e3b75e965d0d2cd166254746573745f6d73675f30"},
      {"746573745f6d73675f31",
       "64b101b1d0be5a8704bd078f9895001fc03e8e9f9522f188dd128d9846d484663414af878d3e46a2f58911a816"
       "d6e8346d4ea17a6f2a0bb4ef4ed56c133cff4572e7a2ba5123ac30618b3d205f5c2d17f50cbca216483ac56bcc"
       "78e33bf520303278db641e5e731b2e3a"},
      {"746573745f6d73675f32",
       "87f864c11ba449f46a0a4f4e2eacbb7b0457784f4fca1937f572c93603e9c4d9f27e318e43ba630594c4d08eeb"
       "3b36d97c7377a2f4f9144b2f0c8095ad92140505b2ab53eff244b14138"}}},
}};

TEST(NoiseHandshake, says_what_the_published_vectors_say) {
  for (const auto& steps : kVectors) {
    Sides sides;
    bool initiators = true;
    for (const auto& step : steps) {
      auto& writer = initiators ? sides.initiator : sides.responder;
      auto& reader = initiators ? sides.responder : sides.initiator;
      const Bytes payload = *from_hex(step.payload);
      const auto message = writer.write(payload);
      ASSERT_TRUE(message);
      EXPECT_EQ(to_hex(*message), step.message);
      EXPECT_EQ(*reader.read(*message), payload);
      initiators = !initiators;
    }
    auto of_initiator = sides.initiator.ciphers();
    auto of_responder = sides.responder.ciphers();
    EXPECT_EQ(to_hex(*of_initiator.send.encrypt({}, as_view("yellowsubmarine"))),
              "a52ef02ba60e12696d1d6b9ef4245c88fca757b6134ad6e76b56e310a6adf6");
    EXPECT_EQ(to_hex(*of_responder.send.encrypt({}, as_view("submarineyellow"))),
              "2445aa438ebd649281c636cc7269ca82f1d9023d72520943aeabf909cdf521");
  }
}

TEST(NoiseHandshake, each_side_learns_the_static_key_of_the_other) {
  Sides sides;
  ASSERT_TRUE(sides.responder.read(*sides.initiator.write({})));
  ASSERT_TRUE(sides.initiator.read(*sides.responder.write({})));
  EXPECT_EQ(sides.initiator.remote_static(), public_key(counting(0x01)));
  ASSERT_TRUE(sides.responder.read(*sides.initiator.write({})));
  EXPECT_EQ(sides.responder.remote_static(), public_key(counting(0x00)));
}

TEST(NoiseHandshake, turns_alternate) {
  Sides sides;
  EXPECT_TRUE(sides.initiator.writes());
  EXPECT_FALSE(sides.responder.writes());
  ASSERT_TRUE(sides.responder.read(*sides.initiator.write({})));
  EXPECT_FALSE(sides.initiator.writes());
  EXPECT_TRUE(sides.responder.writes());
}

TEST(NoiseHandshake, a_key_of_small_order_gives_no_secret) {
  // 0, 1, and p - 1, all of whose multiples by a clamped scalar are zero.
  for (const auto* small : {"0000000000000000000000000000000000000000000000000000000000000000",
                            "0100000000000000000000000000000000000000000000000000000000000000",
                            "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"}) {
    Sides sides;
    ASSERT_TRUE(sides.responder.read(*from_hex(small)));
    EXPECT_EQ(sides.responder.write({}).error(), Error::BadSharedSecret);
  }
}

TEST(NoiseHandshake, every_altered_byte_of_a_sealed_message_is_found) {
  Sides recorded;
  const Bytes first = *recorded.initiator.write({});
  ASSERT_TRUE(recorded.responder.read(first));
  const Bytes second = *recorded.responder.write(as_view("payload"));
  for (std::size_t i = 0; i < second.size(); ++i) {
    Sides sides;
    ASSERT_EQ(*sides.initiator.write({}), first);
    Bytes altered = second;
    altered[i] ^= 1;
    EXPECT_FALSE(sides.initiator.read(altered)) << i;
  }
}

TEST(NoiseHandshake, a_message_of_another_handshake_is_refused) {
  Sides sides;
  ASSERT_TRUE(sides.responder.read(*sides.initiator.write({})));
  const Bytes second = *sides.responder.write({});
  Handshake other{true, counting(0x00), counting(0x77)};
  ASSERT_TRUE(other.write({}));
  EXPECT_EQ(other.read(second).error(), Error::BadHandshakeMessage);
}

TEST(NoiseHandshake, a_short_message_is_refused) {
  Sides recorded;
  const Bytes first = *recorded.initiator.write({});
  ASSERT_TRUE(recorded.responder.read(first));
  const Bytes second = *recorded.responder.write({});
  for (std::size_t n = 0; n < second.size(); ++n) {
    Sides sides;
    ASSERT_TRUE(sides.initiator.write({}));
    EXPECT_EQ(sides.initiator.read(View{second}.first(n)).error(), Error::BadHandshakeMessage);
  }
  for (std::size_t n = 0; n < 32; ++n) EXPECT_FALSE(Sides{}.responder.read(View{first}.first(n)));
  EXPECT_FALSE(Sides{}.responder.read(Bytes(Handshake::kMessageMax + 1, 9)));
}

}  // namespace
}  // namespace descent::network::libp2p::noise

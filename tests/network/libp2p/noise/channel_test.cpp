#include "network/libp2p/noise/channel.hpp"

#include <gtest/gtest.h>

#include "tests/network/random.hpp"

namespace descent::network::libp2p::noise {
namespace {

struct Ends {
  explicit Ends(std::uint64_t seed = 1) : random{seed} {}

  Random random;
  Identity a_identity{random.seed()}, b_identity{random.seed()};
  Channel a{true, a_identity, {random.seed(), random.seed()}, b_identity.peer_id()};
  Channel b{false, b_identity, {random.seed(), random.seed()}, {}};

  void shake_hands() {
    ASSERT_TRUE(b.receive(a.output()));
    ASSERT_TRUE(a.receive(b.output()));
    ASSERT_TRUE(b.receive(a.output()));
    ASSERT_TRUE(a.secure() && b.secure());
  }
};

TEST(NoiseChannel, both_sides_learn_whom_they_speak_to) {
  Ends ends;
  ends.shake_hands();
  EXPECT_EQ(ends.a.remote(), ends.b_identity.peer_id());
  EXPECT_EQ(ends.b.remote(), ends.a_identity.peer_id());
}

TEST(NoiseChannel, any_length_in_any_pieces_arrives) {
  Ends ends;
  ends.shake_hands();
  for (const std::size_t size : {1u, 65519u, 65520u, 200'000u}) {
    const Bytes plain = ends.random.bytes(size);
    const Bytes sealed = *ends.a.seal(plain);
    EXPECT_EQ(sealed.size(), size + 18 * ((size + Channel::kPlainMax - 1) / Channel::kPlainMax));
    Bytes out;
    View rest = sealed;
    while (!rest.empty()) {
      const View piece = rest.first(std::min(rest.size(), 1 + ends.random.below(9'000)));
      const auto read = ends.b.receive(piece);
      ASSERT_TRUE(read);
      append(out, *read);
      rest = rest.subspan(piece.size());
    }
    EXPECT_EQ(out, plain);
  }
}

TEST(NoiseChannel, another_peer_than_the_one_dialled_is_refused) {
  Random random{1};
  const Identity a_identity{random.seed()};
  const Identity b_identity{random.seed()};
  Channel a{true, a_identity, {random.seed(), random.seed()}, a_identity.peer_id()};
  Channel b{false, b_identity, {random.seed(), random.seed()}, {}};
  ASSERT_TRUE(b.receive(a.output()));
  EXPECT_EQ(a.receive(b.output()).error(), Error::WrongPeer);
}

TEST(NoiseChannel, a_frame_said_again_is_refused) {
  Ends ends;
  ends.shake_hands();
  const Bytes frame = *ends.a.seal(as_view("pay"));
  ASSERT_TRUE(ends.b.receive(frame));
  EXPECT_EQ(ends.b.receive(frame).error(), Error::BadFrame);
}

TEST(NoiseChannel, a_handshake_message_said_again_is_refused) {
  Ends ends;
  const Bytes first = ends.a.output();
  ASSERT_TRUE(ends.b.receive(first));
  EXPECT_EQ(ends.b.receive(first).error(), Error::BadHandshakeMessage);
  Ends others;
  others.shake_hands();
  EXPECT_EQ(others.b.receive(first).error(), Error::BadFrame);
}

TEST(NoiseChannel, an_empty_frame_is_refused) {
  EXPECT_EQ(Ends{}.b.receive(Bytes{0, 0}).error(), Error::BadHandshakeMessage);
  Ends ends;
  ends.shake_hands();
  EXPECT_EQ(ends.b.receive(Bytes{0, 0}).error(), Error::BadFrame);
}

TEST(NoiseChannel, random_bytes_are_refused_in_every_phase) {
  for (std::uint64_t seed = 0; seed < 3'000; ++seed) {
    Ends ends{seed};
    if (seed % 3 > 0) {
      ASSERT_TRUE(ends.b.receive(ends.a.output()));
    }
    if (seed % 3 > 1) {
      ASSERT_TRUE(ends.a.receive(ends.b.output()));
      ASSERT_TRUE(ends.b.receive(ends.a.output()));
    }
    Bytes bytes{0, static_cast<std::uint8_t>(48 + ends.random.below(200))};
    append(bytes, ends.random.bytes(300));
    const auto read = ends.b.receive(bytes);
    // A first message may be any bytes; what follows it may not.
    EXPECT_FALSE(read && seed % 3 > 0);
  }
}

}  // namespace
}  // namespace descent::network::libp2p::noise

#include "network/libp2p/connection.hpp"

#include "tests/network/libp2p/pair.hpp"

namespace descent::network::libp2p {
namespace {

using namespace std::chrono_literals;

TEST(Connection, two_peers_secure_it_and_know_each_other) {
  Pair pair;
  pair.run();
  ASSERT_EQ(of<event::Secured>(pair.dialler_saw).size(), 1u);
  EXPECT_EQ(pair.dialler.remote(), pair.listener_identity.peer_id());
  EXPECT_EQ(pair.listener.remote(), pair.dialler_identity.peer_id());
  EXPECT_FALSE(pair.dialler.error() || pair.listener.error());
}

TEST(Connection, a_stream_carries_the_first_protocol_both_know) {
  Pair pair;
  pair.run();
  const StreamId id = *pair.dialler.open({"/z/1", "/b/1", "/a/1"}, Priority::Normal, pair.now);
  pair.run();
  for (const auto* saw : {&pair.dialler_saw, &pair.listener_saw}) {
    const auto opened = of<event::StreamOpened>(*saw);
    ASSERT_EQ(opened.size(), 1u);
    EXPECT_EQ(opened[0].protocol, "/b/1");
    EXPECT_EQ(opened[0].stream, id);
  }
  EXPECT_TRUE(of<event::StreamOpened>(pair.listener_saw)[0].inbound);
}

TEST(Connection, bytes_cross_both_ways_on_many_streams) {
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    Pair pair{{"/a/1"}, seed};
    pair.run();
    std::map<StreamId, Bytes> sent;
    for (int i = 0; i < 3; ++i)
      for (auto* side : {&pair.dialler, &pair.listener})
        sent[*side->open({"/a/1"}, Priority::Normal, pair.now)];
    pair.run();
    for (auto& [id, bytes] : sent) {
      bytes = pair.random.bytes(1 + pair.random.below(100'000));
      ASSERT_TRUE(pair.dialler.write(id, bytes));
      ASSERT_TRUE(pair.listener.write(id, bytes));
    }
    pair.run();
    for (const auto& [id, bytes] : sent) {
      EXPECT_EQ(Pair::data(pair.dialler_saw, id), bytes);
      EXPECT_EQ(Pair::data(pair.listener_saw, id), bytes);
    }
  }
}

TEST(Connection, a_stream_of_an_unknown_protocol_is_refused) {
  Pair pair;
  pair.run();
  const StreamId id = *pair.dialler.open({"/z/1"}, Priority::Normal, pair.now);
  EXPECT_EQ(pair.dialler.write(id, as_view("early")).error(), Error::NoSuchStream);
  pair.run();
  ASSERT_EQ(of<event::StreamRefused>(pair.dialler_saw).size(), 1u);
  EXPECT_EQ(pair.dialler.streams() + pair.listener.streams(), 0u);
  EXPECT_TRUE(of<event::StreamReset>(pair.listener_saw).empty()) << "nobody heard of it";
}

TEST(Connection, the_wrong_peer_is_refused) {
  Pair pair{Settings{}, Settings{}, 1, true};
  pair.run();
  EXPECT_EQ(pair.dialler.error(), Error::WrongPeer);
  EXPECT_FALSE(pair.listener.is_secured());
}

TEST(Connection, a_handshake_that_stalls_is_ended) {
  Pair pair;
  EXPECT_EQ(pair.listener.deadline(), 6'000ms);
  pair.listener.elapse(5'999ms);
  EXPECT_FALSE(pair.listener.error());
  pair.listener.elapse(6'000ms);
  EXPECT_EQ(pair.listener.error(), Error::HandshakeTimeout);
}

TEST(Connection, a_handshake_fed_byte_by_byte_is_ended_in_the_same_time) {
  Pair pair;
  const Bytes bytes = pair.dialler.output(Connection::kOutputMin);
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    pair.listener.receive(View{bytes}.subspan(i, 1), 1'000ms + Duration{400} * i);
    pair.listener.elapse(1'000ms + Duration{400} * i);
  }
  EXPECT_EQ(pair.listener.error(), Error::HandshakeTimeout);
}

TEST(Connection, a_stream_that_chooses_no_protocol_is_given_up) {
  Pair pair;
  pair.run();
  ASSERT_TRUE(pair.dialler.open({"/a/1"}, Priority::Normal, pair.now));
  const Bytes opening = pair.dialler.output(Connection::kOutputMin);
  EXPECT_EQ(pair.dialler.deadline(), 6'000ms);
  pair.dialler.elapse(6'000ms);
  pair.collect();
  EXPECT_EQ(of<event::StreamRefused>(pair.dialler_saw).size(), 1u);
  EXPECT_FALSE(pair.dialler.error());
}

TEST(Connection, silence_is_pinged_and_then_ended) {
  Pair pair;
  pair.run();
  EXPECT_EQ(pair.dialler.deadline(), 31'000ms);
  pair.dialler.elapse(31'000ms);
  pair.now = 32'000ms;
  pair.run();
  EXPECT_EQ(pair.dialler.deadline(), 62'000ms) << "the answer was a sign of life";
  pair.dialler.elapse(62'000ms);
  pair.dialler.elapse(92'000ms);
  EXPECT_EQ(pair.dialler.error(), Error::Idle);
}

TEST(Connection, an_error_is_told_to_the_remote) {
  Pair pair{Settings{}, Settings{.limits = {.streams_in = 0, .controls = 4}}};
  pair.run();
  ASSERT_TRUE(pair.listener.is_secured());
  for (int i = 0; i < 6; ++i)
    static_cast<void>(pair.dialler.open({"/a/1"}, Priority::Normal, pair.now));
  while (pair.carry(pair.dialler, pair.listener)) {}
  EXPECT_EQ(pair.listener.error(), Error::TooManyControls);
  pair.run();
  EXPECT_EQ(of<event::GoneAway>(pair.dialler_saw).size(), 1u);
}

TEST(Connection, secrets_are_all_it_takes_to_run_it_again) {
  const auto transcript = [](std::uint64_t seed) {
    Pair pair{{"/a/1"}, seed};
    const Bytes first = pair.dialler.output(Connection::kOutputMin);
    pair.listener.receive(first, pair.now);
    return pair.listener.output(Connection::kOutputMin);
  };
  EXPECT_EQ(transcript(7), transcript(7));
}

TEST(Connection, what_others_speak_is_refused_at_once) {
  for (const auto* text :
       {"GET / HTTP/1.1\r\n\r\n", "\x16\x03\x01\x02", "SSH-2.0-OpenSSH_9.2\r\n"}) {
    Pair pair;
    pair.listener.receive(as_view(text), pair.now);
    pair.listener.receive(Bytes(2'000, 'x'), pair.now);
    EXPECT_TRUE(pair.listener.error()) << text;
  }
}

TEST(Connection, altered_bytes_never_crash_and_never_pass) {
  for (std::uint64_t seed = 0; seed < 1'500; ++seed) {
    Pair pair{{"/a/1"}, seed};
    std::size_t until = pair.random.below(1'500);
    bool altered = false;
    for (int round = 0; round < 40; ++round) {
      if (pair.dialler.is_secured() && pair.dialler.streams() == 0)
        static_cast<void>(pair.dialler.open({"/a/1"}, Priority::Normal, pair.now));
      // Enough to end a frame whose length was altered.
      static_cast<void>(pair.dialler.write(1, Bytes(5'000)));
      Bytes bytes = pair.dialler.output(Connection::kOutputMin);
      if (!altered && bytes.size() > until) {
        bytes[until] ^= static_cast<std::uint8_t>(1u << pair.random.below(8));
        altered = true;
      }
      until -= std::min(until, bytes.size());
      pair.listener.receive(bytes, pair.now);
      pair.dialler.receive(pair.listener.output(Connection::kOutputMin), pair.now);
    }
    if (!altered) continue;
    pair.listener.elapse(pair.now + 5s);
    pair.dialler.elapse(pair.now + 5s);
    pair.collect();
    // A stream's opening in a frame that became longer is waited for in vain.
    const bool refused = !of<event::StreamRefused>(pair.dialler_saw).empty();
    EXPECT_TRUE(pair.listener.error() || pair.dialler.error() || refused) << seed;
  }
}

TEST(Connection, random_bytes_after_the_greeting_never_secure_it) {
  for (std::uint64_t seed = 0; seed < 2'000; ++seed) {
    Random random{seed};
    Pair pair{{"/a/1"}, seed};
    const Bytes greeting = pair.dialler.output(Connection::kOutputMin);
    pair.listener.receive(greeting, pair.now);
    Bytes frame{0, static_cast<std::uint8_t>(random.below(256))};
    append(frame, random.bytes(random.below(4'000)));
    pair.listener.receive(frame, pair.now);
    pair.listener.receive(random.bytes(70'000), pair.now);
    EXPECT_FALSE(pair.listener.is_secured());
  }
}

}  // namespace
}  // namespace descent::network::libp2p

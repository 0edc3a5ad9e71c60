#include "network/protocols/conversation.hpp"

#include "tests/network/libp2p/pair.hpp"

namespace descent::network {
namespace {

using namespace std::chrono_literals;
using libp2p::Pair;

constexpr Hash kGenesis{{1, 2, 3, 4}};

message::Handshake handshake(std::uint32_t best, const Hash& genesis = kGenesis) {
  return {genesis, best, {{9}}, message::kFull};
}

struct Talk : Pair {
  explicit Talk(const Hash& theirs = kGenesis, const Hash& known = kGenesis)
      : Pair{libp2p::Settings{protocols_of(kGenesis)}, libp2p::Settings{protocols_of(known)}},
        here{dialler, handshake(1), now},
        there{listener, handshake(2, theirs), now} {
    run();
  }

  void talk() {
    for (int i = 0; i < 8; ++i) {
      run();
      here.handle(std::exchange(dialler_saw, {}), now);
      there.handle(std::exchange(listener_saw, {}), now);
      for (auto& message : here.messages()) heard_here.push_back(std::move(message));
      for (auto& message : there.messages()) heard_there.push_back(std::move(message));
    }
  }
  void meet() {
    here.start(now);
    there.start(now);
    talk();
    ASSERT_TRUE(here.is_ready() && there.is_ready());
    heard_here.clear();
    heard_there.clear();
  }
  /// Writes bytes of our own choice on a stream of a kind, behind the back of `here`.
  void say(Kind kind, View bytes) {
    const auto id = dialler.open({protocol_of(kind, kGenesis)}, libp2p::Priority::Normal, now);
    run();
    there.handle(std::exchange(listener_saw, {}), now);
    // The remote may have refused the stream.
    static_cast<void>(dialler.write(*id, bytes));
    talk();
  }

  Conversation here, there;
  std::vector<Message> heard_here, heard_there;
};

TEST(Conversation, begins_with_the_handshakes) {
  Talk talk;
  EXPECT_EQ(talk.here.send(message::Consensus{{1}}, talk.now).error(), Refusal::NotReady);
  talk.here.start(talk.now);
  talk.there.start(talk.now);
  talk.talk();
  EXPECT_EQ(talk.heard_there, std::vector<Message>{handshake(1)});
  EXPECT_EQ(talk.heard_here, std::vector<Message>{handshake(2)});
}

TEST(Conversation, messages_of_every_kind_arrive_in_order) {
  Talk talk;
  talk.meet();
  const std::vector<Message> sent{message::Consensus{{1}},
                                  message::Announce{{2}},
                                  message::Transactions{{{{3}}}, {}, {}},
                                  message::Peers{true, {}},
                                  message::SyncRequest{1, 2, 3, false},
                                  message::ChunkRequest{4, {{5}}}};
  for (const auto& message : sent) ASSERT_TRUE(talk.here.send(message, talk.now));
  for (std::uint8_t i = 0; i < 50; ++i)
    ASSERT_TRUE(talk.here.send(message::Consensus{{i, i}}, talk.now));
  talk.talk();
  EXPECT_EQ(talk.heard_there.size(), sent.size() + 50);
  std::uint8_t next = 0;
  for (const auto& message : talk.heard_there)
    if (message == Message{message::Consensus{{next, next}}}) ++next;
  EXPECT_EQ(next, 50);
  EXPECT_FALSE(talk.here.fault() || talk.there.fault());
}

TEST(Conversation, consensus_overtakes_blocks_and_blobs) {
  Talk talk;
  talk.meet();
  ASSERT_TRUE(talk.here.send(message::Consensus{{0}}, talk.now));
  ASSERT_TRUE(talk.here.send(message::ChunkResponse{0, Bytes(1)}, talk.now));
  ASSERT_TRUE(talk.here.send(message::SyncResponse{0, {}, {}, {}}, talk.now));
  talk.talk();  // the streams are open
  for (int i = 0; i < 3; ++i) {
    ASSERT_TRUE(talk.here.send(message::ChunkResponse{1, Bytes(1'000'000)}, talk.now));
    ASSERT_TRUE(talk.here.send(message::SyncResponse{1, {}, {}, {Bytes(1'000'000)}}, talk.now));
  }
  talk.carry(talk.dialler, talk.listener);
  ASSERT_TRUE(talk.here.send(message::Consensus{{42}}, talk.now));
  talk.carry(talk.dialler, talk.listener);
  talk.there.handle(talk.listener.events(), talk.now);
  const auto heard = talk.there.messages();
  ASSERT_EQ(heard.size(), 1u) << "within what is sent next";
  EXPECT_EQ(heard[0], Message{message::Consensus{{42}}});
}

TEST(Conversation, a_peer_of_another_chain_is_at_fault) {
  Talk same_protocols{Hash{{1, 2, 3, 4, 99}}, kGenesis};
  same_protocols.here.start(same_protocols.now);
  same_protocols.there.start(same_protocols.now);
  same_protocols.talk();
  EXPECT_EQ(same_protocols.here.fault(), Fault::WrongChain) << "a genesis that begins alike";
  Talk other{Hash{{7}}, Hash{{7}}};
  other.here.start(other.now);
  other.talk();
  EXPECT_EQ(other.here.fault(), Fault::NoHandshake);
}

TEST(Conversation, a_peer_without_a_handshake_is_at_fault_in_time) {
  Talk talk;
  talk.here.start(talk.now);
  talk.talk();
  talk.here.elapse(talk.now + 4'999ms);
  EXPECT_FALSE(talk.here.fault());
  talk.here.elapse(talk.now + 5'000ms);
  EXPECT_EQ(talk.here.fault(), Fault::NoHandshake);
}

TEST(Conversation, what_comes_before_the_handshake_is_held_and_heard_after_it) {
  Talk talk;
  talk.there.start(talk.now);
  talk.say(Kind::Consensus, libp2p::delimit(encode(message::Consensus{{5}})));
  EXPECT_TRUE(talk.heard_there.empty());
  talk.say(Kind::Handshake, libp2p::delimit(encode(handshake(1))));
  ASSERT_EQ(talk.heard_there.size(), 2u);
  EXPECT_EQ(talk.heard_there[1], Message{message::Consensus{{5}}});
}

TEST(Conversation, a_second_handshake_is_a_fault) {
  Talk talk;
  const Bytes one = libp2p::delimit(encode(handshake(1)));
  Bytes two = one;
  append(two, one);
  talk.say(Kind::Handshake, two);
  EXPECT_EQ(talk.there.fault(), Fault::OutOfTurn);
}

TEST(Conversation, a_message_over_its_limit_is_a_fault_before_it_has_come) {
  for (std::size_t i = 0; i < kKinds; ++i) {
    const auto kind = static_cast<Kind>(i);
    Talk talk;
    if (kind != Kind::Handshake) talk.say(Kind::Handshake, libp2p::delimit(encode(handshake(1))));
    Bytes length;
    libp2p::append_varint(length, limits_of(kind).message_bytes + 1);
    talk.say(kind, length);
    EXPECT_EQ(talk.there.fault(), Fault::TooLarge) << limits_of(kind).name;
  }
}

TEST(Conversation, bytes_that_are_no_message_are_a_fault) {
  for (std::size_t i = 0; i < kKinds; ++i) {
    Talk talk;
    if (i > 0) talk.say(Kind::Handshake, libp2p::delimit(encode(handshake(1))));
    talk.say(static_cast<Kind>(i), Bytes{3, 0xff, 0xff, 0xff});
    EXPECT_EQ(talk.there.fault(), Fault::BadMessage);
  }
}

TEST(Conversation, a_flood_is_a_fault) {
  Talk talk;
  talk.meet();
  const auto burst = limits_of(Kind::Announce).burst;
  for (std::uint32_t i = 0; i <= burst; ++i)
    ASSERT_TRUE(talk.here.send(message::Announce{{1}}, talk.now));
  talk.talk();
  EXPECT_EQ(talk.there.fault(), Fault::TooFast);
  EXPECT_EQ(talk.heard_there.size(), burst);
}

TEST(Conversation, what_was_encoded_once_is_sent_to_many) {
  Talk talk;
  const Message message = message::Announce{{1, 2, 3}};
  const Bytes encoded = encode(message);
  EXPECT_EQ(talk.here.send(Kind::Announce, encoded, talk.now).error(), Refusal::NotReady);
  talk.meet();
  ASSERT_TRUE(talk.here.send(Kind::Announce, encoded, talk.now));
  ASSERT_TRUE(talk.here.send(message, talk.now));
  talk.talk();
  EXPECT_EQ(talk.heard_there, (std::vector<Message>{message, message}));
}

TEST(Conversation, counts_what_came) {
  Talk talk;
  talk.meet();
  talk.there.heard();
  ASSERT_TRUE(talk.here.send(message::Announce{Bytes(100)}, talk.now));
  ASSERT_TRUE(talk.here.send(message::Announce{Bytes(100)}, talk.now));
  talk.talk();
  const auto heard = talk.there.heard();
  const auto& announce = heard[static_cast<std::size_t>(Kind::Announce)];
  EXPECT_EQ(announce.messages, 2u);
  EXPECT_EQ(announce.bytes, 2 * encode(message::Announce{Bytes(100)}).size());
  EXPECT_EQ(heard[static_cast<std::size_t>(Kind::Consensus)].messages, 0u);
  EXPECT_EQ(talk.there.heard()[static_cast<std::size_t>(Kind::Announce)].messages, 0u);
}

TEST(Conversation, a_queue_that_is_not_read_is_full_and_others_go_on) {
  Talk talk;
  talk.meet();
  int sent = 0;
  while (talk.here.send(message::ChunkResponse{1, Bytes(1'000'000)}, talk.now)) ++sent;
  EXPECT_EQ(sent, 4);
  EXPECT_EQ(talk.here.send(message::ChunkResponse{1, Bytes(1'000'000)}, talk.now).error(),
            Refusal::QueueFull);
  EXPECT_TRUE(talk.here.send(message::Consensus{{1}}, talk.now));
  EXPECT_EQ(talk.here.send(message::Consensus{Bytes(2 << 20)}, talk.now).error(),
            Refusal::TooLarge);
}

TEST(Conversation, a_second_stream_of_a_kind_is_reset) {
  Talk talk;
  talk.meet();
  ASSERT_TRUE(talk.here.send(message::Announce{{1}}, talk.now));
  talk.talk();
  const auto id = talk.dialler.open({protocol_of(Kind::Announce, kGenesis)},
                                    libp2p::Priority::Normal, talk.now);
  talk.run();
  talk.there.handle(std::exchange(talk.listener_saw, {}), talk.now);
  talk.run();
  const auto resets = libp2p::of<libp2p::event::StreamReset>(talk.dialler_saw);
  ASSERT_EQ(resets.size(), 1u);
  EXPECT_EQ(resets[0].stream, *id);
}

TEST(Conversation, random_bytes_on_every_kind_never_crash) {
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    Random random{seed};
    Talk talk;
    if (random.one_in(2)) talk.say(Kind::Handshake, libp2p::delimit(encode(handshake(1))));
    for (int i = 0; i < 3 && !talk.there.fault(); ++i)
      talk.say(static_cast<Kind>(random.below(kKinds)), random.bytes(1 + random.below(500)));
    EXPECT_LE(talk.heard_there.size(), 200u);
  }
}

}  // namespace
}  // namespace descent::network

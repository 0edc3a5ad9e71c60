#include "network/libp2p/yamux/session.hpp"

#include <gtest/gtest.h>

#include "tests/network/random.hpp"

namespace descent::network::libp2p::yamux {
namespace {

template <class Kind>
std::vector<Kind> of(const std::vector<Event>& events) {
  std::vector<Kind> out;
  for (const auto& event : events)
    if (const auto* found = std::get_if<Kind>(&event)) out.push_back(*found);
  return out;
}

Bytes frame(Type type, std::uint16_t flags, StreamId stream, std::uint32_t length, View data = {}) {
  Bytes out;
  append_header(out, {type, flags, stream, length});
  append(out, data);
  return out;
}

/// The headers in whole frames.
std::vector<Header> headers(View bytes) {
  std::vector<Header> out;
  while (!bytes.empty()) {
    out.push_back(*read_header(bytes.first(Header::kBytes)));
    const std::size_t data = out.back().type == Type::Data ? out.back().length : 0;
    bytes = bytes.subspan(Header::kBytes + data);
  }
  return out;
}

struct Ends {
  explicit Ends(const Limits& limits = {}) : a{true, limits}, b{false, limits} {}

  Session a, b;
  std::vector<Event> a_saw, b_saw;

  bool carry(Session& from, Session& to, std::vector<Event>& saw) {
    const Bytes bytes = from.output(4096);
    EXPECT_TRUE(to.receive(bytes, saw));
    return !bytes.empty();
  }
  void run() {
    for (bool speaking = true; speaking;) {
      speaking = carry(a, b, b_saw);
      speaking = carry(b, a, a_saw) || speaking;
    }
  }
};

Outcome receive(Session& session, View bytes) {
  std::vector<Event> events;
  return session.receive(bytes, events);
}

TEST(Yamux, ids_are_odd_on_one_side_and_even_on_the_other) {
  Ends ends;
  EXPECT_EQ(*ends.a.open(Priority::Normal), 1u);
  EXPECT_EQ(*ends.a.open(Priority::Normal), 3u);
  EXPECT_EQ(*ends.b.open(Priority::Normal), 2u);
  EXPECT_EQ(*ends.b.open(Priority::Normal), 4u);
  ends.run();
  ASSERT_EQ(of<event::Opened>(ends.b_saw).size(), 2u);
  EXPECT_EQ(of<event::Opened>(ends.a_saw)[1].stream, 4u);
}

TEST(Yamux, what_is_written_arrives_and_both_ends_end_it) {
  Ends ends;
  const StreamId id = *ends.a.open(Priority::Normal);
  ASSERT_TRUE(ends.a.write(id, as_view("hello")));
  ends.a.finish(id);
  ends.run();
  ASSERT_EQ(of<event::Data>(ends.b_saw).size(), 1u);
  EXPECT_EQ(as_text(of<event::Data>(ends.b_saw)[0].bytes), "hello");
  EXPECT_EQ(of<event::Finished>(ends.b_saw).size(), 1u);
  EXPECT_FALSE(ends.a.write(id, as_view("more")));
  ASSERT_TRUE(ends.b.write(id, as_view("answer")));
  ends.b.finish(id);
  ends.run();
  EXPECT_EQ(as_text(of<event::Data>(ends.a_saw)[0].bytes), "answer");
  EXPECT_FALSE(ends.a.has(id) || ends.b.has(id));
}

TEST(Yamux, the_end_is_a_frame_of_its_own) {
  Session session{true, {}};
  const StreamId id = *session.open(Priority::Normal);
  ASSERT_TRUE(session.write(id, as_view("hello")));
  session.finish(id);
  const auto sent = headers(session.output(4096));
  ASSERT_EQ(sent.size(), 3u);
  EXPECT_EQ(sent[1], (Header{Type::Data, 0, id, 5}));
  EXPECT_EQ(sent[2], (Header{Type::WindowUpdate, kFin, id, 0}));
}

TEST(Yamux, no_more_than_the_window_leaves_until_the_remote_consumes) {
  Ends ends;
  const StreamId id = *ends.a.open(Priority::Normal);
  ASSERT_TRUE(ends.a.write(id, Bytes(kWindow + 1000)));
  ends.run();
  EXPECT_EQ(ends.a.unsent(), 1000u);
  ends.b.consume(id, kWindow / 2 - 1);
  ends.run();
  EXPECT_EQ(ends.a.unsent(), 1000u) << "half a window at a time";
  ends.b.consume(id, 1);
  ends.run();
  EXPECT_EQ(ends.a.unsent(), 0u);
}

TEST(Yamux, data_beyond_the_window_ends_the_session) {
  Session session{false, {}};
  ASSERT_TRUE(receive(session, frame(Type::Data, kSyn, 1, kWindow, Bytes(kWindow))));
  EXPECT_EQ(receive(session, frame(Type::Data, 0, 1, 1)).error(), Error::WindowExceeded);
  Session other{false, {}};
  EXPECT_EQ(receive(other, frame(Type::Data, kSyn, 1, kWindow + 1)).error(), Error::WindowExceeded);
}

TEST(Yamux, a_window_beyond_32_bits_ends_the_session) {
  Session session{false, {}};
  ASSERT_TRUE(receive(session, frame(Type::WindowUpdate, kSyn, 1, 0xffffffff - kWindow)));
  EXPECT_EQ(receive(session, frame(Type::WindowUpdate, 0, 1, 1)).error(), Error::WindowExceeded);
}

TEST(Yamux, stream_ids_only_grow_and_are_the_remote_s) {
  Session session{false, {}};
  EXPECT_EQ(receive(session, frame(Type::Data, kSyn, 2, 0)).error(), Error::BadStreamId);
  ASSERT_TRUE(receive(session, frame(Type::Data, kSyn, 5, 0)));
  EXPECT_EQ(receive(session, frame(Type::Data, kSyn, 5, 0)).error(), Error::BadStreamId);
  EXPECT_EQ(receive(session, frame(Type::Data, kSyn, 3, 0)).error(), Error::BadStreamId);
  EXPECT_EQ(receive(session, frame(Type::Data, 0, 7, 0)).error(), Error::BadStreamId);
  EXPECT_EQ(receive(session, frame(Type::Data, 0, 2, 0)).error(), Error::BadStreamId);
}

TEST(Yamux, streams_over_the_limit_are_reset_and_their_data_passed_over) {
  Session session{false, {.streams_in = 2}};
  std::vector<Event> events;
  for (const StreamId id : {1u, 3u, 5u})
    ASSERT_TRUE(session.receive(frame(Type::Data, kSyn, id, 3, as_view("abc")), events));
  EXPECT_EQ(of<event::Opened>(events).size(), 2u);
  EXPECT_EQ(of<event::Data>(events).size(), 2u);
  const auto sent = headers(session.output(4096));
  EXPECT_EQ(sent[0], (Header{Type::WindowUpdate, kRst, 5, 0}));
  ASSERT_TRUE(session.receive(frame(Type::Data, kRst, 1, 0), events));
  ASSERT_TRUE(session.receive(frame(Type::Data, kSyn, 7, 0), events));
  EXPECT_TRUE(session.has(7)) << "a place is free again";
}

TEST(Yamux, our_own_streams_have_a_limit) {
  Session session{true, {.streams_out = 1}};
  ASSERT_TRUE(session.open(Priority::Normal));
  EXPECT_EQ(session.open(Priority::Normal).error(), Error::TooManyStreams);
}

TEST(Yamux, unsent_bytes_are_limited_by_stream_and_in_all) {
  Session session{true, {.stream_buffer = 100, .buffer = 150}};
  const StreamId one = *session.open(Priority::Normal);
  const StreamId two = *session.open(Priority::Normal);
  EXPECT_TRUE(session.write(one, Bytes(100)));
  EXPECT_EQ(session.write(one, Bytes(1)).error(), Error::BufferFull);
  EXPECT_EQ(session.write(two, Bytes(51)).error(), Error::BufferFull);
  EXPECT_TRUE(session.write(two, Bytes(50)));
  session.reset(one);
  EXPECT_EQ(session.unsent(), 50u);
  EXPECT_TRUE(session.write(two, Bytes(50)));
}

TEST(Yamux, a_peer_that_reads_no_answers_is_cut_off) {
  Session session{false, {.controls = 10}};
  const Bytes ping = frame(Type::Ping, kSyn, 0, 1);
  for (int i = 0; i < 10; ++i) ASSERT_TRUE(receive(session, ping));
  EXPECT_EQ(receive(session, ping).error(), Error::TooManyControls);
  Session opened{false, {.streams_in = 0, .controls = 10}};
  for (StreamId id = 1; id <= 19; id += 2)
    ASSERT_TRUE(receive(opened, frame(Type::Data, kSyn, id, 0)));
  EXPECT_EQ(receive(opened, frame(Type::Data, kSyn, 21, 0)).error(), Error::TooManyControls);
}

TEST(Yamux, a_ping_is_answered_with_its_value) {
  Ends ends;
  ends.a.ping(77);
  ends.run();
  ASSERT_EQ(of<event::Pong>(ends.a_saw).size(), 1u);
  EXPECT_EQ(of<event::Pong>(ends.a_saw)[0].value, 77u);
  ASSERT_TRUE(ends.a.receive(frame(Type::Ping, kAck, 0, 77), ends.a_saw));
  EXPECT_EQ(of<event::Pong>(ends.a_saw).size(), 1u) << "an answer nobody asked for";
}

TEST(Yamux, after_a_go_away_no_stream_is_opened) {
  Ends ends;
  const StreamId id = *ends.a.open(Priority::Normal);
  ends.run();
  ends.b.go_away(GoAway::Normal);
  ends.run();
  EXPECT_EQ(of<event::GoneAway>(ends.a_saw).size(), 1u);
  EXPECT_EQ(ends.a.open(Priority::Normal).error(), Error::SessionClosed);
  EXPECT_TRUE(ends.a.write(id, as_view("the open ones go on")));
  ends.run();
  EXPECT_EQ(of<event::Data>(ends.b_saw).size(), 1u);
}

TEST(Yamux, a_reset_ends_both_sides_at_once) {
  Ends ends;
  const StreamId id = *ends.a.open(Priority::Normal);
  ends.run();
  ends.a.reset(id);
  ASSERT_TRUE(ends.b.write(id, as_view("crossing")));
  ends.run();
  EXPECT_EQ(of<event::Reset>(ends.b_saw).size(), 1u);
  EXPECT_TRUE(of<event::Data>(ends.a_saw).empty());
  EXPECT_FALSE(ends.a.has(id) || ends.b.has(id));
}

TEST(Yamux, data_after_its_end_ends_the_session) {
  Session session{false, {}};
  ASSERT_TRUE(receive(session, frame(Type::Data, kSyn | kFin, 1, 0)));
  EXPECT_EQ(receive(session, frame(Type::Data, 0, 1, 1)).error(), Error::BadStreamId);
}

TEST(Yamux, streams_are_opened_in_order_whatever_their_priority) {
  Ends ends;
  const StreamId bulk = *ends.a.open(Priority::Bulk);
  const StreamId urgent = *ends.a.open(Priority::Urgent);
  ASSERT_TRUE(ends.a.write(bulk, as_view("later")));
  ASSERT_TRUE(ends.a.write(urgent, as_view("sooner")));
  ends.run();
  const auto data = of<event::Data>(ends.b_saw);
  ASSERT_EQ(data.size(), 2u);
  EXPECT_EQ(data[0].stream, urgent);
}

TEST(Yamux, the_urgent_stream_goes_first_however_much_waits) {
  Session session{true, {}};
  const StreamId bulk = *session.open(Priority::Bulk);
  const StreamId normal = *session.open(Priority::Normal);
  ASSERT_TRUE(session.write(bulk, Bytes(200'000)));
  ASSERT_TRUE(session.write(normal, Bytes(200'000)));
  session.output(64 << 10);
  const StreamId urgent = *session.open(Priority::Urgent);
  ASSERT_TRUE(session.write(urgent, Bytes(10)));
  const auto sent = headers(session.output(64 << 10));
  EXPECT_EQ(sent[0], (Header{Type::WindowUpdate, kSyn, urgent, 0}));
  EXPECT_EQ(sent[1], (Header{Type::Data, 0, urgent, 10}));
  for (std::size_t i = 2; i < sent.size(); ++i) EXPECT_EQ(sent[i].stream, normal);
}

TEST(Yamux, streams_of_one_priority_take_turns) {
  Session session{true, {}};
  for (int i = 0; i < 3; ++i)
    ASSERT_TRUE(session.write(*session.open(Priority::Normal), Bytes(100'000)));
  session.output(3 * Header::kBytes + Header::kBytes);  // the openings
  std::map<StreamId, std::size_t> bytes;
  for (const auto& header : headers(session.output(64 << 10)))
    bytes[header.stream] += header.length;
  ASSERT_EQ(bytes.size(), 3u);
  for (const auto& [id, n] : bytes) EXPECT_GE(n, Session::kPieceMax);
}

TEST(Yamux, output_keeps_to_its_maximum) {
  Session session{true, {}};
  const StreamId id = *session.open(Priority::Normal);
  ASSERT_TRUE(session.write(id, Bytes(10'000)));
  for (std::size_t max = Session::kOutputMin; max < 200; ++max)
    EXPECT_LE(session.output(max).size(), max);
}

// The naive model: a stream is the bytes written to it, in order. Two sessions with small pieces,
// random writes, consumption and ends must show exactly that.
TEST(Yamux, streams_are_what_was_written_to_them) {
  for (std::uint64_t seed = 0; seed < 40; ++seed) {
    Random random{seed};
    Ends ends;
    std::map<StreamId, Bytes> sent, received;
    std::vector<StreamId> ids;
    for (int step = 0; step < 300; ++step) {
      if (ids.size() < 5 && random.one_in(10))
        ids.push_back(*ends.a.open(static_cast<Priority>(random.below(kPriorities))));
      if (!ids.empty()) {
        const StreamId id = ids[random.below(ids.size())];
        const Bytes bytes = random.bytes(random.below(20'000));
        if (ends.a.write(id, bytes)) append(sent[id], bytes);
      }
      const Bytes moved = ends.a.output(Session::kOutputMin + random.below(60'000));
      std::vector<Event> saw;
      ASSERT_TRUE(ends.b.receive(moved, saw));
      for (const auto& data : of<event::Data>(saw)) {
        append(received[data.stream], data.bytes);
        ends.b.consume(data.stream, data.bytes.size());
      }
      ASSERT_TRUE(ends.a.receive(ends.b.output(4096), saw));
    }
    while (ends.a.unsent() > 0) {
      std::vector<Event> saw;
      ASSERT_TRUE(ends.b.receive(ends.a.output(60'000), saw));
      for (const auto& data : of<event::Data>(saw)) {
        append(received[data.stream], data.bytes);
        ends.b.consume(data.stream, data.bytes.size());
      }
      ASSERT_TRUE(ends.a.receive(ends.b.output(4096), saw));
    }
    std::erase_if(sent, [](const auto& stream) { return stream.second.empty(); });
    EXPECT_EQ(received, sent) << seed;
  }
}

TEST(Yamux, random_frames_never_crash_and_never_keep_more_than_the_limits) {
  for (std::uint64_t seed = 0; seed < 5'000; ++seed) {
    Random random{seed};
    Session session{seed % 2 == 0, {.streams_in = 8, .controls = 16}};
    for (int i = 0; i < 200; ++i) {
      const auto type = static_cast<Type>(random.below(4));
      const bool of_stream = type == Type::Data || type == Type::WindowUpdate;
      const auto length = static_cast<std::uint32_t>(random.below(type == Type::Data ? 50 : 1000));
      Bytes bytes = frame(type, static_cast<std::uint16_t>(1u << random.below(4)),
                          of_stream ? static_cast<StreamId>(1 + random.below(60)) : 0, length,
                          random.bytes(type == Type::Data ? length : 0));
      if (random.one_in(50)) bytes[random.below(bytes.size())] ^= 0xff;
      std::vector<Event> events;
      if (!session.receive(bytes, events)) break;
      for (const auto& opened : of<event::Opened>(events))
        static_cast<void>(session.write(opened.stream, random.bytes(100)));
      if (random.one_in(4)) session.output(500);
      EXPECT_LE(session.streams(), 8u);
      EXPECT_LE(session.unsent(), 200u * 100u);
    }
  }
}

}  // namespace
}  // namespace descent::network::libp2p::yamux

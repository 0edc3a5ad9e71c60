#include "network/libp2p/services.hpp"

#include "tests/network/libp2p/pair.hpp"

namespace descent::network::libp2p {
namespace {

using namespace std::chrono_literals;

struct Served : Pair {
  explicit Served(std::vector<std::string> listener_knows = Services::protocols())
      : Pair{Settings{Services::protocols()}, Settings{std::move(listener_knows)}},
        asks{dialler, of_peer(dialler_identity, "dialler")},
        answers{listener, of_peer(listener_identity, "listener")} {
    run();
  }

  static Identify of_peer(const Identity& identity, const char* agent) {
    return {.peer = identity.peer_id(),
            .listens = {*Multiaddr::from_text("/ip4/10.0.0.1/tcp/30333")},
            .protocols = Services::protocols(),
            .agent_version = agent};
  }

  void serve() {
    for (int i = 0; i < 5; ++i) {
      run();
      others = asks.handle(std::exchange(dialler_saw, {}), now);
      answers.handle(std::exchange(listener_saw, {}), now);
    }
  }

  Services asks, answers;
  std::vector<Event> others;
};

template <class Kind>
const Kind* only(const std::vector<ServiceEvent>& events) {
  return events.size() == 1 ? std::get_if<Kind>(&events[0]) : nullptr;
}

TEST(Services, identify_tells_what_the_remote_is) {
  Served served;
  ASSERT_TRUE(served.asks.identify(served.now));
  served.serve();
  const auto events = served.asks.events();
  const auto* found = only<event::Identified>(events);
  ASSERT_NE(found, nullptr);
  EXPECT_EQ(found->identify.agent_version, "listener");
  EXPECT_EQ(found->identify.peer, served.listener_identity.peer_id());
  EXPECT_EQ(served.dialler.streams() + served.listener.streams(), 0u);
}

TEST(Services, ping_tells_the_round_trip) {
  Served served;
  ASSERT_TRUE(served.asks.ping({1, 2, 3}, served.now));
  served.now += 40ms;
  served.serve();
  const auto events = served.asks.events();
  const auto* found = only<event::Pinged>(events);
  ASSERT_NE(found, nullptr);
  EXPECT_EQ(found->round_trip, 40ms);
  EXPECT_EQ(served.dialler.streams() + served.listener.streams(), 0u);
}

TEST(Services, a_peer_without_them_fails_the_asker_only) {
  Served served{std::vector<std::string>{}};
  ASSERT_TRUE(served.asks.identify(served.now));
  served.serve();
  const auto events = served.asks.events();
  EXPECT_NE(only<event::ServiceFailed>(events), nullptr);
  EXPECT_FALSE(served.dialler.error());
}

TEST(Services, an_answer_that_is_none_fails) {
  for (const auto* protocol : {"/ipfs/id/1.0.0", "/ipfs/ping/1.0.0"}) {
    Served served;
    const bool pings = std::string_view{protocol} == kPingProtocol;
    ASSERT_TRUE(pings ? served.asks.ping({1}, served.now) : served.asks.identify(served.now));
    served.run();
    const StreamId id = of<event::StreamOpened>(served.listener_saw).at(0).stream;
    ASSERT_TRUE(served.listener.write(id, Bytes(64, 0xff)));
    served.asks.handle(std::exchange(served.dialler_saw, {}), served.now);
    served.run();
    served.asks.handle(std::exchange(served.dialler_saw, {}), served.now);
    const auto events = served.asks.events();
    const auto* failed = only<event::ServiceFailed>(events);
    ASSERT_NE(failed, nullptr);
    EXPECT_EQ(failed->protocol, protocol);
  }
}

TEST(Services, events_of_other_protocols_are_handed_on) {
  Served served;
  std::vector<Event> events{event::StreamData{99, {1}}, event::StreamFinished{99},
                            event::StreamOpened{99, "/other/1", true}};
  EXPECT_EQ(served.asks.handle(events, served.now).size(), 3u);
}

TEST(Services, a_peer_that_reads_no_echoes_loses_its_stream) {
  Served served;
  ASSERT_TRUE(served.asks.ping({1}, served.now));
  served.run();
  const StreamId id = of<event::StreamOpened>(served.dialler_saw).at(0).stream;
  for (int i = 0; i < 80 && served.listener.streams() > 0; ++i) {
    static_cast<void>(served.dialler.write(id, Bytes(128 << 10)));
    served.run();
    served.answers.handle(std::exchange(served.listener_saw, {}), served.now);
    EXPECT_LE(served.listener.unsent(id), yamux::Limits{}.stream_buffer);
  }
  EXPECT_EQ(served.listener.streams(), 0u);
}

}  // namespace
}  // namespace descent::network::libp2p

#include "node/rpc/transport/subscriber.hpp"

#include <gtest/gtest.h>

namespace descent::rpc {
namespace {

const int kHeads = 0, kStorage = 0;

struct Subscribing : testing::Test {
  std::uint64_t ids = 0;
  std::vector<std::string> sent;
  std::optional<Subscriptions> session;
  void SetUp() override {
    session.emplace(2, ids, [this](std::string text) { sent.push_back(std::move(text)); });
  }
};

TEST_F(Subscribing, a_notification_has_the_method_the_id_and_the_result) {
  session->open(&kHeads).notify("chain_newHead", json::value(7));
  EXPECT_EQ(sent, std::vector<std::string>{R"({"jsonrpc":"2.0","method":"chain_newHead",)"
                                           R"("params":{"subscription":"1","result":7}})"});
}

TEST_F(Subscribing, ids_differ_between_sessions) {
  Subscriptions other{2, ids, [](const std::string&) {}};
  EXPECT_NE(session->open(&kHeads).id(), other.open(&kHeads).id());
}

TEST_F(Subscribing, there_are_no_more_than_allowed) {
  EXPECT_FALSE(session->full());
  session->open(&kHeads);
  const Subscriber last = session->open(&kHeads);
  EXPECT_TRUE(session->full());
  last.end();
  EXPECT_FALSE(session->full());
}

TEST_F(Subscribing, closing_needs_an_id_of_this_session_and_kind) {
  Subscriptions other{2, ids, [](const std::string&) {}};
  const Subscriber foreign = other.open(&kHeads);
  const Subscriber own = session->open(&kHeads);
  EXPECT_FALSE(session->close(&kHeads, foreign.id()));
  EXPECT_FALSE(session->close(&kStorage, own.id()));
  EXPECT_FALSE(foreign.closed() || own.closed());
  EXPECT_TRUE(session->close(&kHeads, own.id()));
  EXPECT_TRUE(own.closed());
  EXPECT_FALSE(session->close(&kHeads, own.id()));
}

TEST_F(Subscribing, on_close_is_called_once_when_the_client_leaves) {
  int calls = 0;
  const Subscriber left = session->open(&kHeads), gone = session->open(&kHeads);
  left.on_close([&] { calls += 1; });
  gone.on_close([&] { calls += 10; });
  session->close(&kHeads, left.id());
  EXPECT_EQ(calls, 1);
  session.reset();
  EXPECT_EQ(calls, 11);
  gone.on_close([&] { calls += 100; });
  EXPECT_EQ(calls, 111);
}

TEST_F(Subscribing, on_close_is_not_called_when_the_node_ends_it) {
  const Subscriber subscriber = session->open(&kHeads);
  subscriber.on_close([] { FAIL(); });
  subscriber.end();
  subscriber.end();
  session.reset();
}

TEST_F(Subscribing, nothing_is_sent_once_closed) {
  const Subscriber first = session->open(&kHeads), second = session->open(&kHeads);
  first.on_close([=] { second.notify("m", nullptr); });
  session->close_all();
  first.notify("m", nullptr);
  session.reset();
  first.notify("m", nullptr);
  EXPECT_TRUE(sent.empty());
}

}  // namespace
}  // namespace descent::rpc

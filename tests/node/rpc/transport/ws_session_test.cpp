#include "node/rpc/transport/ws_session.hpp"

#include "tests/node/rpc/transport/serving.hpp"

namespace descent::rpc {
namespace {

using WsSessions = Serving;

TEST_F(WsSessions, requests_are_answered_in_order) {
  start();
  WsClient client{endpoint};
  client.ws.write(asio::buffer(request("echo", "[1]")));
  client.ws.write(asio::buffer(request("echo", "[2]")));
  EXPECT_EQ(client.read(), result("1"));
  EXPECT_EQ(client.read(), result("2"));
  EXPECT_NE(client.call("{").find("-32700"), std::string::npos);
  EXPECT_NE(client.call(std::string(10'000, '[')).find("-32700"), std::string::npos);
  EXPECT_NE(client.call("[]").find("-32600"), std::string::npos);
}

TEST_F(WsSessions, the_response_comes_before_the_first_notification) {
  start();
  WsClient client{endpoint};
  EXPECT_EQ(client.call(request("watch")), result("\"1\""));
  EXPECT_EQ(client.read(), head("1", "0"));
  // And before notifications of other subscriptions that the request caused.
  EXPECT_EQ(client.call(request("seal")), result("\"done\""));
  EXPECT_EQ(client.read(), head("1", "\"sealed\""));
  const std::string batch = client.call("[" + request("watch") + "," + request("echo") + "]");
  EXPECT_EQ(batch, "[" + result("\"2\"") + "," + result("null") + "]");
  EXPECT_EQ(client.read(), head("2", "0"));
}

TEST_F(WsSessions, each_session_has_its_own_subscriptions) {
  start();
  WsClient alice{endpoint}, bob{endpoint};
  EXPECT_EQ(alice.call(request("watch")), result("\"1\""));
  EXPECT_EQ(bob.call(request("watch")), result("\"2\""));
  alice.read();
  bob.read();
  EXPECT_EQ(bob.call(request("unwatch", R"(["1"])")), result("false"));
  notify_all(5);
  EXPECT_EQ(alice.read(), head("1", "5"));
  EXPECT_EQ(bob.read(), head("2", "5"));
  EXPECT_EQ(alice.call(request("unwatch", R"(["1"])")), result("true"));
  EXPECT_EQ(closed, 1);
  notify_all(6);
  EXPECT_EQ(bob.read(), head("2", "6"));
  EXPECT_EQ(alice.call(request("echo")), result("null"));
}

TEST_F(WsSessions, a_client_that_goes_leaves_no_subscription) {
  start();
  {
    WsClient client{endpoint};
    client.call(request("watch"));
    client.read();
    client.ws.close(beast::websocket::close_code::normal);
  }
  {
    WsClient client{endpoint};
    client.call(request("watch"));
    client.ws.next_layer().close();
  }
  while (closed < 2) std::this_thread::sleep_for(1ms);
  notify_all(1);
  while (stats().sessions_closed < 2) std::this_thread::sleep_for(1ms);
  EXPECT_EQ(stats().sessions_opened, 2u);
}

TEST_F(WsSessions, a_message_over_the_limit_closes_with_1009) {
  options.limits.request_bytes = 1'000;
  start();
  WsClient client{endpoint};
  EXPECT_NE(client.call(std::string(1'000, ' ')).find("-32700"), std::string::npos);
  client.ws.write(asio::buffer(std::string(1'001, ' ')));
  EXPECT_EQ(client.close_code(), 1009);
  // In fragments, too.
  WsClient pieces{endpoint};
  for (int i = 0; i < 3; ++i) pieces.ws.write_some(false, asio::buffer(std::string(500, ' ')));
  EXPECT_EQ(pieces.close_code(), 1009);
}

TEST_F(WsSessions, text_that_is_no_utf8_closes_the_session) {
  start();
  WsClient client{endpoint};
  client.ws.write(asio::buffer("\"\xff\"", 3));
  EXPECT_EQ(client.close_code(), 1007);
}

TEST_F(WsSessions, a_page_that_is_not_allowed_cannot_connect) {
  start();
  EXPECT_THROW((WsClient{endpoint, "https://evil.com"}), beast::system_error);
  EXPECT_EQ((WsClient{endpoint, "http://localhost:3000"}.call(request("echo"))), result("null"));
}

TEST_F(WsSessions, pings_are_sent_and_keep_an_answering_client) {
  options.limits.ping = 30ms;
  start();
  WsClient client{endpoint};
  std::atomic<int> pings = 0;
  client.ws.control_callback([&](beast::websocket::frame_type type, beast::string_view) {
    pings += type == beast::websocket::frame_type::ping;
  });
  std::thread later{[this] {
    std::this_thread::sleep_for(300ms);
    on_server([this] { server->stop(); });
  }};
  EXPECT_EQ(client.close_code(), 1001);
  later.join();
  EXPECT_GE(pings, 2);
}

TEST_F(WsSessions, a_client_without_a_sign_of_life_is_dropped) {
  options.limits.ping = 30ms;
  start();
  WsClient client{endpoint};  // never reads, so never answers a ping
  while (stats().sessions_closed < 1) std::this_thread::sleep_for(5ms);
}

TEST_F(WsSessions, a_message_that_is_never_finished_is_dropped) {
  options.limits.request = 50ms;
  start();
  WsClient client{endpoint};
  beast::error_code fault;
  for (int i = 0; i < 1'000 && !fault; ++i) {
    client.ws.write_some(false, asio::buffer(" ", 1), fault);
    std::this_thread::sleep_for(5ms);
  }
  EXPECT_TRUE(fault);
}

TEST_F(WsSessions, a_reader_that_does_not_read_is_dropped_and_others_go_on) {
  options.limits.reply_bytes = 1'000;
  options.limits.queue_bytes = 1 << 20;
  start();
  WsClient stalled{endpoint}, reading{endpoint};
  stalled.call(request("watch"));
  reading.call(request("watch"));
  EXPECT_EQ(reading.read(), head("2", "0"));
  const std::string block(100'000, 'x');
  for (int i = 0; i < 1'000 && closed == 0; ++i) {
    notify_all(json::value(block));
    EXPECT_EQ(reading.read(), head("2", "\"" + block + "\""));
  }
  EXPECT_EQ(closed, 1);
  notify_all(json::value("after"));
  EXPECT_EQ(reading.read(), head("2", "\"after\""));
}

TEST_F(WsSessions, a_client_that_asks_without_reading_gets_every_reply_when_it_reads) {
  options.limits.reply_bytes = 1 << 20;
  options.limits.queue_bytes = 2 << 20;
  start();
  WsClient client{endpoint};
  for (int i = 0; i < 40; ++i) client.ws.write(asio::buffer(request("large", "[1000000]")));
  std::this_thread::sleep_for(50ms);
  for (int i = 0; i < 40; ++i) EXPECT_GT(client.read().size(), 1'000'000u);
  EXPECT_EQ(client.call(request("echo")), result("null"));
}

TEST_F(WsSessions, requests_beyond_the_rate_are_refused) {
  options.limits.requests_per_second = 1;
  options.limits.request_burst = 2;
  start();
  WsClient client{endpoint};
  int refused = 0;
  for (int i = 0; i < 20; ++i)
    refused += client.call(request("echo")).find("-32009") != std::string::npos;
  EXPECT_GT(refused, 10);
}

}  // namespace
}  // namespace descent::rpc

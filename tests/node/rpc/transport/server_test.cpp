#include "node/rpc/transport/server.hpp"

#include "tests/node/rpc/transport/serving.hpp"

namespace descent::rpc {
namespace {

using Servers = Serving;

TEST_F(Servers, both_protocols_are_served_on_each_endpoint) {
  options.listen.push_back({asio::ip::address_v4::loopback(), 0});
  start();
  const auto endpoints = server->endpoints();
  ASSERT_EQ(endpoints.size(), 2u);
  EXPECT_NE(endpoints[0].port(), endpoints[1].port());
  for (const auto& each : endpoints) {
    EXPECT_EQ(Client{each}.post(request("echo")).body, result("null"));
    EXPECT_EQ(WsClient{each}.call(request("echo")), result("null"));
  }
  EXPECT_EQ(stats().messages, 4u);
}

TEST_F(Servers, told_so_nobody_is_answered_unsafe_methods) {
  start();
  EXPECT_EQ(Client{endpoint}.post(request("rotate")).body, result("null"));
  EXPECT_EQ(WsClient{endpoint}.call(request("rotate")), result("null"));
  options.unsafe_methods = false;
  const auto safe = *Server::listen(io, options, Methods{{methods()}});
  const auto refused = [](const std::string& reply) {
    return reply.find("RPC call is unsafe to be called externally") != reply.npos;
  };
  const auto place = safe->endpoints().front();
  EXPECT_TRUE(refused(Client{place}.post(request("rotate")).body));
  EXPECT_TRUE(refused(WsClient{place}.call(request("rotate"))));
  on_server([&] { safe->stop(); });
}

TEST_F(Servers, a_taken_port_is_an_error_that_names_it) {
  start();
  options.listen = {endpoint};
  const auto second = Server::listen(io, options, Methods{{}});
  ASSERT_FALSE(second);
  EXPECT_NE(second.error().find("127.0.0.1:" + std::to_string(endpoint.port())), std::string::npos);
  EXPECT_NE(second.error().find("choose another"), std::string::npos);
}

TEST_F(Servers, stopping_ends_everything_and_the_loop_runs_out) {
  start();
  Client idle{endpoint};
  idle.post(request("echo"));
  Raw silent{endpoint};
  WsClient polite{endpoint};
  polite.call(request("watch"));
  std::uint16_t code = 0;
  std::thread reader{[&] { code = polite.close_code(); }};
  end();
  reader.join();
  EXPECT_EQ(code, 1001);
  EXPECT_EQ(closed, 1);
  EXPECT_EQ(idle.read_all(), "");
  EXPECT_EQ(silent.read_all(), "");
  beast::error_code fault;
  tcp::socket late{idle.io};
  late.connect(endpoint, fault);
  EXPECT_EQ(fault, asio::error::connection_refused);
}

TEST_F(Servers, a_client_that_does_not_answer_the_close_is_not_waited_for) {
  options.limits.close = 50ms;
  start();
  WsClient deaf{endpoint};
  deaf.call(request("watch"));
  end();
  EXPECT_EQ(closed, 1);
}

TEST_F(Servers, a_loop_that_is_destroyed_unrun_leaves_nothing_behind) {
  auto loop = std::make_unique<asio::io_context>();
  auto opened = Server::listen(*loop, options, Methods{{}});
  ASSERT_TRUE(opened);
  Raw client{(*opened)->endpoints().front()};
  loop->poll();
  (*opened)->stop();
  opened->reset();
  loop.reset();
  EXPECT_EQ(client.read_all(), "");
}

TEST_F(Servers, one_connection_too_many_from_an_address_is_turned_away) {
  options.limits.connections_per_address = 2;
  start();
  Client first{endpoint};
  first.post(request("echo"));
  {
    WsClient second{endpoint};
    second.call(request("echo"));
    EXPECT_TRUE(Raw{endpoint}.read_all().starts_with("HTTP/1.1 503"));
    EXPECT_EQ(stats().refused, 1u);
    EXPECT_EQ(first.post(request("echo")).status, http::status::ok);
    second.ws.close(beast::websocket::close_code::normal);
  }
  while (stats().sessions_closed == 0) std::this_thread::sleep_for(1ms);
  EXPECT_EQ(WsClient{endpoint}.call(request("echo")), result("null"));
}

TEST_F(Servers, one_connection_too_many_in_all_is_turned_away) {
  options.limits.connections = 1;
  start();
  Client first{endpoint};
  first.post(request("echo"));
  const std::string reply = Raw{endpoint}.read_all();
  EXPECT_TRUE(reply.ends_with("\r\n\r\nToo many connections to this node; try again shortly\n"));
  EXPECT_NE(reply.find("Content-Length: 53\r\n"), std::string::npos);
  EXPECT_EQ(reply.size() - reply.find("\r\n\r\n") - 4, 53u);
}

}  // namespace
}  // namespace descent::rpc

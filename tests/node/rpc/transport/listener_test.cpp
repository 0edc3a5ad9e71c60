#include "node/rpc/transport/listener.hpp"

#include "tests/node/rpc/transport/serving.hpp"

namespace descent::rpc {
namespace {

using Listening = Serving;

TEST_F(Listening, one_connection_too_many_from_an_address_is_turned_away) {
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

TEST_F(Listening, one_connection_too_many_in_all_is_turned_away) {
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

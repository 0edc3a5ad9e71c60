#include "node/rpc/transport/http_session.hpp"

#include "tests/node/rpc/transport/serving.hpp"

namespace descent::rpc {
namespace {

using HttpSessions = Serving;

TEST_F(HttpSessions, a_post_is_answered_and_the_connection_kept) {
  start();
  Client client{endpoint};
  for (int i = 0; i < 3; ++i) {
    const Post reply = client.post(request("echo", "[7]"), "application/json; charset=utf-8");
    EXPECT_EQ(reply.status, http::status::ok);
    EXPECT_EQ(reply.headers["Content-Type"], "application/json");
    EXPECT_EQ(reply.body, result("7"));
  }
}

TEST_F(HttpSessions, errors_of_the_protocol_travel_in_a_200) {
  start();
  Client client{endpoint};
  EXPECT_NE(client.post("{").body.find("-32700"), std::string::npos);
  EXPECT_NE(client.post(std::string(10'000, '[')).body.find("-32700"), std::string::npos);
  EXPECT_NE(client.post("{}").body.find("-32600"), std::string::npos);
  EXPECT_NE(client.post(request("nope")).body.find("-32601"), std::string::npos);
  EXPECT_NE(client.post(request("watch")).body.find("connect by WebSocket"), std::string::npos);
  EXPECT_EQ(client.post("{").status, http::status::ok);
}

TEST_F(HttpSessions, a_notification_gets_an_empty_reply) {
  start();
  Client client{endpoint};
  const Post reply = client.post(R"({"jsonrpc":"2.0","method":"echo"})");
  EXPECT_EQ(reply.status, http::status::no_content);
  EXPECT_EQ(client.post(request("echo")).status, http::status::ok);
}

TEST_F(HttpSessions, a_body_over_the_limit_is_413_announced_or_chunked) {
  options.limits.request_bytes = 1'000;
  start();
  EXPECT_EQ(Client{endpoint}.post(std::string(1'000, ' ')).status, http::status::ok);
  const Post reply = Client{endpoint}.post(std::string(1'001, ' '));
  EXPECT_EQ(reply.status, http::status::payload_too_large);
  EXPECT_NE(reply.body.find("1000 bytes"), std::string::npos);
  Raw chunked{endpoint};
  chunked.write("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n");
  chunked.write("3e9\r\n" + std::string(1'001, ' ') + "\r\n0\r\n\r\n");
  EXPECT_TRUE(chunked.read_all().starts_with("HTTP/1.1 413"));
  // Announced and never sent: refused before anything is kept.
  Raw boast{endpoint};
  boast.write("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999\r\n\r\n");
  EXPECT_TRUE(boast.read_all().starts_with("HTTP/1.1 413"));
}

TEST_F(HttpSessions, a_header_over_the_limit_is_431) {
  options.limits.header_bytes = 1'000;
  start();
  Raw client{endpoint};
  client.write("POST / HTTP/1.1\r\nX-Long: " + std::string(2'000, 'x'));
  EXPECT_TRUE(client.read_all().starts_with("HTTP/1.1 431"));
}

TEST_F(HttpSessions, two_lengths_for_one_body_are_refused) {
  start();
  for (const char* lengths : {"Content-Length: 5\r\nContent-Length: 6\r\n",
                              "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n",
                              "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n"}) {
    Raw client{endpoint};
    client.write("POST / HTTP/1.1\r\nHost: x\r\n" + std::string{lengths} + "\r\nhello");
    EXPECT_TRUE(client.read_all().starts_with("HTTP/1.1 400")) << lengths;
  }
}

TEST_F(HttpSessions, other_methods_and_media_types_are_refused) {
  start();
  EXPECT_EQ(Client{endpoint}.exchange({http::verb::get, "/", 11}).status,
            http::status::method_not_allowed);
  EXPECT_EQ(Client{endpoint}.post(request("echo"), "text/plain").status,
            http::status::unsupported_media_type);
  EXPECT_EQ(Client{endpoint}.post(request("echo"), "application/jsonp").status,
            http::status::unsupported_media_type);
}

TEST_F(HttpSessions, an_allowed_page_is_told_so_and_another_is_refused) {
  start();
  http::request<http::string_body> preflight{http::verb::options, "/", 11};
  preflight.set(http::field::origin, "http://localhost:3000");
  const Post allowed = Client{endpoint}.exchange(preflight);
  EXPECT_EQ(allowed.status, http::status::no_content);
  EXPECT_EQ(allowed.headers["Access-Control-Allow-Origin"], "http://localhost:3000");
  EXPECT_EQ(allowed.headers["Access-Control-Allow-Headers"], "Content-Type");
  const Post reply =
      Client{endpoint}.post(request("echo"), "application/json", "https://polkadot.js.org");
  EXPECT_EQ(reply.headers["Access-Control-Allow-Origin"], "https://polkadot.js.org");
  const Post evil = Client{endpoint}.post(request("echo"), "application/json", "https://evil.com");
  EXPECT_EQ(evil.status, http::status::forbidden);
  EXPECT_EQ(evil.headers.count("Access-Control-Allow-Origin"), 0u);
}

TEST_F(HttpSessions, a_client_that_waits_to_be_asked_for_its_body_is_asked) {
  start();
  Raw client{endpoint};
  const std::string body = request("echo");
  client.write(
      "POST / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nExpect: 100-continue\r\n"
      "Content-Type: application/json\r\nContent-Length: " +
      std::to_string(body.size()) + "\r\n\r\n");
  std::string interim(std::string_view{"HTTP/1.1 100 Continue\r\n\r\n"}.size(), ' ');
  asio::read(client.socket, asio::buffer(interim));
  EXPECT_EQ(interim, "HTTP/1.1 100 Continue\r\n\r\n");
  client.write(body);
  EXPECT_TRUE(client.read_all().ends_with(result("null")));
}

TEST_F(HttpSessions, a_header_or_body_that_comes_too_slowly_ends_the_connection) {
  options.limits.handshake = 100ms;
  options.limits.request = 100ms;
  start();
  Raw silent{endpoint};
  EXPECT_EQ(silent.read_all(), "");
  // A byte now and then does not put the deadline off.
  Raw slow{endpoint};
  beast::error_code fault;
  for (int i = 0; i < 1'000 && !fault; ++i) {
    asio::write(slow.socket, asio::buffer("P", 1), fault);
    std::this_thread::sleep_for(5ms);
  }
  EXPECT_TRUE(fault);
  Raw half{endpoint};
  half.write("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nhalf");
  EXPECT_EQ(half.read_all(), "");
  EXPECT_EQ(Client{endpoint}.post(request("echo")).status, http::status::ok);
}

TEST_F(HttpSessions, a_kept_connection_that_is_not_used_ends) {
  options.limits.keep_alive = 50ms;
  start();
  Client client{endpoint};
  client.post(request("echo"));
  EXPECT_EQ(client.read_all(), "");
}

TEST_F(HttpSessions, a_reply_that_is_not_taken_ends_the_connection_and_others_go_on) {
  options.limits.reply = 100ms;
  start();
  Raw stalled{endpoint};
  const std::string body = request("large", "[15000000]");
  stalled.write("POST / HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: " +
                std::to_string(body.size()) + "\r\n\r\n" + body);
  std::this_thread::sleep_for(300ms);
  EXPECT_EQ(Client{endpoint}.post(request("echo")).status, http::status::ok);
  EXPECT_LT(stalled.read_all().size(), 15'000'000u);
}

TEST_F(HttpSessions, a_reply_of_15_megabytes_arrives_whole) {
  start();
  Client client{endpoint};
  client.socket.set_option(tcp::no_delay(true));
  http::request<http::string_body> message{http::verb::post, "/", 11};
  message.set(http::field::content_type, "application/json");
  message.body() = request("large", "[15000000]");
  message.prepare_payload();
  http::write(client.socket, message);
  http::response_parser<http::string_body> reply;
  reply.body_limit(20'000'000);
  http::read(client.socket, client.buffer, reply);
  EXPECT_GT(reply.get().body().size(), 15'000'000u);
}

}  // namespace
}  // namespace descent::rpc

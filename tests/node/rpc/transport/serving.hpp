#pragma once
// A server on a free loopback port, on a thread of its own, and clients that block.
#include <gtest/gtest.h>

#include <atomic>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/websocket.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <future>
#include <thread>

#include "node/rpc/transport/server.hpp"

namespace descent::rpc {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using tcp = asio::ip::tcp;
using namespace std::chrono_literals;

inline std::string request(const std::string& method, const std::string& params = "[]") {
  return R"({"jsonrpc":"2.0","id":1,"method":")" + method + R"(","params":)" + params + "}";
}

inline std::string result(const std::string& value) {
  return R"({"jsonrpc":"2.0","id":1,"result":)" + value + "}";
}

inline std::string head(const std::string& id, const std::string& value) {
  return R"({"jsonrpc":"2.0","method":"head","params":{"subscription":")" + id + R"(","result":)" +
         value + "}}";
}

/// A client that speaks raw TCP.
struct Raw {
  asio::io_context io;
  tcp::socket socket{io};

  explicit Raw(const tcp::endpoint& server) { socket.connect(server); }
  void write(std::string_view text) { asio::write(socket, asio::buffer(text)); }
  /// All that comes until the server closes.
  std::string read_all() {
    std::string text;
    beast::error_code fault;
    asio::read(socket, asio::dynamic_buffer(text), fault);
    return text;
  }
};

struct Post {
  http::status status;
  std::string body;
  http::fields headers;
};

struct Client : Raw {
  using Raw::Raw;
  beast::flat_buffer buffer;

  Post exchange(http::request<http::string_body> message) {
    message.set(http::field::host, "localhost");
    message.prepare_payload();
    http::write(socket, message);
    http::response<http::string_body> reply;
    http::read(socket, buffer, reply);
    return {reply.result(), reply.body(), reply.base()};
  }
  Post post(const std::string& body, const std::string& type = "application/json",
            const std::string& origin = "") {
    http::request<http::string_body> message{http::verb::post, "/", 11};
    message.set(http::field::content_type, type);
    if (!origin.empty()) message.set(http::field::origin, origin);
    message.body() = body;
    return exchange(std::move(message));
  }
};

struct WsClient {
  asio::io_context io;
  beast::websocket::stream<tcp::socket> ws{io};

  explicit WsClient(const tcp::endpoint& server, const std::string& origin = "") {
    ws.next_layer().connect(server);
    ws.set_option(beast::websocket::stream_base::decorator([=](auto& handshake) {
      if (!origin.empty()) handshake.set(http::field::origin, origin);
    }));
    ws.handshake("localhost", "/");
  }
  std::string read() {
    beast::flat_buffer buffer;
    ws.read(buffer);
    return beast::buffers_to_string(buffer.data());
  }
  std::string call(const std::string& text) {
    ws.write(asio::buffer(text));
    return read();
  }
  /// Reads until the server ends it, and says with which close code; 0 for none.
  std::uint16_t close_code() {
    try {
      for (;;) read();
    } catch (const beast::system_error&) {}
    return ws.reason().code;
  }
};

class Serving : public testing::Test {
 protected:
  Serving() { options.listen = {{asio::ip::address_v4::loopback(), 0}}; }
  ~Serving() override { end(); }

  void start() {
    auto opened = Server::listen(io, options, Methods{{methods()}});
    ASSERT_TRUE(opened) << opened.error();
    server = *std::move(opened);
    endpoint = server->endpoints().front();
    thread = std::thread{[this] { io.run(); }};
  }
  /// Stops the server; the io_context must then run out of work by itself.
  void end() {
    if (!thread.joinable()) return;
    on_server([this] { server->stop(); });
    work.reset();
    thread.join();
  }
  /// Runs `task` on the server's thread and waits for it.
  void on_server(const std::function<void()>& task) {
    std::promise<void> done;
    asio::post(io, [&] {
      task();
      done.set_value();
    });
    done.get_future().wait();
  }
  Stats stats() {
    Stats out;
    on_server([&] { out = server->stats(); });
    return out;
  }
  void notify_all(const json::value& value) {
    on_server([&] {
      for (const auto& subscriber : subscribers) subscriber.notify("head", value);
    });
  }

  Group methods() {
    const auto echo = [](const Params& params) -> Answer {
      return params.at(0) ? *params.at(0) : json::value(nullptr);
    };
    const auto large = [](const Params& params) -> Answer {
      return json::value(std::string(DESCENT_TRY(params.get<std::uint32_t>(0, "size")), 'x'));
    };
    const auto watch = [this](const Params&, const Subscriber& subscriber) -> Answer {
      subscriber.notify("head", 0);
      subscribers.push_back(subscriber);
      subscriber.on_close([this] { ++closed; });
      return json::value(subscriber.id());
    };
    // As a node that seals a block for each transaction does.
    const auto seal = [this](const Params&) -> Answer {
      for (const auto& subscriber : subscribers) subscriber.notify("head", "sealed");
      return json::value("done");
    };
    return {{"echo", {}, echo},
            {"large", {}, large},
            {"seal", {}, seal},
            {"rotate", {}, echo, {}, Access::Unsafe},
            {"watch", {}, watch, {"unwatch"}}};
  }

  Options options;
  asio::io_context io{1};
  asio::executor_work_guard<asio::io_context::executor_type> work{io.get_executor()};
  std::unique_ptr<Server> server;
  tcp::endpoint endpoint;
  std::vector<Subscriber> subscribers;
  std::atomic<int> closed = 0;
  std::thread thread;
};

}  // namespace descent::rpc

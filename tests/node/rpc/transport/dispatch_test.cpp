#include "node/rpc/transport/dispatch.hpp"

#include <gtest/gtest.h>

namespace descent::rpc {
namespace {

Answer echo(const Params& params) {
  const json::value* value = params.at(0);
  return value ? *value : json::value(nullptr);
}
Answer refuse(const Params&) { return Error{1010, "Invalid Transaction", json::value("outdated")}; }
Answer fault(const Params&) { throw std::runtime_error{"disk"}; }

struct Dispatch : testing::Test {
  Limits limits;
  std::uint64_t ids = 0;
  Subscriptions subscriptions{2, ids, [](const std::string&) {}};
  Allowance allowance{1, 1'000, std::chrono::steady_clock::now()};
  Caller caller{false, &allowance, &subscriptions};
  std::vector<Subscriber> subscribers;
  int calls = 0;
  Methods methods{{{{"echo", {}, Call{echo}},
                    {"refuse", {}, Call{refuse}},
                    {"fault", {}, Call{fault}},
                    {"count", {}, [this](const Params&) -> Answer { return json::value(++calls); }},
                    {"rotate", {}, Call{echo}, {}, Access::Unsafe},
                    {"watch",
                     {},
                     [this](const Params& params, const Subscriber& subscriber) -> Answer {
                       subscribers.push_back(subscriber);
                       if (params.at(0)) return Error{1, "no"};
                       return json::value(subscriber.id());
                     },
                     {"unwatch"}}}}};

  std::string send(std::string_view text) { return answer(text, caller, methods, limits); }
  /// The response to a request with id 1, after its id.
  std::string call(const std::string& method, const std::string& params = "[]") {
    const std::string text =
        send(R"({"jsonrpc":"2.0","id":1,"method":")" + method + R"(","params":)" + params + "}");
    const std::string start = R"({"jsonrpc":"2.0","id":1,)";
    EXPECT_TRUE(text.starts_with(start) && text.ends_with("}")) << text;
    return text.substr(start.size(), text.size() - start.size() - 1);
  }
};

TEST_F(Dispatch, a_result_is_answered_with_the_id) {
  EXPECT_EQ(send(R"({"jsonrpc":"2.0","id":1.50,"method":"echo","params":["x"]})"),
            R"({"jsonrpc":"2.0","id":1.50,"result":"x"})");
}

TEST_F(Dispatch, an_error_has_code_message_and_data) {
  EXPECT_EQ(call("refuse"),
            R"("error":{"code":1010,"message":"Invalid Transaction","data":"outdated"})");
}

TEST_F(Dispatch, an_unknown_method_is_answered_in_the_words_wallets_compare) {
  EXPECT_EQ(call("nope"), R"("error":{"code":-32601,"message":"Method not found"})");
}

TEST_F(Dispatch, what_a_handler_throws_stays_inside) {
  EXPECT_EQ(call("fault"), R"("error":{"code":-32603,"message":"Internal error: disk"})");
}

TEST_F(Dispatch, malformed_json_is_answered_with_a_null_id) {
  EXPECT_TRUE(send("{").starts_with(R"({"jsonrpc":"2.0","id":null,"error":{"code":-32700,)"));
}

TEST_F(Dispatch, a_notification_is_done_and_not_answered) {
  EXPECT_EQ(send(R"({"jsonrpc":"2.0","method":"count"})"), "");
  EXPECT_EQ(send(R"([{"jsonrpc":"2.0","method":"count"}])"), "");
  EXPECT_EQ(call("count"), R"("result":3)");
}

TEST_F(Dispatch, a_batch_is_answered_in_order_without_its_notifications) {
  EXPECT_EQ(send(R"([{"jsonrpc":"2.0","id":1,"method":"echo","params":[5]},
                     {"jsonrpc":"2.0","method":"count"},
                     {"jsonrpc":"2.0","id":"b","method":"nope"}])"),
            R"([{"jsonrpc":"2.0","id":1,"result":5},)"
            R"({"jsonrpc":"2.0","id":"b","error":{"code":-32601,"message":"Method not found"}}])");
}

TEST_F(Dispatch, an_unsafe_method_is_for_this_machine_only) {
  EXPECT_NE(call("rotate").find("RPC call is unsafe to be called externally"), std::string::npos);
  caller.trusted = true;
  EXPECT_EQ(call("rotate"), R"("result":null)");
}

TEST_F(Dispatch, a_subscription_over_http_is_told_to_use_websocket) {
  caller.subscriptions = nullptr;
  for (const char* method : {"watch", "unwatch"})
    EXPECT_NE(call(method).find("connect by WebSocket"), std::string::npos);
}

TEST_F(Dispatch, unsubscribing_says_whether_there_was_something_to_end) {
  EXPECT_EQ(call("watch"), R"("result":"1")");
  EXPECT_EQ(call("unwatch", R"(["2"])"), R"("result":false)");
  EXPECT_EQ(call("unwatch", R"(["1"])"), R"("result":true)");
  EXPECT_TRUE(subscribers[0].closed());
  EXPECT_EQ(call("unwatch", R"(["1"])"), R"("result":false)");
  EXPECT_NE(call("unwatch").find("-32602"), std::string::npos);
}

TEST_F(Dispatch, a_subscription_that_was_refused_does_not_exist) {
  EXPECT_EQ(call("watch", "[1]"), R"("error":{"code":1,"message":"no"})");
  EXPECT_TRUE(subscribers[0].closed());
  EXPECT_EQ(subscriptions.size(), 0u);
}

TEST_F(Dispatch, subscriptions_are_limited_and_need_an_id) {
  EXPECT_EQ(send(R"({"jsonrpc":"2.0","method":"watch"})"), "");
  EXPECT_EQ(subscriptions.size(), 0u);
  call("watch");
  call("watch");
  EXPECT_NE(call("watch").find("-32006"), std::string::npos);
  EXPECT_EQ(subscribers.size(), 2u);
}

TEST_F(Dispatch, requests_beyond_the_allowance_are_refused_one_by_one) {
  allowance = Allowance{1, 2, std::chrono::steady_clock::now() + std::chrono::hours{1}};
  const std::string replies = send(R"([{"jsonrpc":"2.0","id":1,"method":"count"},
      {"jsonrpc":"2.0","id":2,"method":"count"},{"jsonrpc":"2.0","id":3,"method":"count"}])");
  EXPECT_NE(replies.find(R"("id":3,"error":{"code":-32009)"), std::string::npos) << replies;
  EXPECT_EQ(calls, 2);
}

TEST_F(Dispatch, a_reply_over_the_limit_is_an_error_alone_or_in_a_batch) {
  limits.reply_bytes = 110;
  const std::string params = R"("params":[")" + std::string(60, 'x') + "\"]}";
  EXPECT_TRUE(call("echo", "[\"" + std::string(60, 'x') + "\"]").starts_with(R"("result")"));
  EXPECT_NE(call("echo", "[\"" + std::string(90, 'x') + "\"]").find("-32008"), std::string::npos);
  const std::string batch = send(R"([{"jsonrpc":"2.0","id":1,"method":"echo",)" + params +
                                 R"(,{"jsonrpc":"2.0","id":2,"method":"echo",)" + params + "]");
  EXPECT_NE(batch.find(R"("id":1,"result")"), std::string::npos);
  EXPECT_NE(batch.find(R"("id":2,"error":{"code":-32008)"), std::string::npos);
}

}  // namespace
}  // namespace descent::rpc

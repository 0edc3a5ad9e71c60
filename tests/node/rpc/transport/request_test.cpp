#include "node/rpc/transport/request.hpp"

#include <gtest/gtest.h>

namespace descent::rpc {
namespace {

/// The only request in `text`, of which "jsonrpc" is already there.
Expected<Request, Refusal> one(const std::string& text) {
  auto message = parse(R"({"jsonrpc":"2.0",)" + text + "}", Limits{});
  EXPECT_TRUE(message && message->requests.size() == 1 && !message->batch);
  return message->requests.front();
}

TEST(Request, its_parts_are_read) {
  const auto request = one(R"("id":1,"method":"m","params":[1,null])");
  ASSERT_TRUE(request);
  EXPECT_EQ(request->id, "1");
  EXPECT_EQ(request->method, "m");
  EXPECT_EQ(request->params.size(), 2u);
}

TEST(Request, an_id_is_kept_to_the_letter) {
  for (const std::string id :
       {"7", "-1", "1.0", "1e3", "99999999999999999999999", "null", "\"a\"", "\"\\\"\"", "\"\""})
    EXPECT_EQ(one("\"method\":\"m\",\"id\":" + id)->id, id);
}

TEST(Request, without_an_id_it_is_a_notification) { EXPECT_EQ(one(R"("method":"m")")->id, ""); }

TEST(Request, an_id_of_another_type_is_refused) {
  for (const std::string id : {"true", "[1]", "{}"}) {
    const auto request = one("\"method\":\"m\",\"id\":" + id);
    ASSERT_FALSE(request);
    EXPECT_EQ(request.error().error.code, -32600);
    EXPECT_EQ(request.error().id, "null");
  }
}

TEST(Request, params_may_be_missing_or_null) {
  EXPECT_TRUE(one(R"("id":1,"method":"m")")->params.empty());
  EXPECT_TRUE(one(R"("id":1,"method":"m","params":null)")->params.empty());
}

TEST(Request, params_by_name_are_refused_clearly) {
  const auto request = one(R"("id":1,"method":"m","params":{"a":1})");
  ASSERT_FALSE(request);
  EXPECT_EQ(request.error().id, "1");
  EXPECT_EQ(request.error().error.code, -32602);
  EXPECT_NE(request.error().error.message.find("send them as a list"), std::string::npos);
}

TEST(Request, what_is_no_request_is_refused_with_its_id) {
  for (const char* text : {R"({"id":5,"method":"m"})", R"({"jsonrpc":"1.0","id":5,"method":"m"})",
                           R"({"jsonrpc":"2.0","id":5})", R"({"jsonrpc":"2.0","id":5,"method":1})",
                           R"({"jsonrpc":"2.0","id":5,"method":"m","params":1})"}) {
    const auto message = parse(text, Limits{});
    ASSERT_TRUE(message);
    ASSERT_FALSE(message->requests.front()) << text;
    EXPECT_EQ(message->requests.front().error().id, "5");
    EXPECT_EQ(message->requests.front().error().error.code, -32600);
  }
  EXPECT_FALSE(parse("1", Limits{})->requests.front());
}

TEST(Request, a_batch_keeps_order_and_ids) {
  const auto message = parse(
      R"([{"jsonrpc":"2.0","method":"a","id":1.5},3,{"jsonrpc":"2.0","method":"b","id":2e1}])",
      Limits{});
  ASSERT_TRUE(message);
  EXPECT_TRUE(message->batch);
  EXPECT_EQ(message->requests[0]->id, "1.5");
  EXPECT_FALSE(message->requests[1]);
  EXPECT_EQ(message->requests[2]->id, "2e1");
}

TEST(Request, a_batch_that_is_empty_or_too_long_is_refused) {
  EXPECT_EQ(parse("[]", Limits{}).error().code, -32600);
  EXPECT_TRUE(parse("[0,0,0,0,0,0,0,0,0,0]", Limits{}));
  const auto over = parse("[0,0,0,0,0,0,0,0,0,0,0]", Limits{});
  ASSERT_FALSE(over);
  EXPECT_EQ(over.error().code, -32010);
  EXPECT_EQ(over.error().message, "The batch has 11 requests; send at most 10");
}

}  // namespace
}  // namespace descent::rpc

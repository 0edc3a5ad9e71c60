#include "node/rpc/transport/document.hpp"

#include <gtest/gtest.h>

#include <boost/json/parse.hpp>

namespace descent::rpc {
namespace {

const Limits kLimits;

TEST(Document, it_is_what_the_librarys_own_parser_reads) {
  for (const char* text :
       {"null", "-0", "[]", "{}", R"("\u00e9\n")", "18446744073709551615", "[1,2.5,-3,true,null]",
        R"({"a":{"b":[{"c":"d"}]},"id":7,"a":1})", R"([{"id":1e3},[{"id":2}],{"id":"x"}])"}) {
    const auto document = read_document(text, kLimits);
    ASSERT_TRUE(document) << text;
    EXPECT_EQ(document->value, json::parse(text)) << text;
  }
}

TEST(Document, number_ids_keep_their_text) {
  const auto one =
      read_document(R"({"params":[{"id":1}],"\u0069d":12345678901234567890123.50})", kLimits);
  ASSERT_TRUE(one);
  EXPECT_EQ(one->number_ids,
            (std::map<std::size_t, std::string>{{0, "12345678901234567890123.50"}}));
  const auto batch = read_document(R"([0,{"id":1e3},[],{"x":{"id":3}},{"id":-0}])", kLimits);
  ASSERT_TRUE(batch);
  EXPECT_EQ(batch->number_ids, (std::map<std::size_t, std::string>{{1, "1e3"}, {4, "-0"}}));
}

TEST(Document, what_is_no_json_is_refused) {
  for (const char* text : {"", "{", "[1,]", "{} {}", "nul", "\"\xff\"", "// x\n1", "NaN"}) {
    const auto document = read_document(text, kLimits);
    ASSERT_FALSE(document) << text;
    EXPECT_EQ(document.error().code, -32700) << text;
  }
}

TEST(Document, depth_is_limited_whatever_is_nested) {
  for (const std::string open : {"[", R"({"a":)"}) {
    std::string text;
    for (int i = 0; i < 10'000; ++i) text += open;
    const auto document = read_document(text, kLimits);
    ASSERT_FALSE(document);
    EXPECT_NE(document.error().message.find("more than 32 arrays"), std::string::npos);
  }
  EXPECT_TRUE(read_document(std::string(32, '[') + std::string(32, ']'), kLimits));
  EXPECT_FALSE(read_document(std::string(33, '[') + std::string(33, ']'), kLimits));
}

TEST(Document, the_number_of_values_is_limited) {
  Limits limits;
  limits.json_values = 4;
  EXPECT_TRUE(read_document("[0,0,0]", limits));
  const auto over = read_document("[0,0,0,0]", limits);
  ASSERT_FALSE(over);
  EXPECT_NE(over.error().message.find("more than 4 values"), std::string::npos);
}

}  // namespace
}  // namespace descent::rpc

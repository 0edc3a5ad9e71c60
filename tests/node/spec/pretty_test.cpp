#include "node/spec/pretty.hpp"

#include <gtest/gtest.h>

#include <boost/json/parse.hpp>

namespace descent::spec {
namespace {

TEST(Pretty, a_field_a_line_and_arrays_of_plain_values_on_one) {
  const auto value = boost::json::parse(R"({"a":{"b":[1,"x"],"c":{}},"d":[[1,2],[]],"e":null})");
  EXPECT_EQ(pretty(value), R"({
  "a": {
    "b": [1,"x"],
    "c": {}
  },
  "d": [
    [1,2],
    []
  ],
  "e": null
}
)");
}

TEST(Pretty, it_is_the_same_json) {
  const auto value = boost::json::parse(R"({"a \" b":["\n",{"x":[{"y":1.5}]}],"":[{}]})");
  EXPECT_EQ(boost::json::parse(pretty(value)), value);
}

}  // namespace
}  // namespace descent::spec
